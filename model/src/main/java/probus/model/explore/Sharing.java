// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import probus.model.world.Footprint;
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
    private static final long SEVERAL = 0;
    private static final Use NONE = new Use(SEVERAL, false, false, Set.of());

    private final Map<Long, Use> uses = new ConcurrentHashMap<>();
    private final Set<Footprint> last = ConcurrentHashMap.newKeySet();

    /**
     * What is known of a location.
     *
     * @param task the name of the one that touches it, or {@link #SEVERAL}
     * @param changed whether somebody changes it
     * @param tried whether it is a lock that somebody tries to take
     * @param locks the names of the locks that are held at every access: alone, or with others at one that changes nothing
     */
    private record Use(long task, boolean changed, boolean tried, Set<Long> locks) {
        Use and(Use other) {
            Set<Long> common = new HashSet<>(locks);
            common.retainAll(other.locks);
            return new Use(task == other.task ? task : SEVERAL, changed || other.changed, tried || other.tried, common);
        }

        boolean covers(Use other) {
            return (task == SEVERAL || task == other.task)
                    && (changed || !other.changed)
                    && (tried || !other.tried)
                    && other.locks.containsAll(locks);
        }

        boolean isAlone() {
            return task != SEVERAL || !changed;
        }

        boolean isQuiet() {
            return isAlone() || !locks.isEmpty();
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
        Footprint op = pending.footprint();
        boolean lifeIsNew = op.owner() != 0 && add(op.owner(), new Use(task.name(), false, false, task.locks(false)));
        boolean isNew = switch (op.kind()) {
            case ALLOC, CHOOSE, UNLOCK, UNLOCK_SHARED -> false;
            default -> {
                Set<Long> locks = task.locks(op.changes());
                boolean tries = op.kind() == Kind.TRYLOCK;
                yield add(op.location(), new Use(task.name(), op.changes(), tries, locks));
            }
        };
        return lifeIsNew || isNew;
    }

    private boolean add(long location, Use use) {
        Use known = uses.get(location);
        boolean isNew = known == null || !known.covers(use);
        if (isNew) {
            uses.merge(location, use, Use::and);
        }
        return isNew;
    }

    /** {@return whether it is new that the task that did this step ended with it} */
    boolean ended(Footprint step) {
        return last.add(step);
    }

    /**
     * {@return whether the step, of a task that can do it, and any steps that others do before it can be done in the other
     * order with the same result}
     */
    boolean isMover(Footprint step) {
        if (step.owner() != 0 && !use(step.owner()).isQuiet()) {
            return false;
        }
        Use use = use(step.location());
        return switch (step.kind()) {
            case ALLOC, CHOOSE, COMPLETE -> true;
            case UNLOCK, UNLOCK_SHARED -> !use.tried || use.isAlone();
            case TRYLOCK -> use.isAlone();
            default -> use.isQuiet();
        };
    }

    private Use use(long location) {
        return uses.getOrDefault(location, NONE);
    }

    /** {@return whether it is such a step and, besides, lets nobody go on who waits} */
    boolean isSilent(Footprint step) {
        boolean wakes = switch (step.kind()) {
            case UNLOCK, UNLOCK_SHARED, COMPLETE -> true;
            default -> false;
        };
        return !wakes && !last.contains(step) && isMover(step);
    }
}
