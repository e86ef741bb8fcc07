// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** A lock that one task has at a time. One that has it and wants it again waits for itself. */
public abstract class Lock extends Location {
    private final boolean atomic;
    private Task holder;

    Lock(World world, String label, boolean atomic) {
        super(world, label);
        this.atomic = atomic;
    }

    Lock(HeapObject owner, String label, boolean atomic) {
        super(owner, label);
        this.atomic = atomic;
    }

    /** Takes the lock; waits while somebody has it. */
    public void lock() {
        world().point(Op.of(Kind.LOCK, this));
    }

    /** {@return whether nobody had the lock, and it was taken} */
    public boolean trylock() {
        return (boolean) world().point(Op.of(Kind.TRYLOCK, this));
    }

    /** Gives the lock back. */
    public void unlock() {
        world().point(Op.of(Kind.UNLOCK, this));
    }

    /** Warns if the running task does not have the lock ({@code lockdep_assert_held}). No step. */
    public void assertHeld() {
        if (!world().isRunning(holder)) {
            world().warn(kindLabel(), "does not hold " + this);
        }
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.LOCK || holder == null;
    }

    @Override
    protected Task awaited(Op op) {
        return holder;
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.UNLOCK) {
            if (holder == task) {
                holder = null;
                HeldLocks.remove(task, this, atomic);
            } else {
                world().warn(kindLabel(), "gives back " + this + ", which it does not have");
            }
            return null;
        }
        boolean taken = holder == null;
        if (taken) {
            holder = task;
            HeldLocks.add(task, this, atomic, op.kind());
        }
        return taken;
    }

    @Override
    protected Object untouched(Op op) {
        return true;
    }

    @Override
    protected long fingerprint() {
        return holder == null ? 0 : holder.name();
    }
}
