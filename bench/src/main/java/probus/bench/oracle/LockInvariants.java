// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.util.HashSet;
import java.util.Set;
import probus.bench.oracle.Memory.Holder;
import probus.bench.oracle.Memory.TaskMemory;
import probus.facts.ProbeEvent.LockAcquire;
import probus.facts.ProbeEvent.LockRelease;
import probus.facts.ProbeEvent.LockRequest;
import probus.facts.ProbeEvent.OfLock;
import probus.facts.Task;
import probus.facts.state.KernelState;

/** LK-1 and LK-2; and who holds what. */
final class LockInvariants {
    private final HandWrittenChecker checker;

    LockInvariants(HandWrittenChecker checker) {
        this.checker = checker;
    }

    void register() {
        checker.on(LockRequest.class, this::request);
        checker.on(LockAcquire.class, this::acquire);
        checker.on(LockRelease.class, this::release);
    }

    private void request(Memory memory, LockRequest event) {
        Holder holder = memory.holders.get(key(event));
        if (holder != null
                && event.getTask().isKnown()
                && holder.pid() == event.getTask().pid()) {
            checker.violated("lock-not-taken-twice");
        }
    }

    private void acquire(Memory memory, LockAcquire event) {
        TaskMemory task = memory.task(event.getTask());
        String lockClass = lockClass(event);
        boolean reversed = false;
        for (Holder held : task.locks) {
            reversed |= !held.lockClass().equals(lockClass) && isBefore(memory, lockClass, held.lockClass());
        }
        if (reversed) {
            checker.violated("lock-order-acyclic");
        }
        Holder holder = new Holder(event.getTask().pid(), event.name(), event.dev(), lockClass);
        drop(memory, memory.holders.put(key(event), holder));
        for (Holder held : task.locks) {
            if (!held.lockClass().equals(lockClass)) {
                memory.lockOrder
                        .computeIfAbsent(held.lockClass(), outer -> new HashSet<>())
                        .add(lockClass);
            }
        }
        task.locks.add(holder);
        memory.probeLockSeen |= event.name().equals(KernelState.PROBE_LOCK);
        memory.deviceLockSeen |= !event.dev().isEmpty();
    }

    private void release(Memory memory, LockRelease event) {
        drop(memory, memory.holders.remove(key(event)));
        if (event.name().equals(KernelState.PROBE_LOCK)) {
            TaskMemory task = memory.task(event.getTask());
            int pid = event.getTask().pid();
            task.using.forEach(object -> object.users.removeIf(use -> use.pid() == pid));
            task.using.clear();
        }
    }

    /** {@return whether a task that is known does not hold the probe lock} */
    static boolean lacksProbeLock(Memory memory, Task task) {
        return task.isKnown() && !isHeldBy(memory, task, KernelState.PROBE_LOCK);
    }

    static boolean isProbeLockHeldBy(Memory memory, int pid) {
        return memory.holders.values().stream()
                .anyMatch(holder -> holder.pid() == pid && holder.name().equals(KernelState.PROBE_LOCK));
    }

    static boolean isHeldBy(Memory memory, Task task, String name) {
        for (Holder held : memory.task(task).locks) {
            if (held.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void drop(Memory memory, Holder holder) {
        if (holder != null) {
            TaskMemory task = memory.tasks.get(holder.pid());
            if (task != null) {
                task.locks.remove(holder);
            }
        }
    }

    private static boolean isBefore(Memory memory, String first, String second) {
        return memory.lockOrder.containsKey(first) && reaches(memory, first, second, new HashSet<>());
    }

    private static boolean reaches(Memory memory, String from, String to, Set<String> seen) {
        for (String next : memory.lockOrder.getOrDefault(from, Set.of())) {
            if (next.equals(to) || (seen.add(next) && reaches(memory, next, to, seen))) {
                return true;
            }
        }
        return false;
    }

    private static Object key(OfLock event) {
        return event.lock().isObject() ? event.lock() : event.name() + " of " + event.dev();
    }

    private static String lockClass(OfLock event) {
        return event.name().isEmpty() ? event.lock().toString() : event.name();
    }
}
