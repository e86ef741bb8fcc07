// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import static probus.model.linux.Errno.*;
import static probus.model.linux.include.DevPmInfo.RpmStatus.*;

import probus.facts.ProbeEvent.PmDisable;
import probus.facts.ProbeEvent.PmEnable;
import probus.facts.ProbeEvent.PmGetIfInUse;
import probus.facts.ProbeEvent.PmPut;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
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
        dev.power.disable_depth.set(dev.power.disable_depth.get() - 1);
        spin_unlock(dev.power.lock);
        leave();
    }

    /** Runtime power management of the device ends. */
    public void pm_runtime_disable(Device dev) {
        enter("__pm_runtime_disable");
        trace(at -> new PmDisable(at, dev.init_name));
        spin_lock(dev.power.lock);
        dev.power.disable_depth.set(dev.power.disable_depth.get() + 1);
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
        trace(at -> new PmPut(at, dev.init_name));
        spin_lock(dev.power.lock);
        int usage = dev.power.usage_count.get() - 1;
        dev.power.usage_count.set(usage);
        if (usage == 0) {
            rpm_suspend(dev);
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
        if (dev.power.runtime_status.get() != SUSPENDED) {
            return leave(1);
        }
        dev.power.runtime_status.set(RESUMING);
        spin_unlock(dev.power.lock);
        pm_runtime_get_suppliers(dev);
        DeviceDriver drv = dev.driver.get();
        int retval = drv == null ? 0 : drv.runtime_resume(dev);
        spin_lock(dev.power.lock);
        dev.power.runtime_status.set(retval == 0 ? ACTIVE : SUSPENDED);
        return leave(retval);
    }

    /** Called with {@code power.lock} held, which is dropped while the driver works. */
    private int rpm_suspend(Device dev) {
        enter("rpm_suspend");
        if (dev.power.disable_depth.get() > 0) {
            return leave(-EACCES);
        }
        if (dev.power.runtime_status.get() != ACTIVE) {
            return leave(1);
        }
        dev.power.runtime_status.set(SUSPENDING);
        spin_unlock(dev.power.lock);
        DeviceDriver drv = dev.driver.get();
        int retval = drv == null ? 0 : drv.runtime_suspend(dev);
        pm_runtime_put_suppliers(dev);
        spin_lock(dev.power.lock);
        dev.power.runtime_status.set(retval == 0 ? SUSPENDED : ACTIVE);
        return leave(retval);
    }

    /** Resumes the devices that this one cannot work without. */
    public void pm_runtime_get_suppliers(Device dev) {
        enter("pm_runtime_get_suppliers");
        for (DeviceLink link : dev.links_suppliers.load(Access.MARKED)) {
            if (!link.rpm_active.get()) {
                link.rpm_active.set(true);
                pm_runtime_get_sync(link.supplier);
            }
        }
        leave();
    }

    /** Lets these devices suspend. */
    public void pm_runtime_put_suppliers(Device dev) {
        enter("pm_runtime_put_suppliers");
        for (DeviceLink link : dev.links_suppliers.load(Access.MARKED)) {
            if (link.rpm_active.get()) {
                link.rpm_active.set(false);
                pm_runtime_put(link.supplier);
            }
        }
        leave();
    }

    /** The supplier need not be resumed for the consumer any more. */
    void pm_runtime_drop_link(DeviceLink link) {
        enter("pm_runtime_drop_link");
        WARN_ON(!link.linked.get(), "device_link", "drops a link that was deleted");
        if (link.rpm_active.get()) {
            link.rpm_active.set(false);
            pm_runtime_put(link.supplier);
        }
        leave();
    }

    /** Suspends the device for the time of a system sleep, or for good at shutdown. */
    public void pm_runtime_force_suspend(Device dev) {
        enter("pm_runtime_force_suspend");
        pm_runtime_disable(dev);
        if (dev.power.runtime_status.get() == ACTIVE) {
            DeviceDriver drv = dev.driver.get();
            if (drv != null) {
                drv.runtime_suspend(dev);
            }
            dev.power.runtime_status.set(SUSPENDED);
        }
        leave();
    }

    /** Resumes the device after a system sleep, if somebody uses it. */
    public int pm_runtime_force_resume(Device dev) {
        enter("pm_runtime_force_resume");
        int ret = 0;
        if (dev.power.usage_count.get() > 0) {
            DeviceDriver drv = dev.driver.get();
            ret = drv == null ? 0 : drv.runtime_resume(dev);
            dev.power.runtime_status.set(ACTIVE);
        }
        pm_runtime_enable(dev);
        return leave(ret);
    }
}
