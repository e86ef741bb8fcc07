// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.model.board.Node;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.World;

/** {@code struct iommu_fwspec} ({@code include/linux/iommu.h}). */
public final class IommuFwspec extends HeapObject {
    public final Node iommu_fwnode;
    /** NULL while the IOMMU is not there (up to v6.7). */
    public final Field<IommuOps> ops = new Field<>(this, "ops", null);

    /** A specification that names the IOMMU's node. */
    public IommuFwspec(World world, Node iommu_fwnode) {
        super(world, "iommu_fwspec");
        this.iommu_fwnode = iommu_fwnode;
    }
}
