// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/**
 * The kernel's {@code atomic_t} as a count of what is under way, whose value nobody looks at but to wait for its end: counting
 * commutes with counting.
 */
public final class Counter extends Location {
    private int count;

    /** A count of its own, at 0. */
    public Counter(World world, String label) {
        super(world, label);
    }

    /** One more is under way ({@code atomic_inc}). */
    public void increment() {
        world().point(new Op(Kind.WALK, this, Access.ORDERED, 1));
    }

    /** One is over ({@code atomic_dec}, and who waits is woken). */
    public void decrement() {
        world().point(new Op(Kind.WALK, this, Access.ORDERED, -1));
    }

    /** Waits until nothing is under way ({@code wait_event}). */
    public void waitForZero() {
        world().point(Op.of(Kind.WAIT, this));
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.WAIT || count == 0;
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.WAIT) {
            HeldLocks.mustBeAbleToSleep(task, this);
        } else {
            count += (int) op.argument();
        }
        return null;
    }

    @Override
    protected long fingerprint() {
        return count;
    }
}
