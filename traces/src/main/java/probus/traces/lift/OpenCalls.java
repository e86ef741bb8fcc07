// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import probus.facts.Task;
import probus.traces.record.TraceRecord;

/**
 * Pairs returns with entries, task by task: a kretprobe tells only what was returned. A return belongs to the innermost
 * open call of its function. That an entry's return is missing shows when a call around it returns, or when the task
 * enters what cannot be called from there.
 */
final class OpenCalls {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TASKS = 1 << 16;

    private final Map<Integer, TaskCalls> tasks = new HashMap<>();
    private final Loser loser;
    private TaskCalls last = new TaskCalls(Task.UNKNOWN);

    /** Is told of calls whose return is missing. */
    @FunctionalInterface
    interface Loser {
        void lost(Call call, TaskCalls task);
    }

    OpenCalls(Loser loser) {
        this.loser = loser;
    }

    /** {@return the task of an event; without a pid nothing can be paired, and the task is a new one each time} */
    TaskCalls of(TraceRecord.Stamp stamp) {
        if (stamp.pid() < 0) {
            return new TaskCalls(Task.UNKNOWN);
        }
        TaskCalls task = of(stamp.pid(), stamp.command());
        task.named(stamp.command());
        return task;
    }

    /** {@return the task with a pid, which may be new} */
    TaskCalls of(int pid, String command) {
        if (last.task.pid() != pid) {
            last = tasks.get(pid);
            if (last == null) {
                last = new TaskCalls(new Task(pid, command));
                makeRoom();
                tasks.put(pid, last);
            }
        }
        return last;
    }

    /** A task enters a function: what cannot be around it has returned. */
    void entering(TaskCalls task, Function function, Identities.Slot slot) {
        if (task.dead) {
            task.forget();
            task.dead = false;
        }
        List<Call> open = task.open();
        while (!open.isEmpty() && isOver(open.get(open.size() - 1), function)) {
            lose(task);
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            Call call = open.get(i);
            if (call.function == function && (!function.nests || (slot != null && call.slot == slot))) {
                if (function.returned) {
                    loseFrom(task, i);
                } else {
                    // Its returns are not recorded: what was entered since may be around it as well as in it.
                    open.remove(i);
                }
                return;
            }
        }
        if (open.size() >= MAX_DEPTH) {
            open.remove(0);
        }
    }

    /** {@return the call that ends with this return, null if its entry is missing} */
    Call returned(TaskCalls task, Function function) {
        int index = task.find(function);
        if (index < 0) {
            return null;
        }
        loseFrom(task, index + 1);
        return task.pop();
    }

    /** Events were lost: nobody's place is known. */
    void forget() {
        tasks.values().forEach(TaskCalls::forget);
    }

    private static boolean isOver(Call call, Function entered) {
        return call.function.leaf || (call.over && entered.row.meaning() == Meaning.REALLY_PROBE);
    }

    private void loseFrom(TaskCalls task, int index) {
        while (task.open().size() > index) {
            lose(task);
        }
    }

    private void lose(TaskCalls task) {
        loser.lost(task.pop(), task);
    }

    private void makeRoom() {
        if (tasks.size() >= MAX_TASKS) {
            tasks.values().removeIf(task -> task.open().isEmpty() && task.wanted == null);
        }
        if (tasks.size() >= MAX_TASKS) {
            tasks.clear();
        }
    }
}
