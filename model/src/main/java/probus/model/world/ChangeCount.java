// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/**
 * An {@code atomic_t} that counts changes, of which nobody wants to know more than whether there was one since he looked. So
 * how many there were is no part of a state, but only which tasks would notice one: executions that have retried more often
 * than others come to the same states.
 */
public final class ChangeCount extends Location {
    private long count;

    /** What a function has read, in a local variable of its own, one at a time. */
    public static final class Reading implements Named {
        private final ChangeCount of;
        private final long count;

        private Reading(ChangeCount of) {
            this.of = of;
            this.count = of.count;
        }

        boolean isCurrent() {
            return of.count == count;
        }

        @Override
        public long name() {
            return of.name();
        }
    }

    /** A count of its own. */
    public ChangeCount(World world, String label) {
        super(world, label);
    }

    /** Counts a change ({@code atomic_inc}). */
    public void increment() {
        world().point(Op.of(Kind.UPDATE, this));
    }

    /** {@return the count now, which the function that the running task is in keeps until it reads again or returns} */
    public Reading read() {
        Reading reading = (Reading) world().point(Op.of(Kind.READ, this));
        world().frames().keep(reading);
        return reading;
    }

    /** {@return whether another load gives something else} */
    public boolean hasChangedSince(Reading reading) {
        return (boolean) world().point(new Op(Kind.READ, this, Access.ORDERED, reading));
    }

    @Override
    protected Object perform(Op op, Task task) {
        count += op.kind() == Kind.UPDATE ? 1 : 0;
        return untouched(op);
    }

    @Override
    protected Object untouched(Op op) {
        if (op.kind() == Kind.UPDATE) {
            return null;
        }
        return op.argument() instanceof Reading before ? !before.isCurrent() : new Reading(this);
    }

    /** What of it matters is part of the tasks that have read it ({@link Frames}). */
    @Override
    protected long fingerprint() {
        return 0;
    }
}
