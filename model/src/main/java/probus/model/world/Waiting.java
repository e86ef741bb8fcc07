// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.List;

/** Who waits for whom. Sets of tasks have a bit each. */
final class Waiting {
    private Waiting() {}

    /** {@return the tasks that do nothing before this one has done a step, if these can do one} As {@link View#idleBefore}. */
    static long idleBefore(long set, List<Task> tasks, long enabled) {
        long idle = set;
        long blocked = 0;
        for (int i = 0; i < tasks.size(); i++) {
            boolean ended = tasks.get(i).hasEnded();
            idle |= ended ? 1L << i : 0;
            blocked |= ended ? 0 : 1L << i & ~enabled;
        }
        for (long before = 0; before != idle; ) {
            before = idle;
            for (long rest = blocked & ~idle; rest != 0; rest &= rest - 1) {
                int waiting = Long.numberOfTrailingZeros(rest);
                idle |= awaitsOneOf(tasks.get(waiting), idle, tasks) ? 1L << waiting : 0;
            }
        }
        return idle & ~set;
    }

    /** {@return the tasks for which this one, which can do nothing now, has to wait} As {@link View#awaited}. */
    static long awaited(Task waiting, List<Task> tasks) {
        Op op = waiting.pending();
        long awaited = 0;
        for (int i = 0; i < tasks.size(); i++) {
            awaited |= !tasks.get(i).hasEnded() && op.location().awaits(op, tasks.get(i)) ? 1L << i : 0;
        }
        return awaited;
    }

    private static boolean awaitsOneOf(Task waiting, long set, List<Task> tasks) {
        Op op = waiting.pending();
        for (long rest = set; rest != 0; rest &= rest - 1) {
            if (op.location().awaits(op, tasks.get(Long.numberOfTrailingZeros(rest)))) {
                return true;
            }
        }
        return false;
    }
}
