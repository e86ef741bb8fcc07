// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;
import static probus.model.linux.Ptr.*;

import java.util.List;
import probus.facts.ProbeEvent.DmaConfigureBegin;
import probus.facts.ProbeEvent.DmaConfigureEnd;
import probus.facts.ProbeEvent.XlateBegin;
import probus.facts.ProbeEvent.XlateEnd;
import probus.facts.Result;
import probus.model.board.Node;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.Ptr;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuFwspec;
import probus.model.linux.include.IommuOps;

/** {@code drivers/iommu/of_iommu.c}. */
public final class OfIommu extends KernelFile {
    private static final int NO_IOMMU = 1;

    public OfIommu(Kernel k) {
        super(k);
    }

    /**
     * {@return the operations of the IOMMU that the device tree gives the device, NULL for none, or -EPROBE_DEFER} Since 6.12
     * 0, NULL that is, or an error.
     */
    public Ptr<IommuOps> of_iommu_configure(Device dev) {
        enter("of_iommu_configure");
        trace(at -> new DmaConfigureBegin(at, dev.init_name, "of_iommu_configure"));
        Ptr<IommuOps> ops = k.has(Change.BUS_OPS_RETIRED) ? configure(dev) : configure_bus_ops(dev);
        trace(at -> new DmaConfigureEnd(at, dev.init_name, "of_iommu_configure", Result.of(ops.error())));
        return leave(ops);
    }

    /** Up to 6.7. */
    private Ptr<IommuOps> configure_bus_ops(Device dev) {
        IommuOps ops = null;
        lock();
        IommuFwspec fwspec = k.iommu.dev_iommu_fwspec_get(dev);
        if (fwspec != null) {
            if (fwspec.ops.get() != null) { // CF1
                ops = fwspec.ops.get();
                unlock();
                return Ptr.to(ops);
            }
            k.iommu.iommu_fwspec_free(dev);
        }
        int err = of_iommu_configure_device(dev); // CF3
        if (err == 0) {
            // Another task may have changed it meanwhile.
            fwspec = k.iommu.dev_iommu_fwspec_get(dev);
            ops = fwspec.ops.get();
        }
        unlock(); // CF5
        if (err == 0 && (k.has(Change.INIT_DEVICE) || dev.iommu_group.get() == null)) {
            err = k.iommu.iommu_probe_device(dev); // CF6
        }
        if (err == -EPROBE_DEFER) {
            return ERR_PTR(-EPROBE_DEFER); // CF7
        }
        return Ptr.to(err == 0 ? ops : null);
    }

    /** Since 6.8. */
    private Ptr<IommuOps> configure(Device dev) {
        lock();
        if (k.iommu.dev_iommu_fwspec_get(dev) != null) {
            unlock();
            return Ptr.to(null);
        }
        boolean dev_iommu_present = dev.iommu.get() != null; // CF2
        int err = of_iommu_configure_device(dev);
        if (err != 0 && k.has(Change.DEV_IOMMU_UNDONE)) {
            if (dev_iommu_present) {
                k.iommu.iommu_fwspec_free(dev); // CF4
            } else if (dev.iommu.get() != null) {
                k.iommu.dev_iommu_free(dev);
            }
        }
        unlock();
        boolean replay = !k.has(Change.DT_PARSED_IN_PROBE) || !dev_iommu_present;
        if (err == 0 && replay) {
            err = k.iommu.iommu_probe_device(dev);
        }
        return err == 0 ? Ptr.to(null) : ERR_PTR(err);
    }

    private void lock() {
        if (k.has(Change.PROBE_LOCK_IN_OF)) {
            mutex_lock(k.iommu.iommu_probe_device_lock);
        }
    }

    private void unlock() {
        if (k.has(Change.PROBE_LOCK_IN_OF)) {
            mutex_unlock(k.iommu.iommu_probe_device_lock);
        }
    }

    private int of_iommu_configure_device(Device dev) {
        enter("of_iommu_configure_device");
        int err = k.has(Change.BUS_OPS_RETIRED) ? -ENODEV : NO_IOMMU;
        for (String iommu : dev.of_node == null ? List.<String>of() : dev.of_node.iommus()) {
            err = of_iommu_xlate(dev, k.board.node(iommu));
            if (err != 0) {
                break;
            }
        }
        return leave(err);
    }

    private int of_iommu_xlate(Device dev, Node iommu) {
        enter("of_iommu_xlate");
        if (!k.has(Change.BUS_OPS_RETIRED)) {
            IommuOps ops = k.iommu.iommu_ops_from_fwnode(iommu);
            if (!iommu.enabled()) {
                return leave(NO_IOMMU);
            }
            int err = k.iommu.iommu_fwspec_init(dev, iommu, ops);
            if (err != 0) {
                return leave(err);
            }
            if (ops == null) {
                return leave(k.dd.driver_deferred_probe_check_state(dev));
            }
            return leave(ops_of_xlate(ops, dev, iommu));
        }
        if (!iommu.enabled()) {
            return leave(-ENODEV);
        }
        int ret = k.iommu.iommu_fwspec_init(dev, iommu, null);
        if (ret == -EPROBE_DEFER && !k.has(Change.READY)) {
            return leave(k.dd.driver_deferred_probe_check_state(dev));
        }
        if (ret != 0) {
            return leave(ret);
        }
        IommuOps ops = k.iommu.iommu_ops_from_fwnode(iommu);
        return leave(ops == null ? -ENODEV : ops_of_xlate(ops, dev, iommu));
    }

    private int ops_of_xlate(IommuOps ops, Device dev, Node iommu) {
        trace(at -> new XlateBegin(at, dev.init_name, iommu.device(), ops.driver(), k.rockchip.dma_dev_seen()));
        int ret = ops.of_xlate(dev, iommu);
        trace(at -> new XlateEnd(at, dev.init_name, iommu.device(), ops.driver(), Result.of(ret)));
        return ret;
    }
}
