// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import java.util.List;
import probus.model.board.Node;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Mutex;
import probus.model.world.RefCount;
import probus.model.world.Spinlock;
import probus.model.world.World;

/** {@code struct device} with its {@code struct device_private} ({@code include/linux/device.h}, {@code drivers/base/base.h}). */
public final class Device extends HeapObject {
    public final String init_name;
    public final BusType bus;
    /** Its node in the device tree, or null. */
    public final Node of_node;

    public final Mutex mutex = new Mutex(this, "mutex");
    public final Field<DeviceDriver> driver = new Field<>(this, "driver", null);
    public final Field<HeapObject> driver_data = new Field<>(this, "driver_data", null);
    public final Field<DeviceDriver> async_driver = new Field<>(this, "async_driver", null);
    public final Field<Boolean> dead = new Field<>(this, "dead", false);
    public final Field<Boolean> can_match = new Field<>(this, "can_match", false);
    public final Field<Boolean> ready_to_probe = new Field<>(this, "ready_to_probe", false);
    /** References; only those of {@code of_find_device_by_node} are counted. */
    public final RefCount kref = new RefCount(this, "kobj.kref", 1);
    /** Whether its kobject is in sysfs. */
    public final Field<Boolean> state_in_sysfs = new Field<>(this, "kobj.state_in_sysfs", false);

    public final Field<DevIommu> iommu = new Field<>(this, "iommu", null);
    public final Field<IommuGroup> iommu_group = new Field<>(this, "iommu_group", null);
    /** The link to its IOMMU in sysfs. */
    public final Field<IommuDevice> iommu_link = new Field<>(this, "kobj.iommu", null);

    public final Field<DmaOps> dma_ops = new Field<>(this, "dma_ops", DmaOps.DIRECT);
    public final Field<Boolean> dma_range_map = new Field<>(this, "dma_range_map", false);

    public final Spinlock devres_lock = new Spinlock(this, "devres_lock");
    public final Field<List<HeapObject>> devres_head = new Field<>(this, "devres_head", List.of());
    public final Field<List<DeviceLink>> links_suppliers = new Field<>(this, "links.suppliers", List.of());
    public final Field<List<DeviceLink>> links_consumers = new Field<>(this, "links.consumers", List.of());
    public final DevPmInfo power = new DevPmInfo(this);

    /** Who does a device's DMA mappings. */
    public enum DmaOps {
        DIRECT,
        IOMMU
    }

    /** A device that is not added to its bus yet. */
    public Device(World world, String init_name, BusType bus, Node of_node) {
        super(world, "device");
        this.init_name = init_name;
        this.bus = bus;
        this.of_node = of_node;
    }

    @Override
    public String toString() {
        return init_name;
    }
}
