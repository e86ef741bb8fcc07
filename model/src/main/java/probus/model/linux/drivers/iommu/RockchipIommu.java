// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;
import static probus.model.linux.Ptr.*;

import java.util.ArrayList;
import java.util.List;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent.Attach;
import probus.facts.ProbeEvent.Detach;
import probus.facts.ProbeEvent.DmaDevSet;
import probus.facts.ProbeEvent.DomainAlloc;
import probus.facts.ProbeEvent.DomainAllocBegin;
import probus.facts.ProbeEvent.DomainFree;
import probus.facts.ProbeEvent.IrqRequest;
import probus.facts.ProbeEvent.NodeAdd;
import probus.facts.ProbeEvent.NodeDel;
import probus.facts.ProbeEvent.RkDomain;
import probus.facts.ProbeEvent.RkOpsSet;
import probus.facts.Result;
import probus.model.board.Node;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.Ptr;
import probus.model.linux.drivers.iommu.RkIommu.RkIommudata;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;
import probus.model.linux.include.IommuOps;
import probus.model.world.Field;
import probus.model.world.Hash;

/** {@code drivers/iommu/rockchip-iommu.c}. */
public final class RockchipIommu extends KernelFile implements IommuOps {
    private static final String V1 = "rockchip,iommu";
    private static final String V2 = "rockchip,rk3568-iommu";

    /** The device whose memory all masters' data is, and for which all page tables are mapped; gone with dcde1c4aa7ce. */
    private final Field<Device> dma_dev = new Field<>(world, "dma_dev", null);

    private final Field<String> rk_ops = new Field<>(world, "rk_ops", null);

    /** {@code rk_identity_domain}, since v6.4. */
    private final RkIommuDomain rk_identity_domain = new RkIommuDomain(world, null);

    private final DeviceDriver rk_iommu_driver =
            new DeviceDriver(world, "rk_iommu", k.bus.platform_bus_type, List.of(V1, V2)) {
                @Override
                public int probe(Device dev) {
                    return rk_iommu_probe(dev);
                }

                @Override
                public String probe_function() {
                    return "rk_iommu_probe";
                }

                @Override
                public boolean suppress_bind_attrs() {
                    return true;
                }
            };

    public RockchipIommu(Kernel k) {
        super(k);
    }

    @Override
    public long name() {
        return Hash.of("rk_iommu_ops");
    }

    @Override
    public String driver() {
        return "rk_iommu";
    }

    /** {@return the driver, to be registered at boot} */
    public DeviceDriver driver_struct() {
        return rk_iommu_driver;
    }

    /** {@return dma_dev as an event shows it; no step} */
    public ObjectId dma_dev_seen() {
        return k.has(Change.RK_NO_DMA_DEV) ? ObjectId.UNKNOWN : id(dma_dev.peek());
    }

    // ---- Probe

    private int rk_iommu_probe(Device dev) {
        enter("rk_iommu_probe");
        RkIommu iommu = k.devres.devm_kzalloc("rkAlloc", dev, () -> new RkIommu(world, dev)); // RKP1
        if (iommu == null) {
            return leave(-ENOMEM);
        }
        dev.driver_data.set(iommu); // RKP2
        if (k.has(Change.RK_IDENTITY_DOMAIN)) {
            set_domain(iommu, rk_identity_domain);
        }
        String ops = dev.of_node.compatible().contains(V2) ? "v2" : "v1";
        if (rk_ops.get() == null) { // RKP3
            rk_ops.set(ops);
            trace(at -> new RkOpsSet(at, ops));
        }
        if (WARN_ON(!rk_ops.get().equals(ops), "rk_ops", "belongs to another version of the hardware")) {
            return leave(-EINVAL);
        }
        int num_mmu = 0;
        for (int i = 0; i < dev.of_node.registers(); i++) {
            num_mmu += k.faults.at("ioremap") ? 0 : 1; // RKP4
        }
        iommu.num_mmu.set(num_mmu);
        if (num_mmu == 0) {
            return leave(-ENOMEM);
        }
        if (k.faults.at("irqCount")) { // RKP5
            return leave(-EPROBE_DEFER);
        }
        iommu.num_irq.set(dev.of_node.interrupts());
        if (k.faults.at("clkGet")) { // RKP6
            return leave(-EPROBE_DEFER);
        }
        int err;
        err_unprepare_clocks:
        {
            if (!k.has(Change.RK_SINGLETON_GROUP)) {
                Ptr<IommuGroup> group = k.iommu.iommu_group_alloc(); // RKP7
                if (IS_ERR(group)) {
                    err = PTR_ERR(group);
                    break err_unprepare_clocks;
                }
                iommu.group.set(group.value());
            }
            if (k.has(Change.RK_REGISTERS_LAST)) {
                err = start_irqs_then_register(dev, iommu);
            } else {
                err = register_then_start_irqs(dev, iommu);
            }
            if (err == 0) {
                return leave(0);
            }
        }
        return leave(err);
    }

    /** Until f90aa59eb299: others find the IOMMU before it is ready. */
    private int register_then_start_irqs(Device dev, RkIommu iommu) {
        int err = k.faults.at("sysfsAdd") ? -ENOMEM : 0; // RKP8
        err_put_group:
        {
            if (err != 0) {
                break err_put_group;
            }
            err_remove_sysfs:
            {
                err = k.iommu.iommu_device_register(iommu, this, dev); // RKP9
                if (err != 0) {
                    break err_remove_sysfs;
                }
                if (!k.has(Change.RK_DMA_DEV_IN_GROUP)) {
                    set_dma_dev_once(dev); // RKP10
                }
                if (!k.has(Change.WALK_ON_REGISTRATION)) {
                    k.iommu.bus_set_iommu(k.bus.platform_bus_type, this, iommu); // RKP11
                }
                k.pm.pm_runtime_enable(dev); // RKP12
                err = request_irqs(dev, iommu);
                if (err != 0) {
                    if (!k.has(Change.RK_UNWIND_GOTO)) {
                        return err;
                    }
                    k.pm.pm_runtime_disable(dev);
                    break err_remove_sysfs;
                }
                dma_set_mask(dev); // RKP14
                return 0;
            }
        }
        put_group(iommu);
        return err;
    }

    private int start_irqs_then_register(Device dev, RkIommu iommu) {
        k.pm.pm_runtime_enable(dev);
        int err;
        err_pm_disable:
        {
            err = request_irqs(dev, iommu);
            if (err != 0) {
                break err_pm_disable;
            }
            dma_set_mask(dev);
            err = k.faults.at("sysfsAdd") ? -ENOMEM : 0;
            if (err != 0) {
                break err_pm_disable;
            }
            err = k.iommu.iommu_device_register(iommu, this, dev);
            if (err != 0) {
                break err_pm_disable;
            }
            return 0;
        }
        k.pm.pm_runtime_disable(dev);
        return err;
    }

    private int request_irqs(Device dev, RkIommu iommu) {
        for (int i = 0; i < iommu.num_irq.get(); i++) {
            if (k.faults.at("irqGet") || k.faults.at("irqRequest")) { // RKP13
                return -EPROBE_DEFER;
            }
            int index = i;
            trace(at -> new IrqRequest(at, dev.init_name, index));
        }
        return 0;
    }

    private void put_group(RkIommu iommu) {
        if (!k.has(Change.RK_SINGLETON_GROUP)) {
            k.iommu.iommu_group_put(iommu.group.get());
        }
    }

    private void set_dma_dev_once(Device dev) {
        if (dma_dev.get() == null) {
            dma_dev.set(dev);
            trace(at -> new DmaDevSet(at, dev.init_name));
        }
    }

    private void dma_set_mask(Device dev) {
        dev.dma_range_map.get();
    }

    // ---- What the core asks

    @Override
    public int of_xlate(Device dev, Node node) {
        enter("rk_iommu_of_xlate");
        RkIommudata data;
        if (k.has(Change.RK_DATA_OF_IOMMU)) {
            Device iommu_dev = k.platform.of_find_device_by_node(node); // OX2
            data = k.devres.devm_kzalloc("rkDataAlloc", iommu_dev, () -> new RkIommudata(world)); // OX1
            if (data == null) {
                return leave(-ENOMEM);
            }
            return leave(xlate(dev, data, iommu_dev));
        }
        data = k.devres.devm_kzalloc("rkDataAlloc", dma_dev.get(), () -> new RkIommudata(world)); // OX1
        if (data == null) {
            return leave(-ENOMEM);
        }
        return leave(xlate(dev, data, k.platform.of_find_device_by_node(node)));
    }

    private int xlate(Device dev, RkIommudata data, Device iommu_dev) {
        RkIommu iommu = (RkIommu) iommu_dev.driver_data.get();
        data.iommu.set(iommu); // OX3
        if (k.has(Change.RK_IDENTITY_DOMAIN) && !k.has(Change.RK_SHARED_DOMAIN)) {
            set_domain(iommu, rk_identity_domain); // OX4
        }
        dev.iommu.get().priv.set(data); // OX5
        return 0; // OX6
    }

    @Override
    public Ptr<IommuDevice> probe_device(Device dev) {
        enter("rk_iommu_probe_device");
        RkIommudata data = (RkIommudata) dev.iommu.get().priv.get();
        if (data == null) {
            return leave(ERR_PTR(-ENODEV));
        }
        RkIommu iommu = data.iommu.get();
        data.link.set(k.core.device_link_add(dev, iommu.hwdev, true));
        return leave(Ptr.to(iommu));
    }

    @Override
    public void release_device(Device dev) {
        enter("rk_iommu_release_device");
        RkIommudata data = (RkIommudata) dev.iommu.get().priv.get();
        k.core.device_link_del(data.link.get());
        leave();
    }

    @Override
    public Ptr<IommuGroup> device_group(Device dev) {
        if (k.has(Change.RK_SINGLETON_GROUP)) {
            return k.iommu.generic_single_device_group(dev);
        }
        enter("rk_iommu_device_group");
        RkIommu iommu = rk_iommu_from_dev(dev);
        if (k.has(Change.RK_DMA_DEV_IN_GROUP)) {
            set_dma_dev_once(iommu.hwdev);
        }
        return leave(Ptr.to(k.iommu.iommu_group_ref_get(iommu.group.get())));
    }

    private static RkIommu rk_iommu_from_dev(Device dev) {
        RkIommudata data = (RkIommudata) dev.iommu.get().priv.get();
        return data == null ? null : data.iommu.get();
    }

    // ---- Domains

    @Override
    public IommuDomain domain_alloc(DomainType type, Device dev) {
        enter("rk_iommu_domain_alloc");
        trace(at -> new DomainAllocBegin(at, "rk_iommu", type, dma_dev_seen()));
        RkIommuDomain domain = alloc(type, dev);
        trace(at -> new DomainAlloc(at, id(domain), type));
        return leave(domain);
    }

    private RkIommuDomain alloc(DomainType type, Device dev) {
        if (type != DomainType.UNMANAGED && type != DomainType.DMA) { // AL1
            return null;
        }
        Device tables_of = k.has(Change.RK_NO_DMA_DEV) ? rk_iommu_from_dev(dev).hwdev : dma_dev.get();
        if (tables_of == null) { // AL2
            return null;
        }
        RkIommuDomain domain = kzalloc("domAlloc.obj", () -> new RkIommuDomain(world, tables_of)); // AL3
        if (domain == null) {
            return null;
        }
        if (k.faults.at("domAlloc.dt") || k.faults.at("domAlloc.map")) { // AL4 AL5
            world.kfree(domain);
            return null;
        }
        return domain; // AL6
    }

    @Override
    public IommuDomain identity_domain() {
        return k.has(Change.RK_IDENTITY_DOMAIN) ? rk_identity_domain : null;
    }

    @Override
    public void domain_free(IommuDomain domain) {
        enter("rk_iommu_domain_free");
        trace(at -> new DomainFree(at, id(domain)));
        RkIommuDomain rk_domain = (RkIommuDomain) domain;
        WARN_ON(!rk_domain.iommus.get().isEmpty(), "rk_domain->iommus", "is freed while an IOMMU uses it");
        world.kfree(rk_domain);
        leave();
    }

    @Override
    public int attach_dev(IommuDomain domain, Device dev) {
        enter("rk_iommu_attach_device");
        int ret = attach((RkIommuDomain) domain, dev);
        trace(at -> new Attach(at, dev.init_name, id(domain), domain.type.peek(), Result.of(ret)));
        return leave(ret);
    }

    private int attach(RkIommuDomain rk_domain, Device dev) {
        RkIommu iommu = rk_iommu_from_dev(dev);
        if (iommu == null) { // AT1
            return 0;
        }
        if (iommu.domain.get() == rk_domain) { // AT2
            return 0;
        }
        if (k.has(Change.RK_IDENTITY_DOMAIN)) {
            int ret = rk_iommu_identity_attach(dev);
            if (ret != 0) {
                return ret;
            }
        } else if (iommu.domain.get() != null) {
            detach_dev(iommu.domain.get(), dev); // AT3
        }
        set_domain(iommu, rk_domain); // AT4
        spin_lock(rk_domain.iommus_lock);
        list_add_tail(rk_domain, iommu); // AT5
        spin_unlock(rk_domain.iommus_lock);
        int ret = k.pm.pm_runtime_get_if_in_use(iommu.hwdev); // AT6
        if (ret == 0 || WARN_ON(ret < 0, "rk_iommu_attach_device", "the IOMMU's power is not managed yet")) {
            return 0;
        }
        ret = rk_iommu_enable(iommu);
        if (ret != 0) { // AT7
            detach_dev(rk_domain, dev);
        }
        k.pm.pm_runtime_put(iommu.hwdev); // AT8
        return ret;
    }

    private void set_domain(RkIommu iommu, IommuDomain domain) {
        iommu.domain.set(domain);
        trace(at -> new RkDomain(at, iommu.hwdev.init_name, id(domain), "rk_iommu"));
    }

    private void list_add_tail(RkIommuDomain domain, RkIommu iommu) {
        List<RkIommu> more = new ArrayList<>(domain.iommus.get());
        more.add(iommu);
        domain.iommus.set(List.copyOf(more));
        trace(at -> new NodeAdd(at, id(domain), iommu.hwdev.init_name));
    }

    @Override
    public void detach_dev(IommuDomain domain, Device dev) {
        enter("rk_iommu_detach_device");
        trace(at -> new Detach(at, dev.init_name, id(domain)));
        RkIommu iommu = rk_iommu_from_dev(dev);
        if (iommu != null && iommu.domain.get() == domain) {
            set_domain(iommu, null);
            leave_domain((RkIommuDomain) domain, iommu);
        }
        leave();
    }

    private int rk_iommu_identity_attach(Device dev) {
        enter("rk_iommu_identity_attach");
        RkIommu iommu = rk_iommu_from_dev(dev);
        if (iommu == null) {
            return leave(-ENODEV);
        }
        RkIommuDomain rk_domain = (RkIommuDomain) iommu.domain.get();
        if (rk_domain == rk_identity_domain) {
            return leave(0);
        }
        set_domain(iommu, rk_identity_domain);
        leave_domain(rk_domain, iommu);
        return leave(0);
    }

    private void leave_domain(RkIommuDomain rk_domain, RkIommu iommu) {
        spin_lock(rk_domain.iommus_lock);
        rk_domain.iommus.set(
                rk_domain.iommus.get().stream().filter(other -> other != iommu).toList());
        trace(at -> new NodeDel(at, id(rk_domain), iommu.hwdev.init_name));
        spin_unlock(rk_domain.iommus_lock);
        int ret = k.pm.pm_runtime_get_if_in_use(iommu.hwdev);
        WARN_ON(ret < 0, "rk_iommu_detach_device", "the IOMMU's power is not managed yet");
        if (ret > 0) {
            rk_iommu_disable(iommu);
            k.pm.pm_runtime_put(iommu.hwdev);
        }
    }

    private int rk_iommu_enable(RkIommu iommu) {
        return iommu.num_mmu.get() > 0 ? 0 : -EINVAL;
    }

    private void rk_iommu_disable(RkIommu iommu) {
        iommu.num_mmu.get();
    }

    @Override
    public int map(IommuDomain domain, long iova, long paddr, long size) {
        return 0;
    }

    @Override
    public long unmap(IommuDomain domain, long iova, long size) {
        return size;
    }
}
