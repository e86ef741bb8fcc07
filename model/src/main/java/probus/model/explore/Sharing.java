// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import probus.model.world.Footprint;
import probus.model.world.Hash;
import probus.model.world.Kind;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.View;

/**
 * Who touches what, and under which locks: the union over all executions that were looked at, by names that are the same in
 * all of them. It only grows. Safe to be shared by threads.
 *
 * <p>An access to a member of an object also looks at the object's life, which {@code kfree} changes. What is done while no
 * other task has been started yet is done before everything that others do, and does not count.
 */
final class Sharing {
    private final Map<Long, List<Use>> uses = new ConcurrentHashMap<>();
    private final Set<Long> known = ConcurrentHashMap.newKeySet();
    private final Set<Footprint> last = ConcurrentHashMap.newKeySet();

    /**
     * What a task does to a location.
     *
     * @param task the name of the task
     * @param changes whether it changes it
     * @param tries whether it tries to take it, a lock
     * @param locks the names of the locks that the task has meanwhile: alone, or with others if nothing is changed
     * @param starts how many tasks it has started before
     */
    private record Use(long task, boolean changes, boolean tries, Set<Long> locks, int starts) {
        boolean covers(Use other) {
            return task == other.task
                    && (changes || !other.changes)
                    && (tries || !other.tries)
                    && other.locks.containsAll(locks)
                    && starts >= other.starts;
        }

        /** {@return whether it can happen, by another task, before that step} */
        boolean mayPrecede(Intent intent) {
            return task != intent.task()
                    && !intent.idle().contains(task)
                    && starts > intent.elders().getOrDefault(task, -1)
                    && Collections.disjoint(locks, intent.locks());
        }
    }

    /** {@return whether something is new of what tasks want to do that did not want it one step ago} */
    boolean learn(View view) {
        boolean isNew = false;
        for (int task = 0; task < view.tasks(); task++) {
            if (task == view.current() || view.startedAt(task) == view.step()) {
                isNew |= learn(view, task);
            }
        }
        return isNew;
    }

    private boolean learn(View view, int number) {
        Op pending = view.pending(number);
        if (pending == null || view.tasks() == 1) {
            return false;
        }
        Task task = view.task(number);
        long circumstances = Hash.mix(Hash.mix(task.name(), task.starts()), task.locksFingerprint());
        return known.add(Hash.mix(pending.fingerprint(), circumstances)) && learn(pending.footprint(), task);
    }

    private boolean learn(Footprint op, Task task) {
        boolean lifeIsNew = op.owner() != 0
                && add(op.owner(), new Use(task.name(), false, false, task.locks(false), task.starts()));
        boolean isNew = switch (op.kind()) {
            case ALLOC, CHOOSE, UNLOCK, UNLOCK_SHARED -> false;
            default -> {
                boolean tries = op.kind() == Kind.TRYLOCK;
                yield add(
                        op.location(),
                        new Use(task.name(), op.changes(), tries, task.locks(op.changes()), task.starts()));
            }
        };
        return lifeIsNew || isNew;
    }

    private boolean add(long location, Use use) {
        List<Use> before = uses.get(location);
        return !covers(before, use) && uses.merge(location, List.of(use), Sharing::and) != before;
    }

    private static boolean covers(List<Use> all, Use use) {
        return all != null && all.stream().anyMatch(known -> known.covers(use));
    }

    private static List<Use> and(List<Use> all, List<Use> one) {
        Use use = one.get(0);
        return covers(all, use)
                ? all
                : Stream.concat(all.stream().filter(known -> !use.covers(known)), Stream.of(use))
                        .toList();
    }

    /** {@return whether it is new that the task that did this step ended with it} */
    boolean ended(Footprint step) {
        return last.add(step);
    }

    /** {@return whether the step and any steps that others do before it can be done in the other order with the same result} */
    boolean isMover(Intent intent) {
        Footprint step = intent.step();
        if (step.owner() != 0 && preceding(step.owner(), intent).anyMatch(Use::changes)) {
            return false;
        }
        return switch (step.kind()) {
            case ALLOC, CHOOSE, COMPLETE -> true;
            case UNLOCK, UNLOCK_SHARED -> preceding(step.location(), intent).noneMatch(Use::tries);
            case TRYLOCK -> all(step.location()).allMatch(use -> use.task == intent.task());
            default -> preceding(step.location(), intent).noneMatch(use -> use.changes || step.changes());
        };
    }

    private Stream<Use> preceding(long location, Intent intent) {
        return all(location).filter(use -> use.mayPrecede(intent));
    }

    private Stream<Use> all(long location) {
        return uses.getOrDefault(location, List.of()).stream();
    }

    /** {@return whether it is such a step and, besides, lets nobody go on who waits} */
    boolean isSilent(Intent intent) {
        boolean wakes = switch (intent.step().kind()) {
            case UNLOCK, UNLOCK_SHARED, COMPLETE -> true;
            default -> false;
        };
        return !wakes && !last.contains(intent.step()) && isMover(intent);
    }
}
