// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.Footprint;
import probus.model.world.Hash;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.View;

/**
 * What tasks want to do, judged by what is known of all tasks ({@link Sharing}). Remembers what it was told, since a search
 * asks the same again and again. Not thread-safe: each worker has its own.
 */
final class Movers {
    private static final long UNKNOWN = 0;
    private static final long UNDISTURBED = 1;
    private static final long DISTURBED = 2;
    private static final long RELIED_ON = 3;

    private final Sharing sharing;
    /** The ways from one place to another, and the locks held there, that are known. */
    private final Fingerprints learned = new Fingerprints();
    /** What was answered, by what is wanted, and the place of the other task. */
    private final Fingerprints answers = new Fingerprints();

    Movers(Sharing sharing) {
        this.sharing = sharing;
    }

    /** Learns what tasks want to do that did not want it one step ago. */
    void learn(View view) {
        for (int task = 0; task < view.tasks() && view.tasks() > 1; task++) {
            boolean isNew = task == view.current() || view.startedAt(task) == view.step();
            if (isNew && view.pending(task) != null) {
                learn(view.task(task), view.pending(task));
            }
        }
    }

    private void learn(Task task, Op pending) {
        boolean isFirst = task.placeBefore() == 0 && task.starter() != null;
        long before = isFirst ? task.starter().placeBefore() : task.placeBefore();
        long way = Hash.mix(Hash.mix(before, task.place()), task.locksFingerprint());
        if (learned.add(way, 0)) {
            sharing.learn(before, task.place(), Use.of(pending.footprint(), task));
        }
    }

    /**
     * {@return whether what the task wants, which it can do, and any steps that others do before can be done in the other
     * order with the same result} If so, that is relied on from now on.
     */
    boolean isMover(View view, int task) {
        long one = 1L << task;
        long except = view.idleBefore(one) | one;
        long wanted = wanted(view, task);
        boolean reliedOn = true;
        for (int other = 0; other < view.tasks(); other++) {
            long answer = (except >>> other & 1) != 0 ? RELIED_ON : answer(view, task, wanted, other);
            if (answer == DISTURBED) {
                return false;
            }
            reliedOn &= answer == RELIED_ON;
        }
        return reliedOn || rely(view, one);
    }

    /** {@return the tasks, except for some, that may do a step which must not change places with what one of these wants and can do} */
    long disturbing(View view, long set, long except) {
        long disturbing = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(rest);
            long wanted = wanted(view, task);
            for (int other = 0; other < view.tasks(); other++) {
                boolean counts = ((except | disturbing) >>> other & 1) == 0;
                disturbing |= counts && answer(view, task, wanted, other) == DISTURBED ? 1L << other : 0;
            }
        }
        return disturbing;
    }

    private long answer(View view, int task, long wanted, int other) {
        long question = question(view, wanted, other);
        long known = answers.get(question, UNKNOWN);
        if (known != UNKNOWN) {
            return known;
        }
        long answer = sharing.isUndisturbed(use(view, task), view.task(other).place()) ? UNDISTURBED : DISTURBED;
        answers.add(question, answer);
        return answer;
    }

    /**
     * From now on it is relied on that others do not disturb what these want, as was answered.
     *
     * @return whether that is still so
     */
    boolean rely(View view, long set) {
        boolean holds = true;
        long except = view.idleBefore(set) | set;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(rest);
            long wanted = wanted(view, task);
            for (int other = 0; other < view.tasks(); other++) {
                holds &= (except >>> other & 1) != 0 || rely(view, task, wanted, other);
            }
        }
        return holds;
    }

    private boolean rely(View view, int task, long wanted, int other) {
        long question = question(view, wanted, other);
        if (answers.get(question, UNKNOWN) != UNDISTURBED) {
            return true;
        }
        boolean holds = sharing.rely(use(view, task), view.task(other).place());
        answers.set(question, holds ? RELIED_ON : DISTURBED);
        return holds;
    }

    private static long wanted(View view, int task) {
        return Hash.mix(view.pending(task).fingerprint(), view.task(task).locksFingerprint());
    }

    private static long question(View view, long wanted, int other) {
        return Hash.mix(wanted, view.task(other).place());
    }

    private static Use use(View view, int task) {
        return Use.of(view.pending(task).footprint(), view.task(task));
    }

    /** {@return whether it is a mover and, besides, lets nobody go on who waits} */
    boolean isSilent(View view, int task) {
        Footprint step = view.pending(task).footprint();
        boolean wakes = switch (step.kind()) {
            case UNLOCK, UNLOCK_SHARED, COMPLETE -> true;
            default -> false;
        };
        return !wakes && isMover(view, task) && sharing.isNeverLast(step);
    }

    /** Learns that a task ended with this step. */
    void ended(Footprint step) {
        sharing.ended(step);
    }
}
