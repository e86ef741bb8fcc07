// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.model.world.Completion;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Spinlock;
import probus.model.world.World;

/** {@code struct dev_pm_info} ({@code include/linux/pm.h}), a part of its device. */
public final class DevPmInfo {
    public final Spinlock lock;
    public final Field<Integer> disable_depth;
    public final Field<Integer> usage_count;
    public final Field<RpmStatus> runtime_status;

    /** The resume or suspend that others wait for now. */
    public final Field<Transition> wait_queue;

    /** What runtime power management knows of a device. */
    public enum RpmStatus {
        SUSPENDED,
        RESUMING,
        ACTIVE,
        SUSPENDING
    }

    /** A resume or suspend that is under way. */
    public static final class Transition extends HeapObject {
        public final Completion done = new Completion(this, "done");

        /** One that begins. */
        public Transition(World world) {
            super(world, "rpm_transition");
        }
    }

    DevPmInfo(HeapObject dev) {
        lock = new Spinlock(dev, "power.lock");
        disable_depth = new Field<>(dev, "power.disable_depth", 1);
        usage_count = new Field<>(dev, "power.usage_count", 0);
        runtime_status = new Field<>(dev, "power.runtime_status", RpmStatus.SUSPENDED);
        wait_queue = new Field<>(dev, "power.wait_queue", null);
    }
}
