// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** What taking and giving back a lock means for the task: the order of locks, and whether it may sleep. Nothing while the world is built. */
final class HeldLocks {
    private HeldLocks() {}

    /** A lock was taken; {@code atomic} says that its holder must not sleep. */
    static void add(Task task, Location lock, boolean atomic, Kind how) {
        if (task == null) {
            return;
        }
        if (!atomic) {
            mustBeAbleToSleep(task, lock);
        }
        if (how != Kind.TRYLOCK) {
            for (Location held : task.locksHeld()) {
                lock.world().notes().lockOrder().taken(held, lock, task.frames.function());
            }
        }
        task.took(lock);
        task.atomicDepth += atomic ? 1 : 0;
    }

    static void remove(Task task, Location lock, boolean atomic) {
        if (task != null) {
            task.gaveBack(lock);
            task.atomicDepth -= atomic ? 1 : 0;
        }
    }

    static void mustBeAbleToSleep(Task task, Location waitedFor) {
        if (task != null && task.atomicDepth > 0) {
            waitedFor.world().warn(waitedFor.kindLabel(), "may sleep for " + waitedFor + " while it holds a spinlock");
        }
    }
}
