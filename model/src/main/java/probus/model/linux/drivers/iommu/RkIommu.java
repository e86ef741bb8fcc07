// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceLink;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.World;

/** {@code struct rk_iommu} ({@code drivers/iommu/rockchip-iommu.c}). */
final class RkIommu extends IommuDevice {
    final Field<Integer> num_mmu = new Field<>(this, "num_mmu", 0);
    final Field<Integer> num_irq = new Field<>(this, "num_irq", 0);
    final Field<IommuDomain> domain = new Field<>(this, "domain", null);
    final Field<IommuGroup> group = new Field<>(this, "group", null);

    RkIommu(World world, Device dev) {
        super(world, "rk_iommu", dev);
    }

    @Override
    public IommuGroup group_held() {
        return group.peek() == null ? super.group_held() : group.peek();
    }

    /** {@code struct rk_iommudata}, one per master. */
    static final class RkIommudata extends HeapObject {
        final Field<DeviceLink> link = new Field<>(this, "link", null);
        final Field<RkIommu> iommu = new Field<>(this, "iommu", null);

        RkIommudata(World world) {
            super(world, "rk_iommudata");
        }
    }
}
