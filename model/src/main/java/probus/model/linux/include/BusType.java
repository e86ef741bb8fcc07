// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Klist;
import probus.model.world.RwSem;
import probus.model.world.World;

/** {@code struct bus_type} with its {@code struct subsys_private} ({@code include/linux/device/bus.h}). */
public final class BusType extends HeapObject {
    public final String bus_name;
    public final Klist<Device> klist_devices;
    public final Klist<DeviceDriver> klist_drivers;
    public final Field<Boolean> registered = new Field<>(this, "p", true);
    public final Field<IommuOps> iommu_ops = new Field<>(this, "iommu_ops", null);
    /** The chain of bus notifiers, on which there is at most the one of the IOMMU core. */
    public final RwSem notifier_rwsem;

    public final Field<Boolean> iommu_notifier = new Field<>(this, "bus_notifier", false);

    /** A registered bus without devices. */
    public BusType(World world, String name) {
        super(world, "bus_type");
        bus_name = name;
        klist_devices = new Klist<>(world, name + ".klist_devices");
        klist_drivers = new Klist<>(world, name + ".klist_drivers");
        notifier_rwsem = new RwSem(world, name + ".bus_notifier.rwsem");
    }

    @Override
    public String toString() {
        return bus_name;
    }
}
