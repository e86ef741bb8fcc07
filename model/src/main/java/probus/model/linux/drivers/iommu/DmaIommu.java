// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;

import probus.facts.DomainType;
import probus.facts.ProbeEvent.DmaOpsSet;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.include.Device;
import probus.model.linux.include.Device.DmaOps;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;

/** {@code drivers/iommu/dma-iommu.c} with {@code arch/arm64/mm/dma-mapping.c}. */
public final class DmaIommu extends KernelFile {
    /** Where the allocator of I/O addresses begins: at the top of 32 bits. */
    private static final long IOVA = 0xfffff000L;

    private static final long RAM = 0x40000000L;
    private static final long PAGE_SIZE = 4096;

    public DmaIommu(Kernel k) {
        super(k);
    }

    /** {@return 0 or -ENOMEM} */
    int iommu_get_dma_cookie(IommuDomain domain) {
        enter("iommu_get_dma_cookie");
        if (k.faults.at("cookieAlloc")) {
            return leave(-ENOMEM);
        }
        domain.iova_cookie.set(true);
        return leave(0);
    }

    void iommu_put_dma_cookie(IommuDomain domain) {
        enter("iommu_put_dma_cookie");
        domain.iova_cookie.set(false);
        leave();
    }

    /** Up to 6.6: called when a driver binds to a device that an IOMMU translates. */
    public void arch_setup_dma_ops(Device dev) {
        enter("arch_setup_dma_ops");
        iommu_setup_dma_ops(dev);
        leave();
    }

    /** Up to 6.6. */
    public void arch_teardown_dma_ops(Device dev) {
        enter("arch_teardown_dma_ops");
        if (!k.has(Change.DMA_OPS_IN_CORE) && dev.dma_ops.get() != DmaOps.DIRECT) {
            set(dev, DmaOps.DIRECT);
        }
        leave();
    }

    /** The device's mappings go through its group's domain, if that is one for it; otherwise they stay direct. */
    public void iommu_setup_dma_ops(Device dev) {
        enter("iommu_setup_dma_ops");
        IommuDomain domain = iommu_get_domain_for_dev(dev);
        if (domain != null && domain.type.get() == DomainType.DMA) {
            set(dev, DmaOps.IOMMU);
        }
        leave();
    }

    private void set(Device dev, DmaOps ops) {
        dev.dma_ops.set(ops);
        trace(at -> new DmaOpsSet(at, dev.init_name, ops == DmaOps.IOMMU ? "iommu" : "direct"));
    }

    private IommuDomain iommu_get_domain_for_dev(Device dev) {
        enter("iommu_get_domain_for_dev");
        IommuGroup group = dev.iommu_group.get();
        return leave(group == null ? null : group.domain.get());
    }

    /** {@return the address at which the device sees a page of memory, or -1} */
    public long dma_map_page(Device dev) {
        enter("dma_map_page");
        if (dev.dma_ops.get() == DmaOps.DIRECT) {
            return leave(RAM);
        }
        IommuDomain domain = iommu_get_domain_for_dev(dev);
        int ret = k.iommu.iommu_map(domain, IOVA, RAM, PAGE_SIZE);
        return leave(ret == 0 ? IOVA : -1);
    }

    /** The device does not use the page any more. */
    public void dma_unmap_page(Device dev, long dma_addr) {
        enter("dma_unmap_page");
        if (dev.dma_ops.get() == DmaOps.IOMMU) {
            IommuDomain domain = iommu_get_domain_for_dev(dev);
            k.iommu.iommu_unmap(domain, dma_addr, PAGE_SIZE);
        }
        leave();
    }
}
