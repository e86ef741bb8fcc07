// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.of;

import static probus.model.linux.Errno.*;

import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.Ptr;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuOps;

/** {@code drivers/of/device.c}. */
public final class OfDevice extends KernelFile {
    public OfDevice(Kernel k) {
        super(k);
    }

    /** {@return 0, or why the device cannot be used now} Without an IOMMU it can. */
    public int of_dma_configure(Device dev) {
        enter("of_dma_configure_id");
        boolean known = k.has(Change.DT_PARSED_IN_PROBE) && dev.dma_range_map.get();
        if (!known) {
            if (k.faults.at("dmaRanges")) {
                return leave(-EINVAL);
            }
            dev.dma_range_map.set(true);
        }
        Ptr<IommuOps> iommu = k.of_iommu.of_iommu_configure(dev);
        if (Ptr.PTR_ERR(iommu) == -EPROBE_DEFER) {
            dev.dma_range_map.set(false);
            return leave(-EPROBE_DEFER);
        }
        if (!k.has(Change.DMA_OPS_IN_CORE) && iommu.value() != null) {
            k.dma_iommu.arch_setup_dma_ops(dev);
        }
        return leave(0);
    }
}
