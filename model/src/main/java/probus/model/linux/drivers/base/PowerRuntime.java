// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import static probus.model.linux.Errno.*;
import static probus.model.linux.include.DevPmInfo.RpmStatus.*;

import probus.facts.ProbeEvent.PmDisable;
import probus.facts.ProbeEvent.PmEnable;
import probus.facts.ProbeEvent.PmGetIfInUse;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.include.DevPmInfo.RpmStatus;
import probus.model.linux.include.DevPmInfo.Transition;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.linux.include.DeviceLink;
import probus.model.world.Access;

/** {@code drivers/base/power/runtime.c}, without autosuspend and asynchronous requests: a suspend happens at once. */
public final class PowerRuntime extends KernelFile {
    public PowerRuntime(Kernel k) {
        super(k);
    }

    /** Runtime power management of the device begins. */
    public void pm_runtime_enable(Device dev) {
        enter("pm_runtime_enable");
        trace(at -> new PmEnable(at, dev.init_name));
        spin_lock(dev.power.lock);
        int depth = dev.power.disable_depth.get();
        if (!WARN_ON(depth == 0, "power.disable_depth", "Unbalanced pm_runtime_enable!")) {
            dev.power.disable_depth.set(depth - 1);
        }
        spin_unlock(dev.power.lock);
        leave();
    }

    /** Runtime power management of the device ends, when a resume or suspend that is under way is done. */
    public void pm_runtime_disable(Device dev) {
        enter("__pm_runtime_disable");
        trace(at -> new PmDisable(at, dev.init_name));
        spin_lock(dev.power.lock);
        dev.power.disable_depth.set(dev.power.disable_depth.get() + 1);
        settled(dev);
        spin_unlock(dev.power.lock);
        leave();
    }

    /** {@return 1 if the device is in use and a reference was taken, 0 if not, -EINVAL if nobody manages its power} */
    public int pm_runtime_get_if_in_use(Device dev) {
        enter("pm_runtime_get_if_in_use");
        int retval = 0;
        spin_lock(dev.power.lock);
        if (k.faults.at("pmGet") || dev.power.disable_depth.get() > 0) {
            retval = -EINVAL;
        } else if (dev.power.runtime_status.get() == ACTIVE && dev.power.usage_count.get() > 0) {
            dev.power.usage_count.set(dev.power.usage_count.get() + 1);
            retval = 1;
        }
        spin_unlock(dev.power.lock);
        int value = retval;
        trace(at -> new PmGetIfInUse(at, dev.init_name, value));
        return leave(retval);
    }

    /** {@return 0 or 1, or why the device cannot be resumed} The reference is taken in any case. */
    public int pm_runtime_get_sync(Device dev) {
        enter("__pm_runtime_resume");
        spin_lock(dev.power.lock);
        dev.power.usage_count.set(dev.power.usage_count.get() + 1);
        int retval = rpm_resume(dev);
        spin_unlock(dev.power.lock);
        return leave(retval);
    }

    /** Gives a reference back; the last one suspends the device. */
    public void pm_runtime_put(Device dev) {
        enter("__pm_runtime_idle");
        spin_lock(dev.power.lock);
        int usage = dev.power.usage_count.get() - 1;
        if (!WARN_ON(usage < 0, "power.usage_count", "Runtime PM usage count underflow!")) {
            dev.power.usage_count.set(usage);
            if (usage == 0) {
                rpm_suspend(dev);
            }
        }
        spin_unlock(dev.power.lock);
        leave();
    }

    /** Called with {@code power.lock} held, which is dropped while the driver works. */
    private int rpm_resume(Device dev) {
        enter("rpm_resume");
        if (dev.power.disable_depth.get() > 0) {
            return leave(-EACCES);
        }
        if (settled(dev) == ACTIVE) {
            return leave(1);
        }
        Transition transition = begin(dev, RESUMING);
        int retval = rpm_get_suppliers(dev);
        if (retval == 0) {
            retval = runtime_resume(dev);
        }
        if (retval != 0) {
            rpm_put_suppliers(dev);
        }
        end(dev, transition, retval == 0 ? ACTIVE : SUSPENDED);
        return leave(retval);
    }

    /** Called with {@code power.lock} held, which is dropped while the driver works. Never waits: callers may hold spinlocks. */
    private int rpm_suspend(Device dev) {
        enter("rpm_suspend");
        if (dev.power.disable_depth.get() > 0) {
            return leave(-EACCES);
        }
        if (dev.power.runtime_status.get() != ACTIVE) {
            return leave(-EAGAIN);
        }
        Transition transition = begin(dev, SUSPENDING);
        int retval = runtime_suspend(dev);
        if (retval == 0) {
            rpm_put_suppliers(dev);
        }
        end(dev, transition, retval == 0 ? SUSPENDED : ACTIVE);
        return leave(retval);
    }

    private int runtime_resume(Device dev) {
        DeviceDriver drv = dev.driver.get();
        return drv == null ? 0 : drv.runtime_resume(dev);
    }

    private int runtime_suspend(Device dev) {
        DeviceDriver drv = dev.driver.get();
        return drv == null ? 0 : drv.runtime_suspend(dev);
    }

    private Transition begin(Device dev, RpmStatus status) {
        Transition transition = world.alloc(() -> new Transition(world));
        dev.power.wait_queue.set(transition);
        dev.power.runtime_status.set(status);
        spin_unlock(dev.power.lock);
        return transition;
    }

    private void end(Device dev, Transition transition, RpmStatus status) {
        spin_lock(dev.power.lock);
        dev.power.runtime_status.set(status);
        transition.done.complete_all();
    }

    /** {@return the status, once nobody is changing it} Called with {@code power.lock} held, which is dropped while it waits. */
    private RpmStatus settled(Device dev) {
        enter("rpm_wait");
        RpmStatus status = dev.power.runtime_status.get();
        for (int round = 0; status == RESUMING || status == SUSPENDING; round++) {
            world.loop(round);
            Transition transition = dev.power.wait_queue.get();
            spin_unlock(dev.power.lock);
            transition.done.wait_for_completion();
            spin_lock(dev.power.lock);
            status = dev.power.runtime_status.get();
        }
        return leave(status);
    }

    /** {@return 0, or why the device cannot be resumed} Suppliers whose power nobody manages do not count. */
    private int rpm_get_suppliers(Device dev) {
        enter("rpm_get_suppliers");
        for (DeviceLink link : dev.links_suppliers.load(Access.MARKED)) {
            int retval = pm_runtime_get_sync(link.supplier);
            if (retval < 0 && retval != -EACCES) {
                pm_runtime_put(link.supplier);
                return leave(retval);
            }
            link.rpm_active.store(Access.MARKED, true);
        }
        return leave(0);
    }

    private void rpm_put_suppliers(Device dev) {
        enter("rpm_put_suppliers");
        for (DeviceLink link : dev.links_suppliers.load(Access.MARKED)) {
            pm_runtime_release_supplier(link);
        }
        leave();
    }

    /** The supplier need not be resumed for the consumer any more: an atomic count in the kernel, so that it is done once. */
    private void pm_runtime_release_supplier(DeviceLink link) {
        enter("pm_runtime_release_supplier");
        if (link.rpm_active.getAndUpdate(active -> false)) {
            pm_runtime_put(link.supplier);
        }
        leave();
    }

    /** Resumes the devices that this one cannot work without, while a driver probes it. */
    public void pm_runtime_get_suppliers(Device dev) {
        enter("pm_runtime_get_suppliers");
        for (DeviceLink link : dev.links_suppliers.load(Access.MARKED)) {
            link.supplier_preactivated.set(true);
            pm_runtime_get_sync(link.supplier);
        }
        leave();
    }

    /** The probe is over. */
    public void pm_runtime_put_suppliers(Device dev) {
        enter("pm_runtime_put_suppliers");
        for (DeviceLink link : dev.links_suppliers.load(Access.MARKED)) {
            if (link.supplier_preactivated.get()) {
                link.supplier_preactivated.set(false);
                pm_runtime_put(link.supplier);
            }
        }
        leave();
    }

    /** The link is on the way out. */
    void pm_runtime_drop_link(DeviceLink link) {
        enter("pm_runtime_drop_link");
        WARN_ON(!link.linked.get(), "device_link", "drops a link that was deleted");
        pm_runtime_release_supplier(link);
        leave();
    }

    /** {@return 0, or why not} Suspends the device for the time of a system sleep, or for good at shutdown. */
    public int pm_runtime_force_suspend(Device dev) {
        enter("pm_runtime_force_suspend");
        pm_runtime_disable(dev);
        int ret = 0;
        if (dev.power.runtime_status.get() != SUSPENDED) {
            ret = runtime_suspend(dev);
            if (ret == 0) {
                dev.power.runtime_status.set(SUSPENDED);
            } else {
                pm_runtime_enable(dev);
            }
        }
        return leave(ret);
    }

    /** {@return 0, or why not} Resumes the device after a system sleep, if somebody uses it. */
    public int pm_runtime_force_resume(Device dev) {
        enter("pm_runtime_force_resume");
        int ret = 0;
        if (dev.power.runtime_status.get() == SUSPENDED && dev.power.usage_count.get() > 0) {
            dev.power.runtime_status.set(ACTIVE);
            ret = runtime_resume(dev);
            if (ret != 0) {
                dev.power.runtime_status.set(SUSPENDED);
            }
        }
        pm_runtime_enable(dev);
        return leave(ret);
    }
}
