// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.List;

/** A domain of the kernel's {@code async_schedule}: functions that run in tasks of their own, in no order. */
public final class Async extends Location {
    private final List<Task> started = new ArrayList<>();

    /** A domain in which nothing runs. */
    public Async(World world, String label) {
        super(world, label);
    }

    /** Starts a task that calls the function ({@code async_schedule}). */
    public void schedule(String label, Runnable function) {
        world().point(new Op(Kind.START, this, Access.ORDERED, world().newTask(label, function)));
    }

    /** Waits until none of them runs any more ({@code async_synchronize_full}). */
    public void synchronize() {
        world().point(Op.of(Kind.JOIN, this));
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.JOIN || awaited(op) == null;
    }

    @Override
    protected Task awaited(Op op) {
        Task first = null;
        for (Task task : started) {
            boolean earlier = first == null || Task.BY_NAME.compare(task, first) < 0;
            first = earlier && !task.hasEnded() ? task : first;
        }
        return first;
    }

    @Override
    protected boolean awaits(Op op, Task task) {
        return started.contains(task) && !task.hasEnded();
    }

    @Override
    public List<Task> joins() {
        return started;
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.START) {
            Task start = (Task) op.argument();
            started.add(start);
            world().launch(start);
        } else {
            HeldLocks.mustBeAbleToSleep(task, this);
        }
        return null;
    }

    @Override
    protected long fingerprint() {
        long sum = 0;
        for (Task task : started) {
            sum += Hash.mix(task.name(), 1);
        }
        return sum;
    }
}
