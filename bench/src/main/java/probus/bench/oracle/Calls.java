// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.util.List;
import probus.bench.oracle.Memory.TaskMemory;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DmaConfigureBegin;
import probus.facts.ProbeEvent.IommuProbeBegin;

/** The calls that a task is in. */
final class Calls {
    private Calls() {}

    /** Enters a call; an earlier one of the same kind about the same key, and what it called, returned unseen. */
    static void enter(Memory memory, ProbeEvent begin) {
        TaskMemory task = memory.task(begin.getTask());
        leave(task, begin.getClass(), key(begin));
        if (begin.getClass() != IommuProbeBegin.class) {
            endConfiguration(task);
        }
        task.calls.add(begin);
    }

    /** Nothing but the probe begins inside a configuration. */
    private static void endConfiguration(TaskMemory task) {
        for (int i = 0; i < task.calls.size(); i++) {
            if (task.calls.get(i) instanceof DmaConfigureBegin) {
                task.calls.subList(i, task.calls.size()).clear();
            }
        }
    }

    /** Leaves the innermost call of this kind about {@code key} and everything inside it. */
    static void leave(TaskMemory task, Class<?> kind, String key) {
        int position = find(task, kind, key);
        if (position >= 0) {
            List<ProbeEvent> left = task.calls.subList(position, task.calls.size());
            left.clear();
        }
    }

    /** {@return the innermost call of this kind about {@code key}; null if the task is in none} */
    static ProbeEvent inside(TaskMemory task, Class<?> kind, String key) {
        int position = find(task, kind, key);
        return position < 0 ? null : task.calls.get(position);
    }

    static boolean isInside(TaskMemory task, Class<?> kind) {
        return task.calls.stream().anyMatch(call -> call.getClass() == kind);
    }

    /** {@return whether the task probes or configures the device} */
    static boolean uses(TaskMemory task, String dev) {
        return find(task, IommuProbeBegin.class, dev) >= 0 || find(task, DmaConfigureBegin.class, dev) >= 0;
    }

    private static int find(TaskMemory task, Class<?> kind, String key) {
        for (int i = task.calls.size() - 1; i >= 0; i--) {
            ProbeEvent call = task.calls.get(i);
            if (call.getClass() == kind && key(call).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static String key(ProbeEvent event) {
        if (event instanceof ProbeEvent.OfDevice of) {
            return of.dev();
        }
        return ((ProbeEvent.OfIommu) event).iommu();
    }
}
