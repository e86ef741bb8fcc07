// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import static probus.model.linux.Errno.*;

import java.util.List;
import java.util.function.ToIntFunction;
import probus.facts.ProbeEvent.BusLink;
import probus.facts.ProbeEvent.BusUnlink;
import probus.facts.ProbeEvent.DriverRegister;
import probus.facts.ProbeEvent.Notify;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.include.BusType;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.world.Klist;

/** {@code drivers/base/bus.c}. */
public final class Bus extends KernelFile {
    public final BusType platform_bus_type = new BusType(world, "platform");
    public final BusType amba_bustype = new BusType(world, "amba");
    /** The buses that IOMMUs are looked for on ({@code iommu_buses}). */
    public final List<BusType> iommu_buses = List.of(platform_bus_type, amba_bustype);

    /** The buses, without devices. */
    public Bus(Kernel k) {
        super(k);
    }

    /** {@return 0, or what fn first answered that is not 0} It is called for each device, with no lock held. */
    public int bus_for_each_dev(BusType bus, ToIntFunction<Device> fn) {
        enter("bus_for_each_dev");
        int error = 0;
        Klist<Device>.Walk i = bus.klist_devices.walk();
        Device dev = i.next();
        for (int round = 0; dev != null && error == 0; round++) {
            world.loop(round, dev);
            error = fn.applyAsInt(dev);
            if (error == 0) {
                dev = i.next();
            }
        }
        i.exit();
        return leave(error);
    }

    /** {@return 0, or what fn first answered that is not 0} */
    int bus_for_each_drv(BusType bus, ToIntFunction<DeviceDriver> fn) {
        enter("bus_for_each_drv");
        int error = 0;
        Klist<DeviceDriver>.Walk i = bus.klist_drivers.walk();
        DeviceDriver drv = i.next();
        for (int round = 0; drv != null && error == 0; round++) {
            world.loop(round, drv);
            error = fn.applyAsInt(drv);
            if (error == 0) {
                drv = i.next();
            }
        }
        i.exit();
        return leave(error);
    }

    /** {@return 0, or why the driver is not on its bus} */
    int bus_add_driver(DeviceDriver drv) {
        enter("bus_add_driver");
        if (k.faults.at("driverPrivateAlloc")) { // DR3
            return leave(-ENOMEM);
        }
        if (k.faults.at("driverKobject")) { // DR4
            return leave(-ENOMEM);
        }
        trace(at -> new DriverRegister(at, drv.driver_name));
        drv.bus.klist_drivers.addTail(drv); // DR5
        k.dd.driver_attach(drv); // DR6
        k.dd.driver_deferred_probe_extend_timeout(); // DR7
        return leave(0);
    }

    /** Walkers see the device from here on. */
    int bus_add_device(Device dev) {
        enter("bus_add_device");
        dev.bus.klist_devices.addTail(dev);
        trace(at -> new BusLink(at, dev.init_name));
        return leave(0);
    }

    /** The device is tried with the drivers that there are. */
    void bus_probe_device(Device dev) {
        enter("bus_probe_device");
        k.dd.device_initial_probe(dev);
        leave();
    }

    /** Walkers that do not hold the device do not see it any more. */
    void bus_remove_device(Device dev) {
        enter("bus_remove_device");
        trace(at -> new BusUnlink(at, dev.init_name));
        dev.bus.klist_devices.delete(dev);
        k.dd.device_release_driver(dev);
        leave();
    }

    /** What the chain of a bus is told. */
    public enum BusNotify {
        ADD_DEVICE,
        DEL_DEVICE,
        REMOVED_DEVICE,
        BIND_DRIVER,
        BOUND_DRIVER,
        UNBIND_DRIVER,
        UNBOUND_DRIVER,
        DRIVER_NOT_BOUND
    }

    /** Calls the notifiers of the device's bus. */
    void bus_notify(Device dev, BusNotify value) {
        enter("blocking_notifier_call_chain");
        trace(at -> new Notify(at, dev.init_name, value.name()));
        dev.bus.notifier_rwsem.down_read();
        if (dev.bus.iommu_notifier.get()) {
            k.iommu.iommu_bus_notifier(dev, value);
        }
        dev.bus.notifier_rwsem.up_read();
        leave();
    }

    /** Adds the notifier of the IOMMU core to the chain of a bus. */
    public int bus_register_notifier(BusType bus) {
        enter("bus_register_notifier");
        bus.notifier_rwsem.down_write();
        bus.iommu_notifier.set(true);
        bus.notifier_rwsem.up_write();
        return leave(0);
    }

    /** Takes the notifier of the IOMMU core from the chain of a bus. */
    public void bus_unregister_notifier(BusType bus) {
        enter("bus_unregister_notifier");
        bus.notifier_rwsem.down_write();
        bus.iommu_notifier.set(false);
        bus.notifier_rwsem.up_write();
        leave();
    }
}
