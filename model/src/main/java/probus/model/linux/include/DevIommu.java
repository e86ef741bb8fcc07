// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.World;

/** {@code struct dev_iommu} ({@code include/linux/iommu.h}). */
public final class DevIommu extends HeapObject {
    public final Field<IommuFwspec> fwspec = new Field<>(this, "fwspec", null);
    public final Field<IommuDevice> iommu_dev = new Field<>(this, "iommu_dev", null);
    public final Field<HeapObject> priv = new Field<>(this, "priv", null);

    /** All of it NULL. */
    public DevIommu(World world) {
        super(world, "dev_iommu");
    }
}
