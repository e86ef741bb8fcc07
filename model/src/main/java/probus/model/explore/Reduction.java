// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.function.BiPredicate;
import probus.model.world.Footprint;
import probus.model.world.View;

/**
 * Says at which states a search need not try all tasks, from what is known of who may touch what. If it turns out that more is
 * touched than was relied on, what was done so far is not valid. Not thread-safe: each worker of a search has {@link #another}.
 */
final class Reduction {
    static final int NOBODY = -1;

    private final Sharing sharing;
    private final Movers movers;
    private final Test test;
    private final BiPredicate<Footprint, Footprint> dependence;
    private final int refuted;

    /** Of what a task wants to do. */
    interface Test {
        boolean test(Movers movers, View view, int task);
    }

    Reduction(Sharing sharing, Test test, BiPredicate<Footprint, Footprint> dependence) {
        this(sharing, test, dependence, sharing.refuted());
    }

    private Reduction(Sharing sharing, Test test, BiPredicate<Footprint, Footprint> dependence, int refuted) {
        this.sharing = sharing;
        this.movers = new Movers(sharing);
        this.test = test;
        this.dependence = dependence;
        this.refuted = refuted;
    }

    /** {@return one for searches that look at all states that are not between movers} */
    static Reduction ofMovers(Sharing sharing) {
        return new Reduction(sharing, Movers::isMover, Footprint::dependsOn);
    }

    /** {@return one that has everything tried} */
    static Reduction none() {
        return new Reduction(new Sharing(), (movers, view, task) -> false, Footprint::dependsOn);
    }

    /** {@return one for searches that count preemptions} */
    static Reduction ofSilentMovers(Sharing sharing) {
        return new Reduction(sharing, Movers::isSilent, Footprint::dependsOn);
    }

    /** {@return one that relies on nothing yet, and knows what this one has learned} */
    Reduction renewed() {
        return new Reduction(sharing, test, dependence);
    }

    /** {@return one for another worker of the same search} */
    Reduction another() {
        return new Reduction(sharing, test, dependence, refuted);
    }

    /** Learns what tasks newly want to do. Called at each new step, before anything is asked, and at the end. */
    void learn(View view) {
        movers.learn(view);
    }

    /** Learns that a task ended with this step. */
    void ended(Footprint step) {
        movers.ended(step);
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
        boolean alone = view.enabled() == 1L << task;
        return !view.task(task).wentBack() && (alone || test.test(movers, view, task));
    }

    /** {@return the one task to try, the same whenever this state is met, or {@link #NOBODY}: {@link #several} are to be tried} */
    int onlyOne(View view) {
        for (long rest = view.canonical(view.enabled()); rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(view.tasks(rest & -rest));
            if (mayGoOn(view, task)) {
                return task;
            }
        }
        return NOBODY;
    }

    private static boolean isBefore(View view, long set, long other) {
        return Long.compareUnsigned(view.canonical(set), view.canonical(other)) < 0;
    }

    /**
     * {@return the tasks to try: as few as possible, the same whenever this state is met} Whatever the others do as long as
     * these do nothing, it does not disturb what one of these wants.
     */
    long several(View view) {
        long fewest = fewest(view);
        while (!movers.rely(view, fewest)) {
            fewest = fewest(view);
        }
        return fewest;
    }

    private long fewest(View view) {
        long fewest = view.enabled();
        for (long rest = view.enabled(); rest != 0; rest &= rest - 1) {
            long set = persistent(view, rest & -rest);
            int more = Long.bitCount(set) - Long.bitCount(fewest);
            fewest = more < 0 || (more == 0 && isBefore(view, set, fewest)) ? set : fewest;
        }
        return fewest;
    }

    /** {@return the tasks that are to be tried together with this one; all if there is a doubt} */
    private long persistent(View view, long seed) {
        long set = 0;
        for (long more = seed; more != 0; ) {
            set |= more;
            more = movers.disturbing(view, set, view.idleBefore(set) | set);
            for (long blocked = more & ~view.enabled(); blocked != 0; blocked &= blocked - 1) {
                long awaited = view.awaited(Long.numberOfTrailingZeros(blocked));
                if (awaited == 0 || (awaited & ~view.enabled()) != 0) {
                    return view.enabled();
                }
                more |= awaited;
            }
            more &= view.enabled();
        }
        return wentBack(view, set) ? view.enabled() : set;
    }

    private static boolean wentBack(View view, long set) {
        boolean wentBack = false;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            wentBack |= view.task(Long.numberOfTrailingZeros(rest)).wentBack();
        }
        return wentBack;
    }
}
