// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;
import static probus.model.linux.Ptr.*;

import java.util.ArrayList;
import java.util.List;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.facts.Result;
import probus.model.board.Node;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.Ptr;
import probus.model.linux.drivers.base.Bus.BusNotify;
import probus.model.linux.include.BusType;
import probus.model.linux.include.DevIommu;
import probus.model.linux.include.Device;
import probus.model.linux.include.Device.DmaOps;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuFwspec;
import probus.model.linux.include.IommuGroup;
import probus.model.linux.include.IommuGroup.GroupDevice;
import probus.model.linux.include.IommuGroup.GroupList;
import probus.model.linux.include.IommuOps;
import probus.model.world.Access;
import probus.model.world.Field;
import probus.model.world.Mutex;
import probus.model.world.Spinlock;

/** {@code drivers/iommu/iommu.c}. */
public final class Iommu extends KernelFile {
    /** Serialises probing since 01657bc14a39; before that nothing did. */
    public final Mutex iommu_probe_device_lock = new Mutex(world, "iommu_probe_device_lock");

    private final Field<List<IommuDevice>> iommu_device_list = new Field<>(world, "iommu_device_list", List.of());
    private final Spinlock iommu_device_lock = new Spinlock(world, "iommu_device_lock");

    public Iommu(Kernel k) {
        super(k);
    }

    // ---- Start

    /** {@return 0} Since 57365a04c921 the core hears of devices from the beginning. */
    public int iommu_subsys_init() {
        enter("iommu_subsys_init");
        if (!k.has(Change.WALK_ON_REGISTRATION)) {
            return leave(0);
        }
        if (k.faults.at("notifierAlloc")) {
            return leave(-ENOMEM);
        }
        for (BusType bus : k.bus.iommu_buses) {
            k.bus.bus_register_notifier(bus);
        }
        return leave(0);
    }

    /** The notifier on each bus that may have IOMMUs. */
    public void iommu_bus_notifier(Device dev, BusNotify action) {
        enter("iommu_bus_notifier");
        if (action == BusNotify.ADD_DEVICE) {
            iommu_probe_device(dev);
        } else if (action == BusNotify.REMOVED_DEVICE) {
            iommu_release_device(dev);
        }
        leave();
    }

    // ---- Registration

    /** {@return 0, or why the IOMMU is not registered} */
    public int iommu_device_register(IommuDevice iommu, IommuOps ops, Device hwdev) {
        enter("iommu_device_register");
        trace(at -> new RegisterBegin(at, hwdev.init_name, id(iommu)));
        if (ops.is_module_without_owner()) { // IR1
            return registered(iommu, -EINVAL);
        }
        boolean bus_ops = k.has(Change.WALK_ON_REGISTRATION) && !k.has(Change.BUS_OPS_RETIRED);
        if (bus_ops) {
            if (k.bus.iommu_buses.get(0).iommu_ops.is(others -> others != null && others != ops)) { // IR2
                return registered(iommu, -EBUSY);
            }
        }
        iommu.ops.set(ops); // IR3
        iommu.fwnode.set(hwdev.of_node);
        spin_lock(iommu_device_lock);
        list_add_tail(iommu_device_list, iommu); // IR4
        trace(at -> new ListAdd(at, hwdev.init_name));
        spin_unlock(iommu_device_lock);
        if (!k.has(Change.WALK_ON_REGISTRATION)) {
            return registered(iommu, 0);
        }
        int err = 0;
        for (int i = 0; i < k.bus.iommu_buses.size() && err == 0; i++) {
            BusType bus = k.bus.iommu_buses.get(i);
            if (bus_ops) {
                bus.iommu_ops.set(ops); // IR5
            }
            err = bus_iommu_probe(bus, iommu);
        }
        if (err != 0) {
            iommu_device_unregister(iommu); // IR6
        } else if (k.has(Change.READY)) {
            iommu.ready.store(Access.MARKED, true); // IR7
            trace(at -> new Ready(at, hwdev.init_name));
        }
        return registered(iommu, err);
    }

    private int registered(IommuDevice iommu, int ret) {
        trace(at -> new RegisterEnd(at, iommu.hwdev.init_name, Result.of(ret)));
        return leave(ret);
    }

    /** The IOMMU lets go of its devices, and nobody finds it any more. */
    public void iommu_device_unregister(IommuDevice iommu) {
        enter("iommu_device_unregister");
        trace(at -> new Unregister(at, iommu.hwdev.init_name));
        if (k.has(Change.WALK_ON_REGISTRATION)) {
            for (BusType bus : k.bus.iommu_buses) {
                k.bus.bus_for_each_dev(bus, dev -> remove_iommu_group(dev, iommu));
            }
        }
        spin_lock(iommu_device_lock);
        trace(at -> new ListDel(at, iommu.hwdev.init_name));
        list_del(iommu_device_list, iommu);
        spin_unlock(iommu_device_lock);
        if (k.has(Change.RK_SINGLETON_GROUP)) {
            IommuGroup group = iommu.singleton_group.get();
            if (group != null) {
                iommu_group_put(group);
                iommu.singleton_group.set(null);
            }
        }
        leave();
    }

    /** Since 57365a04c921 an IOMMU that goes lets go of its own devices only. */
    private int remove_iommu_group(Device dev, IommuDevice iommu) {
        enter("remove_iommu_group");
        if (!k.has(Change.WALK_ON_REGISTRATION)) {
            iommu_release_device(dev);
        } else if (dev.iommu.get() != null && dev.iommu.get().iommu_dev.get() == iommu) {
            iommu_release_device(dev);
        }
        return leave(0);
    }

    /** {@return 0, or why the bus has no IOMMU operations} Before 57365a04c921 the first IOMMU of a driver calls it with success. */
    public int bus_set_iommu(BusType bus, IommuOps ops, IommuDevice walker) {
        enter("bus_set_iommu");
        if (ops == null) {
            bus.iommu_ops.set(null); // BS1
            return leave(0);
        }
        if (bus.iommu_ops.get() != null) { // BS2
            return leave(-EBUSY);
        }
        bus.iommu_ops.set(ops); // BS3
        int err = k.faults.at("notifierAlloc") ? -ENOMEM : k.bus.bus_register_notifier(bus); // BS4
        if (err == 0) {
            err = bus_iommu_probe(bus, walker); // BS5
            if (err == 0) {
                return leave(0);
            }
            k.bus.bus_for_each_dev(bus, dev -> remove_iommu_group(dev, walker));
            k.bus.bus_unregister_notifier(bus);
        }
        bus.iommu_ops.set(null);
        return leave(err);
    }

    /** {@return the operations of the IOMMU at that node, or NULL while it is not registered} */
    public IommuOps iommu_ops_from_fwnode(Node fwnode) {
        enter("iommu_ops_from_fwnode");
        IommuDevice iommu = iommu_from_fwnode(fwnode);
        return leave(iommu == null ? null : iommu.ops.get());
    }

    /** {@return the registered IOMMUs; for checks between steps} */
    public List<IommuDevice> registered() {
        return iommu_device_list.peek();
    }

    private IommuDevice iommu_from_fwnode(Node fwnode) {
        enter("iommu_from_fwnode");
        IommuDevice found = null;
        spin_lock(iommu_device_lock);
        for (IommuDevice iommu : iommu_device_list.get()) {
            if (fwnode.equals(iommu.fwnode.get())) {
                found = iommu;
                break;
            }
        }
        spin_unlock(iommu_device_lock);
        return leave(found);
    }

    // ---- The walk over a bus

    /** {@return 0, or what ended the walk} */
    private int bus_iommu_probe(BusType bus, IommuDevice walker) {
        enter("bus_iommu_probe");
        trace(at -> new WalkBegin(at, walker.hwdev.init_name, bus.bus_name));
        GroupList group_list = world.alloc(() -> new GroupList(world, walker));
        int ret = k.bus.bus_for_each_dev(bus, dev -> probe_iommu_group(dev, group_list)); // BW1
        if (ret != 0) {
            return walked(walker, bus, ret);
        }
        for (IommuGroup group : group_list.list.get()) {
            if (k.has(Change.PROBE_LOCK)) {
                mutex_lock(group.mutex);
                list_del_init(group); // BW2
            } else {
                list_del_init(group); // BW2
                mutex_lock(group.mutex);
            }
            if (k.has(Change.INIT_DEVICE)) {
                ret = iommu_setup_default_domain(group, walker.ops.get()); // BW3
                if (ret != 0) {
                    mutex_unlock(group.mutex);
                    return walked(walker, bus, ret);
                }
                if (k.has(Change.DMA_OPS_IN_CORE)) {
                    for (GroupDevice gdev : group.devices.get()) {
                        k.dma_iommu.iommu_setup_dma_ops(gdev.dev); // BW5
                    }
                }
            } else {
                probe_alloc_default_domain(bus, group); // BW3
                if (group.default_domain.get() == null) {
                    mutex_unlock(group.mutex);
                    continue;
                }
                ret = __iommu_group_dma_first_attach(group); // BW4
            }
            if (!k.has(Change.FINALIZE_UNLOCKED)) {
                __iommu_group_dma_finalize(group);
            }
            mutex_unlock(group.mutex);
            if (ret != 0) {
                break;
            }
            if (k.has(Change.FINALIZE_UNLOCKED)) {
                __iommu_group_dma_finalize(group); // BW6
            }
        }
        return walked(walker, bus, ret);
    }

    private int walked(IommuDevice walker, BusType bus, int ret) {
        trace(at -> new WalkEnd(at, walker.hwdev.init_name, bus.bus_name, Result.of(ret)));
        return leave(ret);
    }

    private int probe_iommu_group(Device dev, GroupList group_list) {
        enter("probe_iommu_group");
        if (!k.has(Change.INIT_DEVICE)) {
            IommuGroup group = iommu_group_get(dev);
            if (group != null) {
                iommu_group_put(group);
                return leave(0);
            }
        }
        boolean lock = k.has(Change.PROBE_LOCK_IN_OF);
        if (lock) {
            mutex_lock(iommu_probe_device_lock);
        }
        int ret = __iommu_probe_device(dev, group_list);
        if (lock) {
            mutex_unlock(iommu_probe_device_lock);
        }
        return leave(ret == -ENODEV ? 0 : ret);
    }

    /** {@return 0, or why the device is not translated} A group without default domain is queued on the walk's list, if there is one. */
    private int __iommu_probe_device(Device dev, GroupList group_list) {
        enter("__iommu_probe_device");
        String caller = group_list == null ? "iommu_probe_device" : "probe_iommu_group";
        trace(at -> new IommuProbeBegin(at, dev.init_name, caller));
        int ret = k.has(Change.INIT_DEVICE) ? since_v6_6(dev, group_list) : up_to_v6_5(dev, group_list);
        trace(at -> new IommuProbeEnd(at, dev.init_name, Result.of(ret)));
        return leave(ret);
    }

    private void probe_alloc_default_domain(BusType bus, IommuGroup group) {
        enter("probe_alloc_default_domain");
        if (group.default_domain.get() == null) {
            iommu_group_alloc_default_domain(bus, group);
        }
        leave();
    }

    private int __iommu_group_dma_first_attach(IommuGroup group) {
        enter("__iommu_group_dma_first_attach");
        int ret = 0;
        for (GroupDevice device : group.devices.get()) {
            ret = __iommu_attach_device(group.default_domain.get(), device.dev);
            if (ret != 0) {
                break;
            }
        }
        return leave(ret);
    }

    /** The members are looked up without the group's mutex. */
    private void __iommu_group_dma_finalize(IommuGroup group) {
        enter("__iommu_group_dma_finalize");
        for (GroupDevice device : group.devices.get()) {
            probe_finalize(device.dev);
        }
        leave();
    }

    private void probe_finalize(Device dev) {
        IommuOps ops = dev_iommu_ops(dev);
        trace(at -> new ProbeFinalize(at, dev.init_name));
        ops.probe_finalize(dev);
    }

    // ---- The probe of one device, up to 6.5

    private int up_to_v6_5(Device dev, GroupList group_list) {
        IommuOps ops = dev.bus.iommu_ops.get(); // PD1
        if (ops == null) {
            return -ENODEV;
        }
        boolean lock_inside = k.has(Change.PROBE_LOCK) && !k.has(Change.PROBE_LOCK_IN_OF);
        if (lock_inside) {
            mutex_lock(iommu_probe_device_lock); // PD2
        } else if (k.has(Change.PROBE_LOCK)) {
            lockdep_assert_held(iommu_probe_device_lock);
        }
        int ret;
        err_unlock:
        {
            if (dev_iommu_get(dev) == null) { // PD3
                ret = -ENOMEM;
                break err_unlock;
            }
            err_free:
            {
                if (!try_module_get(dev)) { // PD4
                    ret = -EINVAL;
                    break err_free;
                }
                out_module_put:
                {
                    Ptr<IommuDevice> iommu_dev = ops_probe_device(ops, dev); // PD5
                    if (IS_ERR(iommu_dev)) {
                        ret = PTR_ERR(iommu_dev);
                        break out_module_put;
                    }
                    store(dev.iommu.get().iommu_dev, iommu_dev.value()); // PD6
                    out_release:
                    {
                        Ptr<IommuGroup> group = iommu_group_get_for_dev(ops, dev); // PD7
                        if (IS_ERR(group)) {
                            ret = PTR_ERR(group);
                            break out_release;
                        }
                        queue_group(group.value(), group_list); // PD8
                        if (lock_inside) {
                            mutex_unlock(iommu_probe_device_lock); // PD9
                        }
                        iommu_device_link(iommu_dev.value(), dev);
                        return 0;
                    }
                    ops_release_device(ops, dev); // X1
                }
                module_put(dev); // X2
            }
            dev_iommu_free(dev); // X3
        }
        if (lock_inside) {
            mutex_unlock(iommu_probe_device_lock);
        }
        return ret;
    }

    /** Until 01657bc14a39 without the group's mutex, and after the reference was given back. */
    private void queue_group(IommuGroup group, GroupList group_list) {
        if (k.has(Change.PROBE_LOCK)) {
            mutex_lock(group.mutex);
        } else {
            iommu_group_put(group);
        }
        if (group_list != null && group.default_domain.get() == null && group.entry.get() == null) {
            list_add_tail(group, group_list);
        }
        if (k.has(Change.PROBE_LOCK)) {
            mutex_unlock(group.mutex);
            iommu_group_put(group);
        }
    }

    /** {@return 0, or why the device is not translated} For a new device, and when its driver binds. */
    public int iommu_probe_device(Device dev) {
        enter("iommu_probe_device");
        boolean lock = k.has(Change.PROBE_LOCK_IN_OF);
        if (lock) {
            mutex_lock(iommu_probe_device_lock);
        }
        int ret = __iommu_probe_device(dev, null); // IP1
        if (lock) {
            mutex_unlock(iommu_probe_device_lock);
        }
        if (ret != 0) {
            return leave(ret);
        }
        if (k.has(Change.INIT_DEVICE)) {
            if (k.has(Change.BIND_WAITS_FOR_DOMAIN) && !k.has(Change.DMA_OPS_IN_CORE) && !has_default_domain(dev)) {
                return leave(-EPROBE_DEFER);
            }
            probe_finalize(dev);
            return leave(0);
        }
        IommuGroup group = iommu_group_get(dev); // IP2
        if (group == null) {
            iommu_release_device(dev);
            return leave(-ENODEV);
        }
        boolean locked = k.has(Change.PROBE_DEVICE_UNDER_GROUP_MUTEX);
        if (locked) {
            mutex_lock(group.mutex); // IP3
        }
        if (group.default_domain.get() == null) {
            iommu_group_alloc_default_domain(dev.bus, group); // IP4
        }
        if (group.default_domain.get() != null && !group.owner.get()) {
            ret = __iommu_attach_device(group.default_domain.get(), dev); // IP5
        }
        if (locked) {
            mutex_unlock(group.mutex); // IP6
        }
        iommu_group_put(group);
        if (ret != 0) {
            iommu_release_device(dev);
            return leave(ret);
        }
        probe_finalize(dev);
        return leave(0);
    }

    /** As b46064a18810 is in 6.6.y, where a driver's DMA operations are set up right after this. */
    private boolean has_default_domain(Device dev) {
        IommuGroup group = dev.iommu_group.get();
        mutex_lock(group.mutex);
        boolean has = group.default_domain.get() != null;
        mutex_unlock(group.mutex);
        return has;
    }

    private Ptr<IommuGroup> iommu_group_get_for_dev(IommuOps ops, Device dev) {
        enter("iommu_group_get_for_dev");
        IommuGroup existing = iommu_group_get(dev); // GG1
        if (existing != null) {
            return leave(Ptr.to(existing));
        }
        IommuOps of_instance = k.has(Change.OPS_OF_INSTANCE) ? dev_iommu_ops(dev) : ops;
        Ptr<IommuGroup> group = ops_device_group(of_instance, dev); // GG2
        if (IS_ERR(group)) {
            return leave(group);
        }
        int ret = iommu_group_add_device(group.value(), dev);
        if (ret != 0) {
            iommu_group_put(group.value());
            return leave(ERR_PTR(ret));
        }
        return leave(group);
    }

    private int iommu_group_add_device(IommuGroup group, Device dev) {
        enter("iommu_group_add_device");
        Ptr<GroupDevice> device = iommu_group_alloc_device(dev);
        if (IS_ERR(device)) {
            return added(group, dev, PTR_ERR(device));
        }
        group_ref(group, 1);
        dev.iommu_group.set(group); // GA5
        mutex_lock(group.mutex);
        list_add_tail(group.devices, device.value()); // GA6
        int ret = 0;
        if (group.domain.get() != null) {
            ret = __iommu_attach_device(group.domain.get(), dev);
        }
        mutex_unlock(group.mutex);
        if (ret == 0) {
            return added(group, dev, 0);
        }
        mutex_lock(group.mutex);
        list_del(group.devices, device.value());
        mutex_unlock(group.mutex);
        dev.iommu_group.set(null);
        iommu_group_put(group);
        world.kfree(device.value());
        return added(group, dev, ret);
    }

    private int added(IommuGroup group, Device dev, int ret) {
        trace(at -> new GroupAdd(at, dev.init_name, id(group), Result.of(ret)));
        return leave(ret);
    }

    private Ptr<GroupDevice> iommu_group_alloc_device(Device dev) {
        enter("iommu_group_alloc_device");
        GroupDevice device = kzalloc("groupDevice.obj", () -> new GroupDevice(world, dev)); // GA1
        if (device == null) {
            return leave(ERR_PTR(-ENOMEM));
        }
        int ret = k.faults.at("groupDevice.link1") || !dev.state_in_sysfs.get() ? -ENOENT : 0; // GA2
        if (ret == 0 && k.faults.at("groupDevice.name")) { // GA3
            ret = -ENOMEM;
        }
        if (ret == 0 && k.faults.at("groupDevice.link2")) { // GA4
            ret = -ENOENT;
        }
        if (ret != 0) {
            world.kfree(device);
            return leave(ERR_PTR(ret));
        }
        return leave(Ptr.to(device));
    }

    // ---- The probe of one device, since 6.6

    /** Since 6eb4da8cf545 it finds out itself that another task was first. */
    private int since_v6_6(Device dev, GroupList group_list) {
        boolean lock_inside = !k.has(Change.PROBE_LOCK_IN_OF);
        IommuOps ops = null;
        if (!k.has(Change.DT_PARSED_IN_PROBE)) {
            ops = k.has(Change.BUS_OPS_RETIRED) ? iommu_fwspec_ops(dev) : dev.bus.iommu_ops.get(); // ID3
            if (ops == null) {
                return -ENODEV;
            }
        }
        if (lock_inside) {
            mutex_lock(iommu_probe_device_lock);
        } else {
            lockdep_assert_held(iommu_probe_device_lock);
        }
        int ret = 0;
        if (dev.iommu_group.get() == null) { // QD1
            ret = iommu_init_device(dev, ops); // QD2
            if (ret == 0) {
                ret = iommu_join_group(dev, group_list);
            }
        }
        if (lock_inside) {
            mutex_unlock(iommu_probe_device_lock);
        }
        return ret;
    }

    /** The second half of {@code __iommu_probe_device}: the device has a group, but the group does not know it yet. */
    private int iommu_join_group(Device dev, GroupList group_list) {
        if (k.has(Change.DT_PARSED_IN_PROBE)) {
            WARN_ON(
                    dev.driver.get() != null,
                    group_list == null ? "late replay" : "late walk",
                    "late IOMMU probe at driver bind, something fishy here"); // QD3
        }
        IommuGroup group = dev.iommu_group.get();
        Ptr<GroupDevice> gdev = iommu_group_alloc_device(dev); // QD4
        mutex_lock(group.mutex);
        int ret = PTR_ERR(gdev);
        err_put_group:
        {
            if (IS_ERR(gdev)) {
                break err_put_group;
            }
            err_remove_gdev:
            {
                list_add_tail(group.devices, gdev.value()); // QD5
                trace(at -> new GroupAdd(at, dev.init_name, id(group), Result.OK));
                WARN_ON(
                        group.default_domain.get() != null && group.domain.get() == null,
                        "iommu_group",
                        "has a default domain but none in use");
                if (group.default_domain.get() != null) {
                    iommu_create_device_direct_mappings(dev); // QD6
                }
                if (group.domain.get() != null) {
                    ret = __iommu_device_set_domain(dev, group.domain.get()); // QD7
                } else if (group.default_domain.get() == null && group_list == null) {
                    ret = iommu_setup_default_domain(group, dev_iommu_ops(dev)); // QD8
                } else if (group.default_domain.get() == null && group.entry.get() == null) {
                    list_add_tail(group, group_list); // QD9
                }
                if (ret != 0) {
                    break err_remove_gdev;
                }
                if (k.has(Change.DMA_OPS_IN_CORE) && group.default_domain.get() != null) {
                    k.dma_iommu.iommu_setup_dma_ops(dev); // QD10
                }
                mutex_unlock(group.mutex); // QD11
                return 0;
            }
            list_del(group.devices, gdev.value());
            world.kfree(gdev.value()); // QX1
        }
        iommu_deinit_device(dev);
        mutex_unlock(group.mutex);
        iommu_group_put(group); // QX2
        return ret;
    }

    private int iommu_init_device(Device dev, IommuOps found) {
        enter("iommu_init_device");
        IommuOps ops = found;
        if (dev_iommu_get(dev) == null) { // ID1
            return leave(-ENOMEM);
        }
        boolean configured = k.has(Change.REVALIDATED) && dev_iommu_fwspec_get(dev) != null;
        if (k.has(Change.DT_PARSED_IN_PROBE) && !configured && dev.driver.get() == null) {
            mutex_unlock(iommu_probe_device_lock); // ID2
            k.platform.dma_configure(dev);
            mutex_lock(iommu_probe_device_lock);
            if (k.has(Change.REVALIDATED) && (dev.iommu.get() == null || dev.iommu_group.get() != null)) {
                return leave(-ENODEV);
            }
        }
        int ret;
        err_free:
        {
            if (k.has(Change.DT_PARSED_IN_PROBE)) {
                ops = iommu_fwspec_ops(dev);
                if (ops == null) {
                    ret = -ENODEV;
                    break err_free;
                }
            }
            if (!try_module_get(dev)) { // ID4
                ret = -EINVAL;
                break err_free;
            }
            err_module_put:
            {
                Ptr<IommuDevice> iommu_dev = ops_probe_device(ops, dev); // ID5
                if (IS_ERR(iommu_dev)) {
                    ret = PTR_ERR(iommu_dev);
                    break err_module_put;
                }
                if (k.has(Change.BUS_OPS_RETIRED)) {
                    store(dev.iommu.get().iommu_dev, iommu_dev.value()); // ID6
                }
                err_release:
                {
                    ret = iommu_device_link(iommu_dev.value(), dev); // ID7
                    if (ret != 0) {
                        break err_release;
                    }
                    Ptr<IommuGroup> group = ops_device_group(ops, dev); // ID8
                    if (IS_ERR(group)) {
                        ret = PTR_ERR(group);
                        iommu_device_unlink(dev);
                        break err_release;
                    }
                    dev.iommu_group.set(group.value()); // ID9
                    if (!k.has(Change.BUS_OPS_RETIRED)) {
                        store(dev.iommu.get().iommu_dev, iommu_dev.value()); // ID6
                    }
                    return leave(0);
                }
                ops_release_device(ops, dev);
            }
            module_put(dev);
        }
        if (k.has(Change.BUS_OPS_RETIRED)) {
            store(dev.iommu.get().iommu_dev, null);
        }
        dev_iommu_free(dev);
        return leave(ret);
    }

    private void iommu_deinit_device(Device dev) {
        enter("iommu_deinit_device");
        IommuOps ops = dev_iommu_ops(dev);
        IommuGroup group = dev.iommu_group.get();
        lockdep_assert_held(group.mutex);
        iommu_device_unlink(dev);
        ops_release_device(ops, dev);
        if (group.devices.get().isEmpty()) {
            iommu_domain_free(group.default_domain.get());
            group.default_domain.set(null);
            iommu_domain_free(group.blocking_domain.get());
            group.blocking_domain.set(null);
            group.domain.set(null);
        }
        dev.iommu_group.set(null);
        module_put(dev);
        dev_iommu_free(dev);
        if (k.has(Change.DMA_IOMMU_CLEARED)) {
            dev.dma_ops.set(DmaOps.DIRECT);
            trace(at -> new DmaOpsSet(at, dev.init_name, "direct"));
        }
        leave();
    }

    // ---- Release

    /** Nothing serialises it with the probe of the same device, in no version. */
    public void iommu_release_device(Device dev) {
        enter("iommu_release_device");
        trace(at -> new IommuReleaseBegin(at, dev.init_name));
        if (k.has(Change.INIT_DEVICE)) {
            IommuGroup group = dev.iommu_group.get();
            if (group != null) {
                __iommu_group_remove_device(group, dev);
            }
            if (dev.iommu.get() != null) {
                dev_iommu_free(dev);
            }
        } else if (dev.iommu.get() != null) {
            iommu_device_unlink(dev);
            IommuOps ops = dev_iommu_ops(dev);
            if (k.has(Change.RELEASE_BEFORE_GROUP)) {
                ops_release_device(ops, dev);
                iommu_group_remove_device(dev);
            } else {
                iommu_group_remove_device(dev);
                ops_release_device(ops, dev);
            }
            module_put(dev);
            dev_iommu_free(dev);
        }
        trace(at -> new IommuReleaseEnd(at, dev.init_name));
        leave();
    }

    private void iommu_group_remove_device(Device dev) {
        enter("iommu_group_remove_device");
        IommuGroup group = dev.iommu_group.get();
        if (group == null) {
            leave();
            return;
        }
        trace(at -> new GroupDel(at, dev.init_name, id(group)));
        mutex_lock(group.mutex);
        GroupDevice device = member(group, dev);
        if (device != null) {
            list_del(group.devices, device);
        }
        mutex_unlock(group.mutex);
        if (device != null) {
            world.kfree(device);
            dev.iommu_group.set(null);
            iommu_group_put(group);
        }
        leave();
    }

    private void __iommu_group_remove_device(IommuGroup group, Device dev) {
        enter("__iommu_group_remove_device");
        trace(at -> new GroupDel(at, dev.init_name, id(group)));
        mutex_lock(group.mutex);
        GroupDevice device = member(group, dev);
        if (device != null) {
            list_del(group.devices, device);
            world.kfree(device);
            if (dev.iommu.get() != null && dev.iommu.get().iommu_dev.get() != null) {
                iommu_deinit_device(dev);
            } else {
                dev.iommu_group.set(null);
            }
        }
        mutex_unlock(group.mutex);
        if (device != null) {
            iommu_group_put(group);
        }
        leave();
    }

    private static GroupDevice member(IommuGroup group, Device dev) {
        return group.devices.get().stream()
                .filter(device -> device.dev == dev)
                .findFirst()
                .orElse(null);
    }

    // ---- dev->iommu and the firmware specification

    private DevIommu dev_iommu_get(Device dev) {
        enter("dev_iommu_get");
        if (k.has(Change.BUS_OPS_RETIRED)) {
            lockdep_assert_held(iommu_probe_device_lock);
        }
        DevIommu param = dev.iommu.get();
        if (param != null) {
            return got(dev, param, false);
        }
        param = kzalloc("devIommuAlloc", () -> new DevIommu(world));
        if (param == null) {
            return leave(null);
        }
        dev.iommu.set(param);
        return got(dev, param, true);
    }

    private DevIommu got(Device dev, DevIommu param, boolean created) {
        trace(at -> new DevIommuGet(at, dev.init_name, id(param), created));
        return leave(param);
    }

    /** Until b54240ad4943 others saw what was freed already. */
    void dev_iommu_free(Device dev) {
        enter("dev_iommu_free");
        DevIommu param = dev.iommu.get();
        trace(at -> new DevIommuFree(at, dev.init_name, id(param)));
        if (k.has(Change.DEV_IOMMU_CLEARED_FIRST)) {
            dev.iommu.set(null);
        }
        IommuFwspec fwspec = param.fwspec.get();
        if (fwspec != null) {
            world.kfree(fwspec);
        }
        world.kfree(param);
        if (!k.has(Change.DEV_IOMMU_CLEARED_FIRST)) {
            dev.iommu.set(null);
        }
        leave();
    }

    /** {@return the device's specification; NULL if there is none} Two loads, with time between them. */
    IommuFwspec dev_iommu_fwspec_get(Device dev) {
        if (dev.iommu.get() == null) {
            return null;
        }
        DevIommu param = dev.iommu.get();
        trace(at -> new Load(at, id(param), "fwspec"));
        return param.fwspec.get();
    }

    /** {@return 0, or why the device has no specification that names the IOMMU at that node} */
    int iommu_fwspec_init(Device dev, Node iommu_fwnode, IommuOps bus_ops) {
        enter("iommu_fwspec_init");
        IommuOps ops = bus_ops;
        if (k.has(Change.READY)) {
            IommuDevice iommu = iommu_from_fwnode(iommu_fwnode);
            if (iommu == null) {
                return initialised(dev, k.dd.driver_deferred_probe_check_state(dev));
            }
            boolean unconfigured = k.has(Change.READY_ALWAYS) || dev.iommu.get() == null;
            if (unconfigured && !iommu.ready.load(Access.MARKED)) {
                return initialised(dev, -EPROBE_DEFER);
            }
            ops = iommu.ops.get();
        } else if (k.has(Change.BUS_OPS_RETIRED)) {
            ops = iommu_ops_from_fwnode(iommu_fwnode);
            if (ops == null) {
                return initialised(dev, -EPROBE_DEFER);
            }
        }
        IommuFwspec fwspec = dev_iommu_fwspec_get(dev);
        if (fwspec != null) {
            IommuOps others =
                    k.has(Change.BUS_OPS_RETIRED) ? iommu_ops_from_fwnode(fwspec.iommu_fwnode) : fwspec.ops.get();
            return initialised(dev, ops == others ? 0 : -EINVAL);
        }
        if (dev_iommu_get(dev) == null) {
            return initialised(dev, -ENOMEM);
        }
        fwspec = kzalloc("fwspecAlloc", () -> new IommuFwspec(world, iommu_fwnode));
        if (fwspec == null) {
            return initialised(dev, -ENOMEM);
        }
        if (!k.has(Change.BUS_OPS_RETIRED)) {
            fwspec.ops.set(ops);
        }
        dev.iommu.get().fwspec.set(fwspec);
        return initialised(dev, 0);
    }

    private int initialised(Device dev, int ret) {
        trace(at -> new FwspecInit(at, dev.init_name, Result.of(ret)));
        return leave(ret);
    }

    void iommu_fwspec_free(Device dev) {
        enter("iommu_fwspec_free");
        IommuFwspec fwspec = dev_iommu_fwspec_get(dev);
        if (fwspec != null) {
            trace(at -> new FwspecFree(at, dev.init_name));
            dev.iommu.get().fwspec.set(null);
            world.kfree(fwspec);
        }
        leave();
    }

    private IommuOps iommu_fwspec_ops(Device dev) {
        IommuFwspec fwspec = dev_iommu_fwspec_get(dev);
        return fwspec == null ? null : iommu_ops_from_fwnode(fwspec.iommu_fwnode);
    }

    /** {@return the operations of the IOMMU that translates the device} It must be one that is. */
    IommuOps dev_iommu_ops(Device dev) {
        return dev.iommu.get().iommu_dev.get().ops.get();
    }

    // ---- Groups

    /** {@return a group without devices and with one reference} */
    public Ptr<IommuGroup> iommu_group_alloc() {
        enter("iommu_group_alloc");
        IommuGroup group = kzalloc("groupAlloc.obj", () -> new IommuGroup(world));
        if (group == null) {
            return leave(ERR_PTR(-ENOMEM));
        }
        k.groups.add(group);
        if (k.faults.at("groupAlloc.ida") || k.faults.at("groupAlloc.kobj") || k.faults.at("groupAlloc.devices")) {
            world.kfree(group);
            return leave(ERR_PTR(-ENOMEM));
        }
        if (k.faults.at("groupAlloc.attr1") || k.faults.at("groupAlloc.attr2")) {
            if (k.has(Change.GROUP_ALLOC_UNWIND)) {
                iommu_group_put(group);
            }
            return leave(ERR_PTR(-ENOMEM));
        }
        trace(at -> new GroupAlloc(at, id(group)));
        return leave(Ptr.to(group));
    }

    /** {@return the device's group with one reference more, or NULL} */
    public IommuGroup iommu_group_get(Device dev) {
        enter("iommu_group_get");
        IommuGroup group = dev.iommu_group.get();
        if (group != null) {
            group_ref(group, 1);
        }
        return leave(group);
    }

    /** {@return the group, with one reference more} */
    public IommuGroup iommu_group_ref_get(IommuGroup group) {
        enter("iommu_group_ref_get");
        group_ref(group, 1);
        return leave(group);
    }

    /** Gives a reference back; the last one frees the group. */
    public void iommu_group_put(IommuGroup group) {
        enter("iommu_group_put");
        if (group_ref(group, -1)) {
            iommu_group_release(group);
        }
        leave();
    }

    private boolean group_ref(IommuGroup group, int delta) {
        boolean last = false;
        if (delta > 0) {
            group.devices_kobj.get();
        } else {
            last = group.devices_kobj.put();
        }
        trace(at -> new GroupRef(at, id(group), delta));
        return last;
    }

    private void iommu_group_release(IommuGroup group) {
        enter("iommu_group_release");
        trace(at -> new GroupFree(at, id(group)));
        iommu_domain_free(group.default_domain.get());
        iommu_domain_free(group.blocking_domain.get());
        world.kfree(group);
        leave();
    }

    /** {@return the one group of all devices that the IOMMU translates, with a reference} */
    Ptr<IommuGroup> generic_single_device_group(Device dev) {
        enter("generic_single_device_group");
        IommuDevice iommu = dev.iommu.get().iommu_dev.get();
        if (iommu.singleton_group.get() == null) {
            Ptr<IommuGroup> group = iommu_group_alloc();
            if (IS_ERR(group)) {
                return leave(group);
            }
            iommu.singleton_group.set(group.value());
        }
        return leave(Ptr.to(iommu_group_ref_get(iommu.singleton_group.get())));
    }

    // ---- Domains

    /** {@return a domain for drivers' own mappings, or NULL} */
    public IommuDomain iommu_domain_alloc(Device dev) {
        enter("iommu_domain_alloc");
        IommuOps ops = k.has(Change.BUS_OPS_RETIRED) ? dev_iommu_ops(dev) : dev.bus.iommu_ops.get();
        return leave(ops == null ? null : __iommu_domain_alloc(ops, DomainType.UNMANAGED, dev));
    }

    private IommuDomain __iommu_domain_alloc(IommuOps ops, DomainType type, Device dev) {
        enter("__iommu_domain_alloc");
        IommuDomain domain = ops.domain_alloc(type, dev);
        if (domain == null) {
            return leave(null);
        }
        domain.type.set(type);
        domain.ops.set(ops);
        if (type == DomainType.DMA && k.dma_iommu.iommu_get_dma_cookie(domain) != 0) {
            iommu_domain_free(domain);
            return leave(null);
        }
        return leave(domain);
    }

    /** The domain is gone after this; nothing for NULL. */
    public void iommu_domain_free(IommuDomain domain) {
        enter("iommu_domain_free");
        if (domain != null) {
            k.dma_iommu.iommu_put_dma_cookie(domain);
            IommuOps ops = domain.ops.get();
            ops.domain_free(domain);
        }
        leave();
    }

    /** Failure is for the caller to find out: there is no default domain then. */
    private int iommu_group_alloc_default_domain(BusType bus, IommuGroup group) {
        enter("iommu_group_alloc_default_domain");
        IommuDomain dom = __iommu_domain_alloc(bus.iommu_ops.get(), DomainType.DMA, null);
        if (dom == null) {
            return leave(-ENOMEM);
        }
        set_default(group, dom);
        if (group.domain.get() == null) {
            group.domain.set(dom);
        }
        return leave(0);
    }

    private void set_default(IommuGroup group, IommuDomain dom) {
        group.default_domain.set(dom);
        trace(at -> new SetDefault(at, id(group), id(dom)));
    }

    /** {@return 0, or why the group's devices cannot use a default domain} Since 6.5; the group's mutex is held. */
    private int iommu_setup_default_domain(IommuGroup group, IommuOps ops) {
        enter("iommu_setup_default_domain");
        lockdep_assert_held(group.mutex);
        if (group.default_domain.get() != null) {
            return leave(0);
        }
        Device first =
                group.devices.get().isEmpty() ? null : group.devices.get().get(0).dev;
        IommuDomain dom = __iommu_domain_alloc(ops, DomainType.DMA, first);
        if (dom == null) {
            return leave(k.has(Change.DEFAULT_DOMAIN_REQUIRED) ? -ENODEV : 0);
        }
        for (GroupDevice gdev : group.devices.get()) {
            iommu_create_device_direct_mappings(gdev.dev);
        }
        set_default(group, dom);
        int ret = 0;
        if (group.domain.get() == null) {
            for (GroupDevice gdev : group.devices.get()) {
                int attached = __iommu_device_set_domain(gdev.dev, dom);
                ret = ret == 0 ? attached : ret;
            }
            group.domain.set(dom);
        } else {
            ret = __iommu_group_set_domain(group, dom);
        }
        return leave(ret);
    }

    /** None of these IOMMUs reserves a region: its driver is asked, and that is all. */
    private void iommu_create_device_direct_mappings(Device dev) {
        enter("iommu_create_device_direct_mappings");
        dev_iommu_ops(dev);
        leave();
    }

    private int __iommu_attach_device(IommuDomain domain, Device dev) {
        enter("__iommu_attach_device");
        IommuOps ops = domain.ops.get();
        int ret = ops.attach_dev(domain, dev);
        return leave(ret);
    }

    private int __iommu_device_set_domain(Device dev, IommuDomain domain) {
        enter("__iommu_device_set_domain");
        int ret = __iommu_attach_device(domain, dev);
        return leave(ret);
    }

    /** {@return 0, or why the group keeps its domain} Since 2cc73c5712f9 members that are there already go back. */
    private int __iommu_group_set_domain(IommuGroup group, IommuDomain new_domain) {
        enter("__iommu_group_set_domain");
        IommuDomain old = group.domain.get();
        if (old == new_domain) {
            return leave(0);
        }
        for (GroupDevice gdev : group.devices.get()) {
            int ret = __iommu_device_set_domain(gdev.dev, new_domain);
            if (ret != 0) {
                if (k.has(Change.ATTACH_REVERTED) && old != null) {
                    revert(group, gdev, old);
                }
                return leave(ret);
            }
        }
        group.domain.set(new_domain);
        return leave(0);
    }

    private void revert(IommuGroup group, GroupDevice failed, IommuDomain old) {
        for (GroupDevice gdev : group.devices.get()) {
            __iommu_device_set_domain(gdev.dev, old);
            if (gdev == failed) {
                return;
            }
        }
    }

    /** {@return 0, or why the device does not use the domain} Only for a device that is alone in its group. */
    public int iommu_attach_device(IommuDomain domain, Device dev) {
        enter("iommu_attach_device");
        IommuGroup group = iommu_group_get(dev);
        if (group == null) {
            return leave(-ENODEV);
        }
        mutex_lock(group.mutex);
        int ret = group.devices.get().size() == 1 ? __iommu_attach_group(domain, group) : -EINVAL;
        mutex_unlock(group.mutex);
        iommu_group_put(group);
        return leave(ret);
    }

    /** {@return 0, or why the group's devices do not use the domain} */
    public int iommu_attach_group(IommuDomain domain, IommuGroup group) {
        enter("iommu_attach_group");
        mutex_lock(group.mutex);
        int ret = __iommu_attach_group(domain, group);
        mutex_unlock(group.mutex);
        return leave(ret);
    }

    private int __iommu_attach_group(IommuDomain domain, IommuGroup group) {
        enter("__iommu_attach_group");
        IommuDomain now = group.domain.get();
        if (now != null && now != group.default_domain.get() && now != group.blocking_domain.get()) {
            return leave(-EBUSY);
        }
        int ret = __iommu_group_set_domain(group, domain);
        return leave(ret);
    }

    /** The device goes back to its group's default domain. */
    public void iommu_detach_device(IommuDomain domain, Device dev) {
        enter("iommu_detach_device");
        IommuGroup group = iommu_group_get(dev);
        if (group != null) {
            mutex_lock(group.mutex);
            if (!WARN_ON(
                    domain != group.domain.get(), "iommu_group", "is detached from a domain that it does not use")) {
                __iommu_group_set_domain(group, group.default_domain.get());
            }
            mutex_unlock(group.mutex);
            iommu_group_put(group);
        }
        leave();
    }

    // ---- Mappings

    /** {@return 0, or why the range is not mapped} Addresses and size in bytes. */
    int iommu_map(IommuDomain domain, long iova, long paddr, long size) {
        enter("iommu_map");
        IommuOps ops = domain.ops.get();
        int ret = ops.map(domain, iova, paddr, size);
        if (ret == 0) {
            trace(at -> new Map(at, id(domain), iova, size));
        }
        return leave(ret);
    }

    /** {@return how much of the range was mapped, in bytes} */
    long iommu_unmap(IommuDomain domain, long iova, long size) {
        enter("iommu_unmap");
        IommuOps ops = domain.ops.get();
        long unmapped = ops.unmap(domain, iova, size);
        trace(at -> new Unmap(at, id(domain), iova, unmapped));
        return leave(unmapped);
    }

    // ---- Ownership

    /** {@return 0, or why a driver cannot use the device through the default domain} */
    public int iommu_device_use_default_domain(Device dev) {
        enter("iommu_device_use_default_domain");
        IommuGroup group = iommu_group_get(dev);
        if (group == null) {
            return leave(0);
        }
        int ret = 0;
        mutex_lock(group.mutex);
        boolean waits = k.has(Change.BIND_WAITS_FOR_DOMAIN) && k.has(Change.DMA_OPS_IN_CORE);
        if (waits && group.default_domain.get() == null) {
            ret = -EPROBE_DEFER;
        } else if (group.owner_cnt.get() > 0
                && (group.owner.get() || group.domain.get() != group.default_domain.get())) {
            ret = -EBUSY;
        } else {
            group.owner_cnt.set(group.owner_cnt.get() + 1);
            trace(at -> new OwnerInc(at, id(group)));
        }
        mutex_unlock(group.mutex);
        iommu_group_put(group);
        return leave(ret);
    }

    /** The driver is gone that used the device through the default domain. */
    public void iommu_device_unuse_default_domain(Device dev) {
        enter("iommu_device_unuse_default_domain");
        IommuGroup group = iommu_group_get(dev);
        if (group != null) {
            mutex_lock(group.mutex);
            if (!WARN_ON(group.owner_cnt.get() == 0, "iommu_group->owner_cnt", "has no owner that could go")) {
                group.owner_cnt.set(group.owner_cnt.get() - 1);
                trace(at -> new OwnerDec(at, id(group)));
            }
            mutex_unlock(group.mutex);
            iommu_group_put(group);
        }
        leave();
    }

    /** {@return 0, or why user space cannot have the group} */
    public int iommu_group_claim_dma_owner(IommuGroup group) {
        enter("iommu_group_claim_dma_owner");
        mutex_lock(group.mutex);
        int ret = group.owner_cnt.get() > 0 ? -EPERM : 0;
        if (ret == 0) {
            group.owner.set(true);
            group.owner_cnt.set(1);
        }
        mutex_unlock(group.mutex);
        return leave(ret);
    }

    // ---- What the driver answers

    private Ptr<IommuDevice> ops_probe_device(IommuOps ops, Device dev) {
        Ptr<IommuDevice> iommu_dev = ops.probe_device(dev);
        trace(at -> new OpsProbe(
                at,
                dev.init_name,
                Result.of(iommu_dev.error()),
                IS_ERR(iommu_dev) ? ObjectId.UNKNOWN : id(iommu_dev.value())));
        return iommu_dev;
    }

    private void ops_release_device(IommuOps ops, Device dev) {
        trace(at -> new OpsRelease(at, dev.init_name));
        ops.release_device(dev);
    }

    private Ptr<IommuGroup> ops_device_group(IommuOps ops, Device dev) {
        trace(at -> new DeviceGroup(at, dev.init_name, k.rockchip.dma_dev_seen()));
        Ptr<IommuGroup> group = ops.device_group(dev);
        if (!IS_ERR(group) && WARN_ON(group.value() == null, "device_group", "gives no group and no error")) {
            return ERR_PTR(-EINVAL);
        }
        return group;
    }

    private boolean try_module_get(Device dev) {
        if (k.faults.at("moduleGet")) {
            return false;
        }
        trace(at -> new ModuleGet(at, dev.init_name));
        return true;
    }

    private void module_put(Device dev) {
        trace(at -> new ModulePut(at, dev.init_name));
    }

    // ---- drivers/iommu/iommu-sysfs.c

    private int iommu_device_link(IommuDevice iommu, Device dev) {
        enter("iommu_device_link");
        if (dev.iommu_link.get() != null) {
            trace(at -> new SysfsDuplicate(at, dev.init_name, iommu.hwdev.init_name, true, ProbeEvent.UNKNOWN));
            return leave(-EEXIST);
        }
        dev.iommu_link.set(iommu);
        return leave(0);
    }

    private void iommu_device_unlink(Device dev) {
        enter("iommu_device_unlink");
        dev.iommu_link.set(null);
        leave();
    }

    // ---- include/linux/list.h

    private static <T> void list_add_tail(Field<List<T>> head, T entry) {
        List<T> more = new ArrayList<>(head.get());
        more.add(entry);
        head.set(List.copyOf(more));
    }

    private static <T> void list_del(Field<List<T>> head, T entry) {
        head.set(head.get().stream().filter(other -> other != entry).toList());
    }

    private void list_add_tail(IommuGroup group, GroupList group_list) {
        list_add_tail(group_list.list, group);
        group.entry.set(group_list);
        trace(at -> new GroupEntryAdd(at, id(group), group_list.walker.hwdev.init_name));
    }

    private void list_del_init(IommuGroup group) {
        list_del(group.entry.get().list, group);
        group.entry.set(null);
        trace(at -> new GroupEntryDel(at, id(group)));
    }
}
