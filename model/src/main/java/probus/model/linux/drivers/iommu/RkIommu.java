// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import java.util.List;
import probus.model.linux.drivers.base.Devres.Releases;
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
    /** For each bank its number, or why it could not be mapped. */
    final Field<List<Integer>> bases = new Field<>(this, "bases", List.of());

    final Field<Integer> num_irq = new Field<>(this, "num_irq", 0);
    final Field<Boolean> reset_disabled = new Field<>(this, "reset_disabled", false);
    final Field<IommuDomain> domain = new Field<>(this, "domain", null);
    final Field<IommuGroup> group = new Field<>(this, "group", null);

    final RkHardware hardware;

    RkIommu(World world, Device dev, RkHardware hardware) {
        super(world, "rk_iommu", dev);
        this.hardware = hardware;
    }

    /**
     * {@return the first {@code num_mmu} of the bases} One step. The kernel counts how many could be mapped, and takes so many
     * from the beginning: after a hole it uses the hole and leaves out the last one.
     */
    List<Integer> num_mmu_bases() {
        List<Integer> all = bases.get();
        return all.subList(0, (int) all.stream().filter(base -> base >= 0).count());
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

    /** What a device-managed interrupt is remembered by. */
    static final class IrqDevres extends HeapObject implements Releases {
        final RkIommu iommu;
        final int index;
        private final Runnable free_irq;

        IrqDevres(World world, RkIommu iommu, int index, Runnable free_irq) {
            super(world, "irq_devres");
            this.iommu = iommu;
            this.index = index;
            this.free_irq = free_irq;
        }

        @Override
        public void release() {
            free_irq.run();
        }
    }
}
