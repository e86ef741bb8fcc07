// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.RefCount;
import probus.model.world.World;

/** {@code struct device_link} ({@code include/linux/device.h}): stateless, for runtime power management. */
public final class DeviceLink extends HeapObject {
    public final Device consumer;
    public final Device supplier;
    public final RefCount kref = new RefCount(this, "kref", 1);
    /** Whether the supplier is kept resumed because the consumer is. */
    public final Field<Boolean> rpm_active = new Field<>(this, "rpm_active", false);
    /** Whether the supplier is kept resumed while a driver probes the consumer. */
    public final Field<Boolean> supplier_preactivated = new Field<>(this, "supplier_preactivated", false);
    /** Whether it is on the lists of its two devices; not so after a purge. */
    public final Field<Boolean> linked = new Field<>(this, "s_node", true);

    /** A link with one reference. */
    public DeviceLink(World world, Device consumer, Device supplier) {
        super(world, "device_link");
        this.consumer = consumer;
        this.supplier = supplier;
    }
}
