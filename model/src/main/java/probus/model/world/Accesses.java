// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Arrays;

/** The last accesses to one location by each task, kept apart by what they are: read or write, plain or marked. */
final class Accesses {
    private static final int[] NONE = {};

    /** By {@link #slot}, then by task: the task's time at its last such access; 0 is never. */
    private final int[][] times = {NONE, NONE, NONE, NONE};

    private final String[][] functions = new String[4][];

    /** What a lock here orders: the times of all tasks that gave it up; readers' apart, they do not order each other. */
    int[] released = NONE;

    int[] releasedByReaders = NONE;

    static int slot(boolean write, boolean marked) {
        return (write ? 2 : 0) + (marked ? 1 : 0);
    }

    /** {@return a task, other than {@code task}, with an access of that kind later than {@code known}, or -1} */
    int unordered(int slot, int task, int[] known) {
        int[] last = times[slot];
        for (int other = 0; other < last.length; other++) {
            if (other != task && last[other] > (other < known.length ? known[other] : 0)) {
                return other;
            }
        }
        return -1;
    }

    String function(int slot, int task) {
        return functions[slot][task];
    }

    void add(int slot, int task, int time, String function) {
        if (task >= times[slot].length) {
            int size = task + 4;
            times[slot] = Arrays.copyOf(times[slot], size);
            functions[slot] = functions[slot] == null ? new String[size] : Arrays.copyOf(functions[slot], size);
        }
        times[slot][task] = time;
        functions[slot][task] = function;
    }
}
