// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.OptionalInt;
import probus.model.world.Outcome;
import probus.model.world.View;

/**
 * All interleavings with no preemption, then all with at most one, and so on (CHESS: Musuvathi and Qadeer, PLDI 2007): the
 * first bug found is one with the fewest preemptions. Complete when a round was not held back by its bound.
 *
 * <p>With a {@link Reduction}, a task is not preempted before a <i>silent mover</i>: a mover ({@link Exhaustive}) that does
 * not let anybody go on who waits. Nothing is lost by that. Where an execution has such a preemption, let the task do the
 * mover first. As it is a mover, the others do and see the same. The preemption is a step later, or is none any more because
 * the task waits now or has nothing left to do. When the task's turn comes again that step is missing from it; if that was
 * the whole turn, two switches become one, or none. And as nobody goes on who waited, no switch of another task that was
 * none becomes a preemption: for this movers must be silent, so neither an unlock, nor the signal of a completion, nor the
 * last step of a task is. So there are no more preemptions than before, and what follows by steps that do not agree with
 * what is known is found as by the exhaustive search.
 */
public final class PreemptionBound extends DepthFirst {
    private final int most;
    private Reduction reduction;
    private int bound;
    private boolean heldBack;
    private int done = -1;

    /** Rounds up to this bound, at least 0. */
    public PreemptionBound(int most) {
        this(most, Reduction.none());
    }

    /** {@return rounds up to this bound, without preemptions by which nothing is gained} */
    public static PreemptionBound reduced(int most) {
        return new PreemptionBound(most, Reduction.ofSilentMovers(new Sharing()));
    }

    /** Rounds up to this bound, without preemptions by which nothing is gained. */
    PreemptionBound(int most, Reduction reduction) {
        this.most = most;
        this.reduction = reduction;
    }

    @Override
    public String name() {
        return "bound" + most;
    }

    /** {@return the bound of the round that is being done} All rounds with a smaller one are complete. */
    int bound() {
        return bound;
    }

    @Override
    long candidates(Node node, View view) {
        Node before = lastStep();
        node.preemptions = before == null ? 0 : before.preemptions + (isPreemption(before) ? 1 : 0);
        learn(view);
        if (!reduction.isValid()) {
            return 0;
        }
        boolean free = node.current < 0 || (node.enabled >>> node.current & 1) == 0;
        if (!free && reduction.mayGoOn(view, node.current)) {
            return 1L << node.current;
        }
        if (free || node.preemptions < bound) {
            return node.enabled;
        }
        heldBack |= Long.bitCount(node.enabled) > 1;
        return 1L << node.current;
    }

    private void learn(View view) {
        reduction.learn(view);
        if (view.current() >= 0 && view.pending(view.current()) == null) {
            reduction.ended(lastStep().op);
        }
    }

    @Override
    public void finished(View view, Outcome outcome) {
        reduction.learn(view);
    }

    private static boolean isPreemption(Node node) {
        return node.current >= 0 && node.pick != node.current && (node.enabled >>> node.current & 1) != 0;
    }

    @Override
    public boolean next() {
        boolean valid = reduction.isValid();
        if (valid && super.next()) {
            return true;
        }
        done = valid ? bound : -1;
        if (valid && (!heldBack || bound == most)) {
            return false;
        }
        bound = valid ? bound + 1 : 0;
        reduction = valid ? reduction : reduction.renewed();
        heldBack = false;
        restart();
        return true;
    }

    @Override
    public OptionalInt preemptions() {
        return done < 0 ? OptionalInt.empty() : OptionalInt.of(done);
    }

    @Override
    public boolean isExhaustive() {
        return !heldBack;
    }
}
