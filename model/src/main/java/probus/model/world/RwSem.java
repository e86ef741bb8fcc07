// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The kernel's {@code struct rw_semaphore}: one writer or any number of readers. That a waiting writer keeps new readers out
 * is not modelled.
 */
public final class RwSem extends Location {
    private final List<Task> readers = new ArrayList<>(2);
    private Task writer;

    /** A semaphore of its own. */
    public RwSem(World world, String label) {
        super(world, label);
    }

    /** A semaphore inside a structure. */
    public RwSem(HeapObject owner, String label) {
        super(owner, label);
    }

    /** Takes it for reading; waits while there is a writer. */
    public void down_read() {
        world().point(Op.of(Kind.LOCK_SHARED, this));
    }

    /** Gives it back after reading. */
    public void up_read() {
        world().point(Op.of(Kind.UNLOCK_SHARED, this));
    }

    /** Takes it for writing; waits while there is anybody. */
    public void down_write() {
        world().point(Op.of(Kind.LOCK, this));
    }

    /** Gives it back after writing. */
    public void up_write() {
        world().point(Op.of(Kind.UNLOCK, this));
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return switch (op.kind()) {
            case LOCK -> writer == null && readers.isEmpty();
            case LOCK_SHARED -> writer == null;
            default -> true;
        };
    }

    @Override
    protected Task awaited(Op op) {
        return writer != null || readers.isEmpty() ? writer : Collections.min(readers, Task.BY_NAME);
    }

    @Override
    protected boolean awaits(Op op, Task task) {
        return writer == task || readers.contains(task);
    }

    @Override
    boolean isHeldAlone() {
        return writer != null;
    }

    @Override
    protected Object perform(Op op, Task task) {
        switch (op.kind()) {
            case LOCK -> writer = task;
            case LOCK_SHARED -> readers.add(task);
            default -> {
                boolean had = op.kind() == Kind.UNLOCK ? writer == task : readers.remove(task);
                if (!had) {
                    world().warn(kindLabel(), "gives back " + this + ", which it does not have");
                    return null;
                }
                writer = op.kind() == Kind.UNLOCK ? null : writer;
                HeldLocks.remove(task, this, false);
                return null;
            }
        }
        HeldLocks.add(task, this, false, op.kind());
        return null;
    }

    @Override
    protected long fingerprint() {
        long sum = writer == null ? 0 : writer.name();
        for (Task reader : readers) {
            sum += Hash.mix(reader.name(), 1);
        }
        return sum;
    }
}
