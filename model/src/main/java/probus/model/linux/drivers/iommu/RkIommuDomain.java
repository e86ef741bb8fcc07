// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import java.util.List;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuDomain;
import probus.model.world.Field;
import probus.model.world.Spinlock;
import probus.model.world.World;

/** {@code struct rk_iommu_domain} ({@code drivers/iommu/rockchip-iommu.c}). */
final class RkIommuDomain extends IommuDomain {
    /** The IOMMUs that use it, in the order of their nodes. */
    final Field<List<RkIommu>> iommus = new Field<>(this, "iommus", List.of());

    final Spinlock iommus_lock = new Spinlock(this, "iommus_lock");
    /** The directory; the identity domain has none. */
    final Field<RkPage> dt = new Field<>(this, "dt", null);

    final Spinlock dt_lock = new Spinlock(this, "dt_lock");
    /** Whose DMA the tables are mapped for (since v6.15; before that the global one's). */
    final Device dma_dev;

    RkIommuDomain(World world, Device dma_dev) {
        super(world, "rk_iommu_domain");
        this.dma_dev = dma_dev;
    }
}
