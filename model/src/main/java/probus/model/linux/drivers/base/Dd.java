// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import static probus.model.linux.Errno.*;

import java.util.ArrayList;
import java.util.List;
import probus.facts.ProbeEvent.AsyncSchedule;
import probus.facts.ProbeEvent.Bind;
import probus.facts.ProbeEvent.DeferAdd;
import probus.facts.ProbeEvent.DeferDel;
import probus.facts.ProbeEvent.DeferRetry;
import probus.facts.ProbeEvent.DeferTrigger;
import probus.facts.ProbeEvent.Match;
import probus.facts.ProbeEvent.ProbeBegin;
import probus.facts.ProbeEvent.ProbeEnd;
import probus.facts.ProbeEvent.Unbind;
import probus.facts.Result;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.drivers.base.Bus.BusNotify;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.world.Access;
import probus.model.world.Async;
import probus.model.world.ChangeCount;
import probus.model.world.Counter;
import probus.model.world.Field;
import probus.model.world.Mutex;
import probus.model.world.Work;

/** {@code drivers/base/dd.c}. */
public final class Dd extends KernelFile {
    private final Mutex deferred_probe_mutex = new Mutex(world, "deferred_probe_mutex");
    private final Field<List<Device>> deferred_probe_pending_list =
            new Field<>(world, "deferred_probe_pending_list", List.of());
    private final Field<List<Device>> deferred_probe_active_list =
            new Field<>(world, "deferred_probe_active_list", List.of());
    private final ChangeCount deferred_trigger_count = new ChangeCount(world, "deferred_trigger_count");
    private final Field<Boolean> driver_deferred_probe_enable =
            new Field<>(world, "driver_deferred_probe_enable", false);
    private final Field<Integer> driver_deferred_probe_timeout =
            new Field<>(world, "driver_deferred_probe_timeout", 10);
    private final Field<Boolean> initcalls_done = new Field<>(world, "initcalls_done", false);
    private final Field<Boolean> defer_all_probes = new Field<>(world, "defer_all_probes", false);
    private final Work deferred_probe_work = new Work(world, "deferred_probe", this::deferred_probe_work_func);
    private final Counter probe_count = new Counter(world, "probe_count");
    private final Async async_dfl_domain = new Async(world, "async");

    public Dd(Kernel k) {
        super(k);
    }

    // ---- Matching and attaching

    private boolean driver_match_device(DeviceDriver drv, Device dev) {
        boolean matches =
                dev.of_node != null && dev.of_node.compatible().stream().anyMatch(drv.of_match_table::contains);
        if (matches) {
            trace(at -> new Match(at, dev.init_name, drv.driver_name));
        }
        return matches;
    }

    private boolean driver_allows_async_probing(DeviceDriver drv) {
        List<String> async_probe_drv_names = k.command_line.driver_async_probe();
        return async_probe_drv_names.contains(drv.driver_name) ^ async_probe_drv_names.contains("*");
    }

    void driver_attach(DeviceDriver drv) {
        enter("driver_attach");
        k.bus.bus_for_each_dev(drv.bus, dev -> __driver_attach(dev, drv));
        leave();
    }

    private int __driver_attach(Device dev, DeviceDriver drv) {
        enter("__driver_attach");
        if (!driver_match_device(drv, dev)) { // DA1
            return leave(0);
        }
        if (driver_allows_async_probing(drv)) {
            boolean async = false;
            k.core.device_lock(dev); // DA2
            if (dev.driver.get() == null && dev.async_driver.get() == null) {
                dev.async_driver.set(drv);
                async = true;
                if (!k.has(Change.ASYNC_SCHEDULED_UNLOCKED)) {
                    async_schedule_dev(dev);
                }
            }
            k.core.device_unlock(dev);
            if (async && k.has(Change.ASYNC_SCHEDULED_UNLOCKED)) {
                async_schedule_dev(dev);
            }
            return leave(0);
        }
        k.core.device_lock(dev); // DA3
        driver_probe_device(drv, dev);
        k.core.device_unlock(dev);
        return leave(0);
    }

    /** {@code kernel/async.c}: what cannot be handed to a worker is done at once. */
    private void async_schedule_dev(Device dev) {
        enter("async_schedule_dev");
        if (k.faults.at("asyncEntryAlloc")) {
            __driver_attach_async_helper(dev);
        } else {
            trace(at -> new AsyncSchedule(at, dev.init_name, dev.async_driver.peek().driver_name));
            async_dfl_domain.schedule("async:" + dev.init_name, () -> async_run_entry_fn(dev));
        }
        leave();
    }

    private void async_run_entry_fn(Device dev) {
        enter("async_run_entry_fn");
        __driver_attach_async_helper(dev);
        leave();
    }

    private void __driver_attach_async_helper(Device dev) {
        enter("__driver_attach_async_helper");
        k.core.device_lock(dev);
        DeviceDriver drv = dev.async_driver.get();
        dev.async_driver.set(null);
        driver_probe_device(drv, dev);
        k.core.device_unlock(dev);
        leave();
    }

    /** {@code kernel/async.c}: waits for all probes on workers. */
    public void async_synchronize_full() {
        enter("async_synchronize_full");
        async_dfl_domain.synchronize();
        leave();
    }

    void device_initial_probe(Device dev) {
        enter("device_initial_probe");
        __device_attach(dev, true);
        leave();
    }

    private void __device_attach(Device dev, boolean allow_async) {
        enter("__device_attach");
        boolean[] have_async = new boolean[1];
        k.core.device_lock(dev);
        if (!dev.dead.get() && dev.driver.get() == null) {
            k.bus.bus_for_each_drv(
                    dev.bus, drv -> __device_attach_driver(drv, dev, !allow_async, allow_async, have_async));
        }
        k.core.device_unlock(dev);
        if (have_async[0]) {
            async_dfl_domain.schedule("async:" + dev.init_name, () -> __device_attach_async_helper(dev));
        }
        leave();
    }

    /** {@return 1 if the device is bound, which ends the search for a driver} */
    private int __device_attach_driver(
            DeviceDriver drv, Device dev, boolean want_async, boolean check_async, boolean[] have_async) {
        enter("__device_attach_driver");
        if (!driver_match_device(drv, dev)) {
            return leave(0);
        }
        boolean async_allowed = driver_allows_async_probing(drv);
        if (async_allowed && check_async) {
            have_async[0] = true;
        }
        if (check_async && async_allowed != want_async) {
            return leave(0);
        }
        int ret = driver_probe_device(drv, dev);
        return leave(ret == 0 ? 1 : 0);
    }

    private void __device_attach_async_helper(Device dev) {
        enter("__device_attach_async_helper");
        k.core.device_lock(dev);
        if (!dev.dead.get() && dev.driver.get() == null) {
            k.bus.bus_for_each_drv(dev.bus, drv -> __device_attach_driver(drv, dev, true, true, new boolean[1]));
        }
        k.core.device_unlock(dev);
        leave();
    }

    // ---- Probing

    private int driver_probe_device(DeviceDriver drv, Device dev) {
        enter("driver_probe_device");
        ChangeCount.Reading trigger_count = deferred_trigger_count.read(); // DP1
        probe_count.increment();
        int ret = __driver_probe_device(drv, dev);
        if (ret == -EPROBE_DEFER || ret == EPROBE_DEFER) {
            driver_deferred_probe_add(dev); // DP5
            boolean triggered =
                    k.has(Change.DEFERRAL_RECHECKED) && deferred_trigger_count.hasChangedSince(trigger_count);
            if (triggered && !defer_all_probes.get()) {
                driver_deferred_probe_trigger();
            }
        }
        probe_count.decrement(); // DP6
        return leave(ret);
    }

    private int __driver_probe_device(DeviceDriver drv, Device dev) {
        enter("__driver_probe_device");
        if (dev.dead.get() || !dev.state_in_sysfs.get()) { // DP2
            return leave(-ENODEV);
        }
        if (dev.driver.get() != null) {
            return leave(-EBUSY);
        }
        if (k.has(Change.READY_TO_PROBE) && !dev.ready_to_probe.get()) {
            return leave(-EPROBE_DEFER);
        }
        dev.can_match.set(true); // DP3
        k.pm.pm_runtime_get_suppliers(dev);
        int ret = really_probe(dev, drv);
        k.pm.pm_runtime_put_suppliers(dev); // DP4
        return leave(ret);
    }

    private int really_probe(Device dev, DeviceDriver drv) {
        enter("really_probe");
        trace(at -> new ProbeBegin(at, dev.init_name, drv.driver_name));
        int ret;
        if (defer_all_probes.get()) { // RP0
            return probed(dev, drv, -EPROBE_DEFER);
        }
        ret = k.core.device_links_check_suppliers(dev); // RP1
        if (ret != 0) {
            return probed(dev, drv, ret);
        }
        if (!dev.devres_head.get().isEmpty()) { // RP2
            return probed(dev, drv, -EBUSY);
        }
        boolean test_remove = k.command_line.test_driver_remove() && !drv.suppress_bind_attrs();
        re_probe:
        while (true) {
            dev.driver.set(drv); // RP3
            pinctrl_bind_failed:
            {
                sysfs_failed:
                {
                    probe_failed:
                    {
                        ret = k.faults.at("pinctrl") ? -EINVAL : 0; // RP4
                        if (ret != 0) {
                            break pinctrl_bind_failed;
                        }
                        ret = k.platform.dma_configure(dev); // RP5
                        if (ret != 0) {
                            break pinctrl_bind_failed;
                        }
                        k.bus.bus_notify(dev, BusNotify.BIND_DRIVER); // RP6
                        ret = k.faults.at("sysfsLink") ? -ENOMEM : 0;
                        if (ret != 0) {
                            break sysfs_failed;
                        }
                        ret = k.faults.at("pmDomain") ? -EINVAL : 0; // RP7
                        if (ret != 0) {
                            break probe_failed;
                        }
                        ret = call_driver_probe(dev, drv); // RP8
                        if (ret != 0) {
                            // Negated, so that only an answer of the driver's own is told from the core's.
                            ret = -ret;
                            break probe_failed;
                        }
                        ret = k.faults.at("sysfsAdd") ? -ENOMEM : 0; // RP9
                        if (ret != 0) {
                            drv.remove(dev);
                            break probe_failed;
                        }
                        if (test_remove) {
                            test_remove = false;
                            drv.remove(dev); // RP10
                            driver_sysfs_remove(dev);
                            k.platform.dma_cleanup(dev);
                            device_unbind_cleanup(dev, drv);
                            continue re_probe;
                        }
                        driver_bound(dev); // RP11
                        return probed(dev, drv, 0);
                    }
                    driver_sysfs_remove(dev); // E1
                }
                k.bus.bus_notify(dev, BusNotify.DRIVER_NOT_BOUND); // E2
                k.platform.dma_cleanup(dev);
            }
            device_unbind_cleanup(dev, drv); // E3
            return probed(dev, drv, ret);
        }
    }

    private int probed(Device dev, DeviceDriver drv, int ret) {
        trace(at -> new ProbeEnd(at, dev.init_name, drv.driver_name, Result.of(ret)));
        return leave(ret);
    }

    private int call_driver_probe(Device dev, DeviceDriver drv) {
        enter("call_driver_probe");
        int ret = k.platform.probe(dev, drv);
        return leave(ret);
    }

    private void driver_sysfs_remove(Device dev) {
        enter("driver_sysfs_remove");
        dev.state_in_sysfs.get();
        leave();
    }

    private void driver_bound(Device dev) {
        enter("driver_bound");
        dev.driver.peek().klist_devices.addTail(dev);
        trace(at -> new Bind(at, dev.init_name, dev.driver.peek().driver_name));
        driver_deferred_probe_del(dev);
        driver_deferred_probe_trigger();
        k.bus.bus_notify(dev, BusNotify.BOUND_DRIVER);
        leave();
    }

    private void device_unbind_cleanup(Device dev, DeviceDriver drv) {
        enter("device_unbind_cleanup");
        trace(at -> new Unbind(at, dev.init_name, drv.driver_name));
        k.devres.devres_release_all(dev);
        k.dma_iommu.arch_teardown_dma_ops(dev);
        dev.dma_range_map.set(false);
        dev.driver.set(null);
        dev.driver_data.set(null);
        leave();
    }

    // ---- Deferred probing

    private void driver_deferred_probe_add(Device dev) {
        enter("driver_deferred_probe_add");
        if (dev.can_match.get()) {
            mutex_lock(deferred_probe_mutex);
            List<Device> pending = deferred_probe_pending_list.get();
            if (!pending.contains(dev) && !deferred_probe_active_list.get().contains(dev)) {
                trace(at -> new DeferAdd(at, dev.init_name));
                List<Device> more = new ArrayList<>(pending);
                more.add(dev);
                deferred_probe_pending_list.set(List.copyOf(more));
            }
            mutex_unlock(deferred_probe_mutex);
        }
        leave();
    }

    void driver_deferred_probe_del(Device dev) {
        enter("driver_deferred_probe_del");
        mutex_lock(deferred_probe_mutex);
        trace(at -> new DeferDel(at, dev.init_name));
        remove(deferred_probe_pending_list, dev);
        remove(deferred_probe_active_list, dev);
        mutex_unlock(deferred_probe_mutex);
        leave();
    }

    private static void remove(Field<List<Device>> list, Device dev) {
        List<Device> devices = list.get();
        if (devices.contains(dev)) {
            list.set(devices.stream().filter(other -> other != dev).toList());
        }
    }

    private void driver_deferred_probe_trigger() {
        enter("driver_deferred_probe_trigger");
        if (driver_deferred_probe_enable.load(Access.MARKED)) {
            trace(DeferTrigger::new);
            mutex_lock(deferred_probe_mutex);
            deferred_trigger_count.increment();
            list_splice_tail_init(deferred_probe_pending_list, deferred_probe_active_list);
            mutex_unlock(deferred_probe_mutex);
            deferred_probe_work.queue();
        }
        leave();
    }

    private void list_splice_tail_init(Field<List<Device>> list, Field<List<Device>> head) {
        enter("list_splice_tail_init");
        List<Device> devices = new ArrayList<>(head.get());
        devices.addAll(list.get());
        head.set(List.copyOf(devices));
        list.set(List.of());
        leave();
    }

    private void deferred_probe_work_func() {
        enter("deferred_probe_work_func");
        mutex_lock(deferred_probe_mutex);
        List<Device> active = deferred_probe_active_list.get();
        for (int round = 0; !active.isEmpty(); round++) {
            world.loop(round, active);
            Device dev = active.get(0);
            deferred_probe_active_list.set(active.subList(1, active.size()));
            mutex_unlock(deferred_probe_mutex);
            trace(at -> new DeferRetry(at, dev.init_name));
            k.bus.bus_probe_device(dev);
            mutex_lock(deferred_probe_mutex);
            active = deferred_probe_active_list.get();
        }
        mutex_unlock(deferred_probe_mutex);
        leave();
    }

    /** {@return why a device has to do without what it waits for, or that it has to wait} */
    public int driver_deferred_probe_check_state(Device dev) {
        enter("driver_deferred_probe_check_state");
        boolean done = initcalls_done.load(Access.MARKED);
        if (done && driver_deferred_probe_timeout.load(Access.MARKED) == 0) {
            return leave(-ETIMEDOUT);
        }
        return leave(-EPROBE_DEFER);
    }

    void driver_deferred_probe_extend_timeout() {
        enter("driver_deferred_probe_extend_timeout");
        leave();
    }

    /** The last initcall: from here on what was deferred is tried again. The time-out comes long after all else is done. */
    public void deferred_probe_initcall() {
        enter("deferred_probe_initcall");
        driver_deferred_probe_enable.store(Access.MARKED, true);
        driver_deferred_probe_trigger();
        deferred_probe_work.flush();
        if (k.has(Change.DEFERRAL_TIMES_OUT)) {
            initcalls_done.store(Access.MARKED, true);
            driver_deferred_probe_trigger();
            deferred_probe_work.flush();
        }
        leave();
    }

    /** Waits until nothing is being probed, on workers or once more, and nothing will be. */
    public void wait_for_device_probe() {
        enter("wait_for_device_probe");
        ChangeCount.Reading trigger_count;
        do {
            trigger_count = deferred_trigger_count.read();
            deferred_probe_work.flush();
            probe_count.waitForZero();
            async_synchronize_full();
        } while (deferred_trigger_count.hasChangedSince(trigger_count));
        leave();
    }

    /** {@return the devices that wait to be tried again; for checks between steps} */
    public List<Device> deferred() {
        return deferred_probe_pending_list.peek();
    }

    /** The time is over in which a device may wait for what it needs. */
    public void deferred_probe_timeout_work_func() {
        enter("deferred_probe_timeout_work_func");
        if (k.has(Change.DEFERRAL_TIMES_OUT)) {
            driver_deferred_probe_timeout.store(Access.MARKED, 0);
            driver_deferred_probe_trigger();
            deferred_probe_work.flush();
        }
        leave();
    }

    // ---- Unbinding

    /** Takes the device from its driver; its lock is not held. */
    public void device_release_driver(Device dev) {
        enter("device_release_driver_internal");
        k.core.device_lock(dev);
        DeviceDriver drv = dev.driver.get();
        if (drv != null) {
            __device_release_driver(dev, drv);
        }
        k.core.device_unlock(dev);
        leave();
    }

    private void __device_release_driver(Device dev, DeviceDriver drv) {
        enter("__device_release_driver");
        k.pm.pm_runtime_get_sync(dev);
        k.bus.bus_notify(dev, BusNotify.UNBIND_DRIVER);
        k.pm.pm_runtime_put(dev);
        drv.remove(dev);
        k.platform.dma_cleanup(dev);
        device_unbind_cleanup(dev, drv);
        drv.klist_devices.delete(dev);
        k.bus.bus_notify(dev, BusNotify.UNBOUND_DRIVER);
        leave();
    }

    /** {@return 0, or why the driver is not bound to the device} What user space asks for with {@code bind}. */
    public int device_driver_attach(DeviceDriver drv, Device dev) {
        enter("device_driver_attach");
        k.core.device_lock(dev);
        int ret = __driver_probe_device(drv, dev);
        k.core.device_unlock(dev);
        if (ret > 0) {
            ret = -ret;
        }
        return leave(ret == -EPROBE_DEFER ? -EAGAIN : ret);
    }
}
