// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import java.util.List;
import probus.model.world.HeapObject;
import probus.model.world.Klist;
import probus.model.world.World;

/** {@code struct device_driver} with the callbacks of its bus ({@code include/linux/device/driver.h}). */
public abstract class DeviceDriver extends HeapObject {
    public final String driver_name;
    public final BusType bus;
    public final List<String> of_match_table;
    /** The devices that are bound to it. */
    public final Klist<Device> klist_devices;

    /** A driver that is not registered yet. */
    protected DeviceDriver(World world, String name, BusType bus, List<String> of_match_table) {
        super(world, "device_driver");
        this.driver_name = name;
        this.bus = bus;
        this.of_match_table = List.copyOf(of_match_table);
        this.klist_devices = new Klist<>(world, name + ".klist_devices");
    }

    /** {@return 0, or why the device cannot be used} */
    public abstract int probe(Device dev);

    /** {@return the name of the function that {@link #probe} stands for} */
    public abstract String probe_function();

    /** The device is taken from the driver. */
    public void remove(Device dev) {}

    /** {@return whether user space may not bind and unbind} */
    public boolean suppress_bind_attrs() {
        return false;
    }

    /** {@return 0, or why the device cannot be suspended} */
    public int runtime_suspend(Device dev) {
        return 0;
    }

    /** {@return 0, or why the device cannot be resumed} */
    public int runtime_resume(Device dev) {
        return 0;
    }

    /** The machine goes down. */
    public void shutdown(Device dev) {}

    @Override
    public String toString() {
        return driver_name;
    }
}
