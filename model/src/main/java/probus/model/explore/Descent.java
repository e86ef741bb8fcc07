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
    private final States met;
    private final Deque<Branch> branches = new ArrayDeque<>();

    /** As {@link probus.model.world.Picks#decisions}. */
    private int[] decisions;

    private int size;
    private int depth;
    private boolean begun;

    /** The tasks that need not be tried at the next state. */
    private long asleep;

    /** From there, with the states met, whoever met them first. */
    Descent(Job job, Reduction reduction, States met) {
        this.reduction = reduction;
        this.met = met;
        this.decisions = Arrays.copyOf(job.prefix, Math.max(32, job.prefix.length));
        this.size = job.prefix.length;
        this.asleep = job.asleep;
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
        Branch branch = branches.peekLast();
        size = branch.at;
        decide(branch.take());
        asleep = branch.asleepAfter(decisions[branch.at]);
        depth = 0;
        return true;
    }

    /** {@return the decisions up to an alternative, the shallowest there is, which is now somebody else's; or null} */
    Job giveAway() {
        while (!branches.isEmpty() && !branches.peekFirst().isOpen()) {
            branches.removeFirst();
        }
        if (branches.isEmpty()) {
            return null;
        }
        Branch branch = branches.peekFirst();
        int[] prefix = Arrays.copyOf(decisions, branch.at + 1);
        prefix[branch.at] = branch.take();
        return new Job(prefix, branch.asleepAfter(prefix[branch.at]));
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
            long tasks = view.enabled() & view.tasks(met.visit(view.stateHash(), view.canonical(asleep)));
            if (tasks == 0) {
                return ABANDON;
            }
            Branch branch = new Branch(size, tasks, view, reduction);
            only = branch.take(RoundRobin.after(view.current(), tasks));
            asleep = branch.asleepAfter(only);
            keep(branch);
        }
        // One that sleeps may want what has become a mover.
        asleep &= ~(1L << only);
        decide(only);
        return decisions[depth++];
    }

    @Override
    public int choose(View view, int outcomes) {
        if (depth == size) {
            keep(new Branch(size, outcomes, asleep));
            decide(-1);
        }
        return -1 - decisions[depth++];
    }

    private void keep(Branch branch) {
        if (branch.isOpen()) {
            branches.addLast(branch);
        }
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
