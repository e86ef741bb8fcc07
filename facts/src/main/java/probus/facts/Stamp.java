// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import java.util.Objects;
import probus.facts.state.Before;

/**
 * When, where and by whom: what every event has in common.
 *
 * <p>The state of the kernel just before the event is attached by {@code KernelState} when the event becomes the current
 * one; it is a view, valid only until the next event, and takes no part in equality.
 */
public final class Stamp {
    /** A stamp that says nothing. */
    public static final Stamp NONE = new Stamp(0, 0, -1, Task.UNKNOWN, Origin.NONE, false);

    private final long seq;
    private final long time;
    private final int cpu;
    private final Task task;
    private final Origin origin;
    private final boolean inferred;

    /** Null until the event is the current one: to name the empty state here would make the classes need each other. */
    private Before before;

    /**
     * Creates a stamp.
     *
     * @param seq position in the total order of the input, from 1
     * @param time nanoseconds of the input's clock
     * @param cpu CPU number, {@code -1} where not told
     * @param task who
     * @param origin where it was read
     * @param inferred whether the event was not recorded itself but is proven by others
     */
    public Stamp(long seq, long time, int cpu, Task task, Origin origin, boolean inferred) {
        this.seq = seq;
        this.time = time;
        this.cpu = cpu;
        this.task = task;
        this.origin = origin;
        this.inferred = inferred;
    }

    /** {@return the position in the total order of the input} */
    public long seq() {
        return seq;
    }

    /** {@return nanoseconds of the input's clock} */
    public long time() {
        return time;
    }

    /** {@return the CPU, {@code -1} where not told} */
    public int cpu() {
        return cpu;
    }

    /** {@return who did it} */
    public Task task() {
        return task;
    }

    /** {@return where it was read} */
    public Origin origin() {
        return origin;
    }

    /** {@return whether the event is not recorded itself but proven by others} */
    public boolean inferred() {
        return inferred;
    }

    /** {@return the state of the kernel just before the event; {@link Before#NOTHING} until it is the current one} */
    public Before before() {
        return before == null ? Before.NOTHING : before;
    }

    /** Makes this the stamp of the current event of a run whose state is {@code state}. */
    public void enter(Before state) {
        before = state;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stamp that
                && seq == that.seq
                && time == that.time
                && cpu == that.cpu
                && inferred == that.inferred
                && task.equals(that.task)
                && task.name().equals(that.task.name())
                && origin.equals(that.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seq, time, cpu);
    }

    @Override
    public String toString() {
        return "#" + seq + " " + time + "ns " + task;
    }
}
