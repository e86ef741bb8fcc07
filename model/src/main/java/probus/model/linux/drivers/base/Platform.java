// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent.DriverProbeBegin;
import probus.facts.ProbeEvent.DriverProbeEnd;
import probus.facts.Result;
import probus.model.board.Node;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;

/** {@code drivers/base/platform.c}. */
public final class Platform extends KernelFile {
    private final Map<Node, Device> devices = new HashMap<>();

    public Platform(Kernel k) {
        super(k);
    }

    /** {@return the platform device of a node with one reference more, or NULL} */
    public Device of_find_device_by_node(Node node) {
        enter("of_find_device_by_node");
        Device dev = devices.get(node);
        if (dev != null) {
            dev.kref.get();
        }
        return leave(dev);
    }

    /** Gives a reference back; the device itself stays. */
    public void platform_device_put(Device dev) {
        enter("platform_device_put");
        if (dev != null) {
            dev.kref.put();
        }
        leave();
    }

    /** A device was made of a node, while the machine starts. */
    public void made(Node node, Device dev) {
        devices.put(node, dev);
    }

    /** {@return the devices that were made of nodes} */
    public Collection<Device> devices() {
        return devices.values();
    }

    int probe(Device dev, DeviceDriver drv) {
        enter("platform_probe");
        trace(at -> new DriverProbeBegin(at, dev.init_name, drv.probe_function(), dma_dev()));
        int ret = drv.probe(dev);
        trace(at -> new DriverProbeEnd(at, dev.init_name, drv.probe_function(), Result.of(ret), dma_dev()));
        return leave(ret);
    }

    private ObjectId dma_dev() {
        return k.rockchip.dma_dev_seen();
    }

    /** {@return 0, or why the device's DMA is not set up} Undoes itself when it fails. */
    public int dma_configure(Device dev) {
        enter("platform_dma_configure");
        DeviceDriver drv = dev.driver.get();
        int ret = k.of.of_dma_configure(dev);
        if (ret != 0) {
            return leave(ret);
        }
        if (drv == null && k.has(Change.DT_PARSED_IN_PROBE)) {
            return leave(0);
        }
        if (k.has(Change.DMA_OWNERSHIP)) {
            ret = k.iommu.iommu_device_use_default_domain(dev);
            if (ret != 0) {
                k.dma_iommu.arch_teardown_dma_ops(dev);
            }
        }
        return leave(ret);
    }

    void dma_cleanup(Device dev) {
        enter("platform_dma_cleanup");
        if (k.has(Change.DMA_OWNERSHIP)) {
            k.iommu.iommu_device_unuse_default_domain(dev);
        }
        leave();
    }
}
