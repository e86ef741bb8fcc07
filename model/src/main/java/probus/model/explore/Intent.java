// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import probus.model.world.Footprint;
import probus.model.world.Hash;
import probus.model.world.Task;
import probus.model.world.View;

/**
 * A step that a task wants to do, and who may do something before it.
 *
 * @param step the step
 * @param task the name of the task
 * @param locks the names of the locks that it has: alone, or with others if the step changes nothing
 * @param idle the names of tasks that do nothing before it
 * @param elders the names of the tasks that it descends from, and how many others each had started before its line
 */
record Intent(Footprint step, long task, Set<Long> locks, Set<Long> idle, Map<Long, Integer> elders) {
    /** {@return what this task wants, which it can do} */
    static Intent of(View view, int number) {
        Task task = view.task(number);
        Footprint step = view.pending(number).footprint();
        Set<Long> idle = new HashSet<>();
        for (long rest = view.idleBefore(number); rest != 0; rest &= rest - 1) {
            idle.add(view.task(Long.numberOfTrailingZeros(rest)).name());
        }
        Map<Long, Integer> elders = new HashMap<>();
        for (Task child = task; child.starter() != null; child = child.starter()) {
            elders.put(child.starter().name(), child.elders());
        }
        return new Intent(step, task.name(), task.locks(step.changes()), idle, elders);
    }

    /** {@return a fingerprint of what {@link #of} makes} */
    static long fingerprint(View view, int number) {
        Task task = view.task(number);
        long idle = 0;
        for (long rest = view.idleBefore(number); rest != 0; rest &= rest - 1) {
            idle += Hash.mix(view.task(Long.numberOfTrailingZeros(rest)).name(), 1);
        }
        long fingerprint = Hash.mix(view.pending(number).fingerprint(), idle);
        for (Task child = task; child != null; child = child.starter()) {
            fingerprint = Hash.mix(Hash.mix(fingerprint, child.name()), child.elders());
        }
        return Hash.mix(fingerprint, task.locksFingerprint());
    }
}
