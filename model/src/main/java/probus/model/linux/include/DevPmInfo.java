// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Spinlock;

/** {@code struct dev_pm_info} ({@code include/linux/pm.h}), a part of its device. */
public final class DevPmInfo {
    public final Spinlock lock;
    public final Field<Integer> disable_depth;
    public final Field<Integer> usage_count;
    public final Field<RpmStatus> runtime_status;

    /** What runtime power management knows of a device. */
    public enum RpmStatus {
        SUSPENDED,
        RESUMING,
        ACTIVE,
        SUSPENDING
    }

    DevPmInfo(HeapObject dev) {
        lock = new Spinlock(dev, "power.lock");
        disable_depth = new Field<>(dev, "power.disable_depth", 1);
        usage_count = new Field<>(dev, "power.usage_count", 0);
        runtime_status = new Field<>(dev, "power.runtime_status", RpmStatus.SUSPENDED);
    }
}
