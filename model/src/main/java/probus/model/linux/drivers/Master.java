// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers;

import static probus.model.linux.Errno.*;

import java.util.List;
import probus.model.linux.Kernel;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.linux.include.IommuDomain;

/**
 * A driver of devices that do DMA. Its probe maps a page and unmaps it; a display controller then uses a domain of its own.
 */
public final class Master extends DeviceDriver {
    private final Kernel k;
    private final boolean own_domain;

    /** A driver for devices that are compatible with one of these; {@code own_domain}: those called "vop" use a domain of their own. */
    public Master(Kernel k, String name, List<String> of_match_table, boolean own_domain) {
        super(k.world, name, k.bus.platform_bus_type, of_match_table);
        this.k = k;
        this.own_domain = own_domain;
    }

    @Override
    public String probe_function() {
        return driver_name.replace('-', '_') + "_probe";
    }

    @Override
    public int probe(Device dev) {
        k.world.enter(probe_function());
        k.pm.pm_runtime_enable(dev);
        int ret = use_dma(dev);
        if (ret == 0 && own_domain && dev.init_name.endsWith(".vop")) {
            ret = attach(dev);
        }
        if (ret != 0) {
            k.pm.pm_runtime_disable(dev);
        }
        return k.world.leave(ret);
    }

    private int use_dma(Device dev) {
        long dma_addr = k.dma_iommu.dma_map_page(dev);
        if (dma_addr == -1) {
            return -ENOMEM;
        }
        k.dma_iommu.dma_unmap_page(dev, dma_addr);
        return 0;
    }

    private int attach(Device dev) {
        if (dev.iommu_group.get() == null) {
            return 0;
        }
        IommuDomain domain = k.iommu.iommu_domain_alloc(dev);
        if (domain == null) {
            return -ENOMEM;
        }
        int ret = k.iommu.iommu_attach_device(domain, dev);
        if (ret != 0) {
            k.iommu.iommu_domain_free(domain);
            return ret;
        }
        dev.driver_data.set(domain);
        return 0;
    }

    @Override
    public void remove(Device dev) {
        k.world.enter(probe_function().replace("_probe", "_remove"));
        if (dev.driver_data.get() instanceof IommuDomain domain) {
            k.iommu.iommu_detach_device(domain, dev);
            k.iommu.iommu_domain_free(domain);
            dev.driver_data.set(null);
        }
        k.pm.pm_runtime_disable(dev);
        k.world.leave();
    }
}
