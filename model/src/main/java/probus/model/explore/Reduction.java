// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.function.BiPredicate;
import probus.model.world.Footprint;
import probus.model.world.View;

/**
 * Says at which states a search need not try more than one task, from what is known of who may touch what. If it turns out
 * that more is touched than was relied on, what was done so far is not valid. Safe to be shared by threads.
 */
final class Reduction {
    static final int NOBODY = -1;

    private final Sharing sharing;
    private final Test test;
    private final BiPredicate<Footprint, Footprint> dependence;
    private final int refuted;

    /** Of what a task wants to do. */
    interface Test {
        boolean test(View view, int task);
    }

    Reduction(Sharing sharing, Test test) {
        this(sharing, test, Footprint::dependsOn);
    }

    Reduction(Sharing sharing, Test test, BiPredicate<Footprint, Footprint> dependence) {
        this.sharing = sharing;
        this.test = test;
        this.dependence = dependence;
        this.refuted = sharing.refuted();
    }

    /** {@return one for searches that look at all states that are not between movers} */
    static Reduction ofMovers(Sharing sharing) {
        return new Reduction(sharing, sharing::isMover);
    }

    /** {@return one that has everything tried} */
    static Reduction none() {
        return new Reduction(new Sharing(), (view, task) -> false);
    }

    /** {@return one for searches that count preemptions} */
    static Reduction ofSilentMovers(Sharing sharing) {
        return new Reduction(sharing, sharing::isSilent);
    }

    /** {@return one that relies on nothing yet, and knows what this one has learned} */
    Reduction renewed() {
        return new Reduction(sharing, test, dependence);
    }

    /** Learns what tasks newly want to do. Called at each new step, before anything is asked, and at the end. */
    void learn(View view) {
        sharing.learn(view);
    }

    /** Learns that a task ended with this step. */
    void ended(Footprint step) {
        sharing.ended(step);
    }

    /** {@return whether all that was relied on is still so} */
    boolean isValid() {
        return sharing.refuted() == refuted;
    }

    /** {@return whether the order matters in which two tasks do what they want to do next} */
    boolean dependent(View view, int task, int other) {
        return dependence.test(
                view.pending(task).footprint(), view.pending(other).footprint());
    }

    /** {@return whether nothing is lost if the task goes on, and nobody else is tried} */
    boolean mayGoOn(View view, int task) {
        return view.tasks() > 1 && !view.task(task).wentBack() && test.test(view, task);
    }

    /** {@return the one task to try, the same whenever this state is met, or {@link #NOBODY}: all are to be tried} */
    int onlyOne(View view) {
        int only = NOBODY;
        for (long rest = view.enabled(); rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(rest);
            boolean first =
                    only == NOBODY || Long.compareUnsigned(view.canonical(1L << task), view.canonical(1L << only)) < 0;
            only = first && mayGoOn(view, task) ? task : only;
        }
        return only;
    }
}
