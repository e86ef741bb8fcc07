// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** The kernel's {@code struct completion}. */
public final class Completion extends Location {
    private static final int FOR_ALL = Integer.MAX_VALUE;
    private int done;

    /** A completion of its own, not done. */
    public Completion(World world, String label) {
        super(world, label);
    }

    /** A completion inside a structure, not done. */
    public Completion(HeapObject owner, String label) {
        super(owner, label);
    }

    /** Lets one waiter go on. */
    public void complete() {
        world().point(new Op(Kind.COMPLETE, this, Access.ORDERED, false));
    }

    /** Lets all waiters go on, also later ones. */
    public void complete_all() {
        world().point(new Op(Kind.COMPLETE, this, Access.ORDERED, true));
    }

    /** Waits until it is this task's turn to go on. */
    public void wait_for_completion() {
        world().point(Op.of(Kind.WAIT, this));
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.WAIT || done > 0;
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.WAIT) {
            HeldLocks.mustBeAbleToSleep(task, this);
            done -= done == FOR_ALL ? 0 : 1;
        } else if ((boolean) op.argument()) {
            done = FOR_ALL;
        } else {
            done += done == FOR_ALL ? 0 : 1;
        }
        return null;
    }

    @Override
    protected long fingerprint() {
        return done;
    }
}
