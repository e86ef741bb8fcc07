// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's {@code atomic_t} as a count of what is under way, whose value nobody looks at but to wait for its end: counting
 * commutes with counting.
 */
public final class Counter extends Location {
    private final List<Task> underWay = new ArrayList<>();

    /** A count of its own, at 0. */
    public Counter(World world, String label) {
        super(world, label);
    }

    /** One more is under way, in this task ({@code atomic_inc}). */
    public void increment() {
        world().point(Op.of(Kind.WALK, this));
    }

    /** One is over, which began in this task ({@code atomic_dec}, and who waits is woken). */
    public void decrement() {
        world().point(Op.of(Kind.COMPLETE, this));
    }

    /** Waits until nothing is under way ({@code wait_event}). */
    public void waitForZero() {
        world().point(Op.of(Kind.WAIT, this));
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.WAIT || underWay.isEmpty();
    }

    @Override
    protected Task awaited(Op op) {
        return underWay.stream().filter(Task::isDead).findFirst().orElse(underWay.isEmpty() ? null : underWay.get(0));
    }

    @Override
    protected boolean awaits(Op op, Task task) {
        return underWay.contains(task);
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.WAIT) {
            HeldLocks.mustBeAbleToSleep(task, this);
        } else if (op.kind() == Kind.WALK) {
            underWay.add(task);
        } else {
            underWay.remove(task);
        }
        return null;
    }

    @Override
    protected long fingerprint() {
        long sum = 0;
        for (Task task : underWay) {
            sum += Hash.mix(task.name(), 1);
        }
        return sum;
    }
}
