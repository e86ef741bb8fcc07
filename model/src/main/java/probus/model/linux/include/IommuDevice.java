// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.model.board.Node;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.World;

/**
 * {@code struct iommu_device} ({@code include/linux/iommu.h}), with which a driver's structure for one IOMMU begins: the two
 * have one life.
 */
public abstract class IommuDevice extends HeapObject {
    /** The IOMMU's own device. */
    public final Device hwdev;

    public final Field<IommuOps> ops = new Field<>(this, "ops", null);
    public final Field<Node> fwnode = new Field<>(this, "fwnode", null);
    public final Field<IommuGroup> singleton_group = new Field<>(this, "singleton_group", null);
    public final Field<Boolean> ready = new Field<>(this, "ready", false);

    /** {@return the group that it holds a reference of as long as it lives, or null; for checks between steps} */
    public IommuGroup group_held() {
        return singleton_group.peek();
    }

    /** An IOMMU that nobody knows of yet. */
    protected IommuDevice(World world, String label, Device hwdev) {
        super(world, label);
        this.hwdev = hwdev;
    }
}
