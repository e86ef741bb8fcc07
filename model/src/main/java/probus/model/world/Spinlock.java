// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** The kernel's {@code spinlock_t}: who has one must not take a mutex or wait for a completion or a task. */
public final class Spinlock extends Lock {
    /** A spinlock of its own. */
    public Spinlock(World world, String label) {
        super(world, label, true);
    }

    /** A spinlock inside a structure. */
    public Spinlock(HeapObject owner, String label) {
        super(owner, label, true);
    }
}
