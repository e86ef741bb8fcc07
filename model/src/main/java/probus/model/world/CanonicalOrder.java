// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Of the tasks that have not ended, an order that does not depend on who was started first: those of the beginning, in the
 * order of their numbers, then those that others started, in the order of their names.
 */
final class CanonicalOrder {
    private final List<Task> tasks;
    private final int initialTasks;
    /** The tasks that have not ended, a bit each, and the rank of each task; null if they have to be made anew. */
    private long live;

    private int[] ranks;

    /** Of these, which may become more; so many of them are there from the beginning. */
    CanonicalOrder(List<Task> tasks, int initialTasks) {
        this.tasks = tasks;
        this.initialTasks = initialTasks;
    }

    /** A task was started, or has ended. */
    void changed() {
        ranks = null;
    }

    /** As {@link View#canonical}. */
    long canonical(long set) {
        rank();
        long canonical = 0;
        for (long rest = set & live; rest != 0; rest &= rest - 1) {
            canonical |= 1L << ranks[Long.numberOfTrailingZeros(rest)];
        }
        return canonical;
    }

    /** As {@link View#tasks(long)}. */
    long tasks(long canonical) {
        rank();
        long set = 0;
        for (long rest = live; rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(rest);
            set |= (canonical >>> ranks[task] & 1) << task;
        }
        return set;
    }

    /** {@return the tasks in this order, with those that have ended somewhere} */
    List<Task> all() {
        rank();
        return tasks.stream()
                .sorted(Comparator.comparingInt(task -> ranks[task.id()]))
                .toList();
    }

    private void rank() {
        if (ranks == null) {
            live = tasks.stream()
                    .filter(task -> !task.hasEnded())
                    .mapToLong(task -> 1L << task.id())
                    .sum();
            ranks = IntStream.range(0, tasks.size()).map(this::rank).toArray();
        }
    }

    private int rank(int task) {
        if (task < initialTasks) {
            return task;
        }
        int rank = initialTasks;
        for (int i = initialTasks; i < tasks.size(); i++) {
            Task other = tasks.get(i);
            rank += !other.hasEnded() && other.name() < tasks.get(task).name() ? 1 : 0;
        }
        return rank;
    }
}
