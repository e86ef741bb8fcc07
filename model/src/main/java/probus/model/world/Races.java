// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds data races: two accesses to one location, of different tasks, at least one a write and at least one plain, that no
 * lock, start, end, completion or ordered access puts in an order. Vector clocks as in FastTrack (Flanagan and Freund,
 * PLDI 2009); what counts as a race is as for the kernel's KCSAN, which takes {@code kfree} as a write, too.
 */
final class Races {
    private final World world;
    private final Set<Long> reported = new HashSet<>();
    private int[][] clocks = new int[4][];

    Races(World world) {
        this.world = world;
    }

    /** A task begins: it knows all that its starter (null: nobody) knows. */
    void started(Task task, Task starter) {
        if (task.id() >= clocks.length) {
            clocks = Arrays.copyOf(clocks, 2 * clocks.length);
        }
        int[] known = starter == null ? new int[task.id() + 1] : Arrays.copyOf(clocks[starter.id()], task.id() + 1);
        known[task.id()] = 1;
        clocks[task.id()] = known;
        if (starter != null) {
            clocks[starter.id()][starter.id()]++;
        }
    }

    /** A step was done, with this result. */
    void stepped(Task task, Op op, Object result) {
        Location location = op.location();
        if (location.owner() != null) {
            access(task, location.owner(), false, op.access() != Access.PLAIN);
        }
        switch (op.kind()) {
            case READ -> access(task, location, false, op.access() != Access.PLAIN);
            case WRITE, UPDATE -> access(task, location, true, op.access() != Access.PLAIN);
            case FREE -> access(task, location, true, false);
            default -> {}
        }
        if (op.access() == Access.ORDERED) {
            order(task, op, result);
        }
    }

    /**
     * A task says what it wants to do next. Two accesses that are both next cannot be in an order. Unlike the clocks this
     * depends on nothing but the state, so that a search that meets each state once still meets each race.
     */
    void declared(Task task, Op op, List<Task> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            Task other = tasks.get(i);
            Op pending = other == task ? null : other.pending();
            if (pending != null && op.racesWith(pending)) {
                Location location = pending.kind() == Kind.FREE ? pending.location() : op.location();
                report(
                        new Touch(other, pending.changes(), other.frames.function()),
                        new Touch(task, op.changes(), task.frames.function()),
                        location);
            }
        }
    }

    private void access(Task task, Location location, boolean write, boolean marked) {
        int[] known = clocks[task.id()];
        Accesses accesses = location.accesses();
        String function = task.frames.function();
        for (int slot = write ? 0 : 2; slot < 4; slot++) {
            boolean bothMarked = marked && (slot & 1) != 0;
            int other = bothMarked ? -1 : accesses.unordered(slot, task.id(), known);
            if (other >= 0) {
                Touch first = new Touch(world.task(other), slot >= 2, accesses.function(slot, other));
                report(first, new Touch(task, write, function), location);
            }
        }
        accesses.add(Accesses.slot(write, marked), task.id(), known[task.id()], function);
    }

    /** Who touched a location, how, and where. */
    private record Touch(Task task, boolean writes, String function) {
        long name() {
            return Hash.mix(Hash.mix(task.name(), function.hashCode()), writes ? 1 : 0);
        }

        @Override
        public String toString() {
            return (writes ? "write" : "read") + " in " + function + " by " + task.label();
        }
    }

    private void report(Touch first, Touch second, Location location) {
        boolean inOrder = first.function.compareTo(second.function) <= 0;
        String function = inOrder ? first.function : second.function;
        String other = inOrder ? second.function : first.function;
        if (reported.add(Hash.mix(location.name(), Hash.mix(function.hashCode(), other.hashCode())))) {
            long name = Hash.mix(location.name(), Hash.mix(first.name(), second.name()));
            world.add(world.notes()
                    .finding(
                            name,
                            () -> new Finding(
                                    Finding.Kind.RACE,
                                    function,
                                    location.kindLabel() + " with " + other,
                                    location + ": " + first + ", " + second + ", and nothing orders the two",
                                    second.task.label(),
                                    List.of())));
        }
    }

    private void order(Task task, Op op, Object result) {
        Accesses accesses = op.location().accesses();
        if (op.kind() == Kind.JOIN) {
            op.location().joins().forEach(joined -> acquire(task, clocks[joined.id()]));
        }
        switch (op.kind()) {
            case LOCK, WAIT -> {
                acquire(task, accesses.released);
                acquire(task, accesses.releasedByReaders);
            }
            case TRYLOCK -> {
                if (Boolean.TRUE.equals(result)) {
                    acquire(task, accesses.released);
                    acquire(task, accesses.releasedByReaders);
                }
            }
            case READ, LOCK_SHARED -> acquire(task, accesses.released);
            case WRITE, UNLOCK, COMPLETE -> accesses.released = released(task, accesses.released);
            case UNLOCK_SHARED -> accesses.releasedByReaders = released(task, accesses.releasedByReaders);
            case WALK -> {
                acquire(task, accesses.released);
                accesses.releasedByReaders = released(task, accesses.releasedByReaders);
            }
            case UPDATE -> {
                acquire(task, accesses.released);
                acquire(task, accesses.releasedByReaders);
                accesses.released = released(task, accesses.released);
            }
            default -> {}
        }
    }

    private void acquire(Task task, int[] times) {
        clocks[task.id()] = joined(clocks[task.id()], times);
    }

    private int[] released(Task task, int[] before) {
        int[] known = clocks[task.id()];
        int[] after = joined(before, known);
        known[task.id()]++;
        return after;
    }

    private static int[] joined(int[] into, int[] times) {
        int[] joined = times.length > into.length ? Arrays.copyOf(into, times.length) : into;
        for (int i = 0; i < times.length; i++) {
            joined[i] = Math.max(joined[i], times[i]);
        }
        return joined;
    }
}
