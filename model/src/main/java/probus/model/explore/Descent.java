// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import probus.model.world.Outcome;
import probus.model.world.View;

/**
 * Depth first from one place in the tree of decisions: each execution repeats the decisions of the one before up to the last
 * one that has an alternative, takes that, and goes on to a state that was met before. Between two states at which there is
 * something to decide nothing is kept. Several can share what was met, and take over alternatives from each other.
 */
final class Descent implements Strategy {
    private final Reduction reduction;
    private final Met met;
    private final Deque<Branch> branches = new ArrayDeque<>();

    /** As {@link probus.model.world.Picks#decisions}. */
    private int[] decisions;

    private int size;
    private int depth;
    private boolean begun;

    /** The states met, whoever met them first. */
    interface Met {
        /** {@return whether it is new} */
        boolean add(long state);
    }

    /** A decision with alternatives that were not tried yet: tasks, a bit each, or outcomes from {@code outcome} on. */
    private static final class Branch {
        final int at;
        final int outcomes;
        long tasks;
        int outcome = 1;

        Branch(int at, long tasks, int outcomes) {
            this.at = at;
            this.tasks = tasks;
            this.outcomes = outcomes;
        }

        boolean isOpen() {
            return tasks != 0 || outcome < outcomes;
        }

        int take() {
            if (outcomes > 0) {
                return -1 - outcome++;
            }
            int task = Long.numberOfTrailingZeros(tasks);
            tasks &= tasks - 1;
            return task;
        }
    }

    /** From the state after these decisions; none is the root. */
    Descent(int[] prefix, Reduction reduction, Met met) {
        this.reduction = reduction;
        this.met = met;
        this.decisions = Arrays.copyOf(prefix, Math.max(32, prefix.length));
        this.size = prefix.length;
    }

    @Override
    public String name() {
        return "descent";
    }

    @Override
    public boolean next() {
        if (!begun) {
            begun = true;
            return true;
        }
        while (!branches.isEmpty() && !branches.peekLast().isOpen()) {
            branches.removeLast();
        }
        if (branches.isEmpty()) {
            return false;
        }
        size = branches.peekLast().at;
        decide(branches.peekLast().take());
        depth = 0;
        return true;
    }

    /** {@return the decisions up to an alternative, the shallowest there is, which is now somebody else's; or null} */
    int[] giveAway() {
        while (!branches.isEmpty() && !branches.peekFirst().isOpen()) {
            branches.removeFirst();
        }
        if (branches.isEmpty()) {
            return null;
        }
        Branch branch = branches.peekFirst();
        int[] prefix = Arrays.copyOf(decisions, branch.at + 1);
        prefix[branch.at] = branch.take();
        return prefix;
    }

    private void decide(int decision) {
        if (size == decisions.length) {
            decisions = Arrays.copyOf(decisions, 2 * size);
        }
        decisions[size++] = decision;
    }

    @Override
    public int decided() {
        return depth < size ? decisions[depth++] : ABANDON;
    }

    @Override
    public int pick(View view) {
        reduction.learn(view);
        int only = reduction.onlyOne(view);
        if (only == Reduction.NOBODY) {
            if (!met.add(view.stateHash())) {
                return ABANDON;
            }
            only = RoundRobin.after(view.current(), view.enabled());
            branch(view.enabled() & ~(1L << only), 0);
        }
        decide(only);
        return decisions[depth++];
    }

    @Override
    public int choose(View view, int outcomes) {
        if (depth == size) {
            branch(0, outcomes);
            decide(-1);
        }
        return -1 - decisions[depth++];
    }

    private void branch(long tasks, int outcomes) {
        Branch branch = new Branch(size, tasks, outcomes);
        if (branch.isOpen()) {
            branches.addLast(branch);
        }
    }

    @Override
    public void finished(View view, Outcome outcome) {
        if (outcome == Outcome.ENDED || outcome == Outcome.DEADLOCK || outcome == Outcome.STUCK_BEHIND_OOPS) {
            reduction.learn(view);
            met.add(view.stateHash());
        }
    }

    /** What is found must not depend on which way a state was reached first. */
    @Override
    public boolean looksBack() {
        return false;
    }
}
