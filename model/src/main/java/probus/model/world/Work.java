// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.List;

/**
 * The kernel's {@code struct work_struct}: a function that a task of the kernel's own calls, once for each time that it was
 * queued and was not waiting already. It never runs twice at once.
 */
public final class Work extends Location {
    private final Runnable function;
    private boolean waiting;
    private int queued;
    private Task last;
    private Task beforeLast;

    /** Work that is not queued. */
    public Work(World world, String label, Runnable function) {
        super(world, label);
        this.function = function;
    }

    /** Work inside a structure that is not queued. */
    public Work(HeapObject owner, String label, Runnable function) {
        super(owner, label);
        this.function = function;
    }

    /** Queues it, if it is not waiting already ({@code queue_work}). */
    public void queue() {
        world().point(Op.of(Kind.UPDATE, this));
    }

    /** Waits until what was queued up to now has run ({@code flush_work}). */
    public void flush() {
        world().enter("flush_work");
        Task toEnd = (Task) world().point(Op.of(Kind.READ, this));
        if (toEnd != null) {
            world().point(Op.of(Kind.JOIN, toEnd));
        }
        world().leave();
    }

    private void run() {
        world().point(Op.of(Kind.JOIN, this));
        function.run();
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.JOIN || beforeLast == null || beforeLast.hasEnded();
    }

    @Override
    protected Task awaited(Op op) {
        return beforeLast;
    }

    @Override
    public List<Task> joins() {
        return beforeLast == null ? List.of() : List.of(beforeLast);
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.READ) {
            return last;
        }
        if (op.kind() == Kind.JOIN) {
            waiting = false;
        } else if (!waiting) {
            waiting = true;
            beforeLast = last;
            // Two at most have not ended: so many names are enough, and how many there were before does not matter.
            last = new Task(world(), label(), Hash.mix(name(), queued++ % 2), this::run);
            world().launch(last);
        }
        return null;
    }

    @Override
    protected Object untouched(Op op) {
        return false;
    }

    @Override
    protected long fingerprint() {
        return last == null ? 0 : Hash.mix(last.name(), waiting ? 1 : 0);
    }
}
