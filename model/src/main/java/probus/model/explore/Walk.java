// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Arrays;
import probus.model.world.Outcome;
import probus.model.world.View;

/**
 * Does each step once that a search is to try. An execution repeats the decisions up to a place where something is to be
 * tried, tries it, and goes on, also over states that were met before, as long as there is something there that nobody has
 * tried. So most executions show much that is new. Several workers can walk at once, over the same states.
 */
final class Walk implements Strategy {
    private final Frontier frontier;
    private final Reduction reduction;
    private final States met;

    /** From where this execution goes on, and the decisions up to there, which are only repeated. */
    private Path path = Path.ROOT;

    private int[] prefix;
    private int depth;

    /** The decisions since. */
    private int[] last = new int[32];

    private int size;

    /** The tasks that need not be tried at the next state. */
    private long asleep;

    /** Goes on where others, if any, have found something to be tried. */
    Walk(Frontier frontier, Reduction reduction, States met) {
        this.frontier = frontier;
        this.reduction = reduction;
        this.met = met;
    }

    @Override
    public String name() {
        return "walk";
    }

    @Override
    public boolean next() {
        do {
            path = frontier.take();
        } while (path != null && path.state != 0 && !met.isOpen(path.state));
        if (path == null) {
            return false;
        }
        prefix = path.decisions();
        depth = 0;
        size = 0;
        asleep = path.asleep;
        return true;
    }

    @Override
    public int decided() {
        return depth < prefix.length ? prefix[depth++] : ABANDON;
    }

    @Override
    public int pick(View view) {
        reduction.learn(view);
        int mover = reduction.onlyOne(view);
        int task = mover == Reduction.NOBODY ? oneOfSeveral(view) : mover;
        if (task != ABANDON) {
            decide(task);
            // One that sleeps may want what has become a mover.
            asleep &= ~(1L << task);
        }
        return task;
    }

    private int oneOfSeveral(View view) {
        long state = view.stateHash();
        long few = reduction.several(view);
        boolean again = path.state != 0 && size == 0;
        long fresh = again ? 0 : few & view.tasks(met.visit(state, view.canonical(asleep)));
        long current = view.current() < 0 ? 0 : view.canonical(1L << view.current());
        long taken = view.tasks(met.take(state, view.canonical(fresh), current));
        if ((again || fresh != 0) && met.isOpen(state)) {
            path = path.to(state, decisions());
            size = 0;
            frontier.add(path);
        }
        asleep = sleepAfter(taken, few, view);
        return taken == 0 ? ABANDON : Long.numberOfTrailingZeros(taken);
    }

    /**
     * {@return the tasks that sleep after one has gone} Where the steps of two tasks do not depend on each other, both orders
     * lead to one state, and one is enough: the one in which the task goes first that comes first in a fixed order of tasks.
     */
    private long sleepAfter(long gone, long few, View view) {
        long sleep = 0;
        for (long rest = few & ~gone; rest != 0; rest &= rest - 1) {
            long other = rest & -rest;
            boolean before = Long.compareUnsigned(view.canonical(other), view.canonical(gone)) < 0;
            boolean independent = before
                    && !reduction.dependent(view, Long.numberOfTrailingZeros(other), Long.numberOfTrailingZeros(gone));
            sleep |= independent ? other : 0;
        }
        return sleep;
    }

    @Override
    public int choose(View view, int outcomes) {
        if (depth < prefix.length) {
            return -1 - prefix[depth++];
        }
        for (int outcome = 1; outcome < outcomes; outcome++) {
            decide(-1 - outcome);
            frontier.add(path.into(asleep, decisions()));
            size--;
        }
        decide(-1);
        return 0;
    }

    private int[] decisions() {
        return Arrays.copyOf(last, size);
    }

    private void decide(int decision) {
        if (size == last.length) {
            last = Arrays.copyOf(last, 2 * size);
        }
        last[size++] = decision;
    }

    @Override
    public void finished(View view, Outcome outcome) {
        if (outcome == Outcome.ENDED || outcome == Outcome.DEADLOCK || outcome == Outcome.STUCK_BEHIND_OOPS) {
            reduction.learn(view);
            met.end(view.stateHash());
        }
    }

    /** What is found must not depend on which way a state was reached first. */
    @Override
    public boolean looksBack() {
        return false;
    }
}
