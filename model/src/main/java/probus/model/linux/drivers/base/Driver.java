// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import static probus.model.linux.Errno.*;

import probus.model.board.Node;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.world.Klist;

/** {@code drivers/base/driver.c}. */
public final class Driver extends KernelFile {
    public Driver(Kernel k) {
        super(k);
    }

    /** {@return 0, or why the driver is not registered} Devices that it matches are probed, or given to workers, before this returns. */
    public int driver_register(DeviceDriver drv) {
        enter("driver_register");
        if (!drv.bus.registered.get()) { // DR1
            return leave(-EINVAL);
        }
        if (driver_find(drv)) { // DR2
            return leave(-EBUSY);
        }
        int ret = k.bus.bus_add_driver(drv);
        if (ret != 0) {
            return leave(ret);
        }
        if (k.faults.at("driverSysfs")) { // DR7
            return leave(-ENOMEM);
        }
        return leave(0);
    }

    /** {@return the device of that node if it is bound to the driver, otherwise NULL} */
    public Device driver_find_device_by_fwnode(DeviceDriver drv, Node fwnode) {
        enter("driver_find_device");
        Klist<Device>.Walk i = drv.klist_devices.walk();
        Device found = i.next();
        while (found != null && !fwnode.equals(found.of_node)) {
            found = i.next();
        }
        i.exit();
        return leave(found);
    }

    private boolean driver_find(DeviceDriver drv) {
        enter("driver_find");
        Klist<DeviceDriver>.Walk i = drv.bus.klist_drivers.walk();
        boolean found = false;
        for (DeviceDriver other = i.next(); other != null; other = i.next()) {
            found |= other.driver_name.equals(drv.driver_name);
        }
        return leave(found);
    }
}
