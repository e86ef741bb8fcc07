// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.View;

/**
 * A decision with alternatives that were not tried yet: tasks, a bit each, or outcomes of a choice.
 *
 * <p>Where the steps of two tasks do not depend on each other, both orders lead to one state, and one is enough: the one in
 * which the task goes first that comes first in a fixed order of tasks. So when a task has gone, those before it that could
 * have gone, too, and whose steps do not depend on its own, <i>sleep</i> at the next state.
 */
final class Branch {
    /** How many decisions were taken before. */
    final int at;

    private final int outcomes;
    private int outcome = 1;
    private long tasks;
    private final long[] sleepAfter;

    /** Outcomes other than 0. The choice is part of a step after which these sleep. */
    Branch(int at, int outcomes, long asleep) {
        this.at = at;
        this.outcomes = outcomes;
        this.sleepAfter = new long[] {asleep};
    }

    /** Tasks, of those that can go on. */
    Branch(int at, long tasks, View view, Reduction reduction) {
        this.at = at;
        this.outcomes = 0;
        this.tasks = tasks;
        this.sleepAfter = sleepAfter(tasks, view, reduction);
    }

    private static long[] sleepAfter(long tasks, View view, Reduction reduction) {
        long[] sleepAfter = new long[view.tasks()];
        for (long first = view.enabled(); first != 0; first &= first - 1) {
            int task = Long.numberOfTrailingZeros(first);
            long rank = view.canonical(1L << task);
            for (long rest = tasks & ~(1L << task); rest != 0; rest &= rest - 1) {
                int other = Long.numberOfTrailingZeros(rest);
                boolean before = Long.compareUnsigned(rank, view.canonical(1L << other)) < 0;
                if (before && !reduction.dependent(view, task, other)) {
                    sleepAfter[other] |= 1L << task;
                }
            }
        }
        return sleepAfter;
    }

    boolean isOpen() {
        return tasks != 0 || outcome < outcomes;
    }

    /** {@return the next alternative, as a decision} */
    int take() {
        if (outcomes > 0) {
            return -1 - outcome++;
        }
        return take(Long.numberOfTrailingZeros(tasks));
    }

    /** {@return this task, which is one of the alternatives} */
    int take(int task) {
        tasks &= ~(1L << task);
        return task;
    }

    /** {@return the tasks that sleep at the next state after this decision} */
    long asleepAfter(int decision) {
        return sleepAfter[Math.max(decision, 0)];
    }
}
