// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.View;

/**
 * All interleavings with no preemption, then all with at most one, and so on (CHESS: Musuvathi and Qadeer, PLDI 2007): the
 * first bug found is one with the fewest preemptions. Complete when a round was not held back by its bound.
 */
public final class PreemptionBound extends DepthFirst {
    private final int most;
    private int bound;
    private boolean heldBack;

    /** Rounds up to this bound, at least 0. */
    public PreemptionBound(int most) {
        this.most = most;
    }

    @Override
    public String name() {
        return "bound" + most;
    }

    /** {@return the bound of the round that is being done} All rounds with a smaller one are complete. */
    public int bound() {
        return bound;
    }

    @Override
    long candidates(Node node, View view) {
        Node before = lastStep();
        node.preemptions = before == null ? 0 : before.preemptions + (isPreemption(before) ? 1 : 0);
        boolean free = node.current < 0 || (node.enabled >>> node.current & 1) == 0;
        if (free || node.preemptions < bound) {
            return node.enabled;
        }
        heldBack |= Long.bitCount(node.enabled) > 1;
        return 1L << node.current;
    }

    private static boolean isPreemption(Node node) {
        return node.current >= 0 && node.pick != node.current && (node.enabled >>> node.current & 1) != 0;
    }

    @Override
    public boolean next() {
        if (super.next()) {
            return true;
        }
        if (!heldBack || bound == most) {
            return false;
        }
        bound++;
        heldBack = false;
        restart();
        return true;
    }

    @Override
    public boolean isExhaustive() {
        return !heldBack;
    }
}
