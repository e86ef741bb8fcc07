// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import probus.model.world.Footprint;
import probus.model.world.Op;
import probus.model.world.View;

/**
 * Goes through the tree of decisions depth first: each execution repeats the decisions of the one before up to the last one
 * that has an alternative, and takes that. Subclasses say which tasks are worth trying at a new node.
 */
abstract class DepthFirst implements Strategy {
    /** The decisions of this execution, from the first. */
    final List<Node> path = new ArrayList<>();

    private int depth;
    private boolean begun;

    /** A decision: the task that does the next step, or (outcomes not 0) the outcome of a choice. */
    static final class Node {
        final int step;
        final int current;
        final long enabled;
        final Footprint[] pending;
        final int outcomes;

        /** The task picked, or the outcome. */
        int pick;

        /** What it did; null for a choice. */
        Footprint op;

        /** Tasks to try, tasks that were tried, and tasks that need not be tried: that was done elsewhere. */
        long todo;

        long done;
        long sleep;

        /** For subclasses: preemptions so far; and for each task the last step of it that this step comes after. */
        int preemptions;

        int[] clock;

        private Node(View view, int outcomes) {
            this.step = view.step();
            this.current = view.current();
            this.outcomes = outcomes;
            this.enabled = outcomes > 0 ? 0 : view.enabled();
            this.pending = new Footprint[outcomes > 0 ? 0 : view.tasks()];
            for (int task = 0; task < pending.length; task++) {
                Op op = view.pending(task);
                pending[task] = op == null ? null : op.footprint();
            }
        }

        boolean isChoice() {
            return outcomes > 0;
        }

        private boolean advance() {
            if (isChoice()) {
                pick++;
                return pick < outcomes;
            }
            done |= 1L << pick;
            long rest = todo & ~done & ~sleep;
            if (rest == 0) {
                return false;
            }
            pick = RoundRobin.after(current, rest);
            op = pending[pick];
            return true;
        }
    }

    /** {@return the tasks to try at a new node} None: the execution is abandoned. May fill in the node. */
    abstract long candidates(Node node, View view);

    /** A task was picked, at a new node or as an alternative at an old one. */
    void picked(Node node, View view) {}

    @Override
    public boolean next() {
        if (!begun) {
            begun = true;
            return true;
        }
        depth = 0;
        while (!path.isEmpty()) {
            if (path.get(path.size() - 1).advance()) {
                return true;
            }
            path.remove(path.size() - 1);
        }
        return false;
    }

    /** Begins again at the root. */
    final void restart() {
        path.clear();
        depth = 0;
    }

    @Override
    public int pick(View view) {
        boolean old = depth < path.size();
        Node node = old ? path.get(depth) : new Node(view, 0);
        if (old) {
            repeat(node, view);
        } else {
            node.todo = candidates(node, view);
            if (node.todo == 0) {
                return ABANDON;
            }
            node.pick = RoundRobin.after(node.current, node.todo);
            path.add(node);
        }
        depth++;
        if (depth == path.size()) {
            node.op = node.pending[node.pick];
            picked(node, view);
        }
        return node.pick;
    }

    private void repeat(Node node, View view) {
        Op pending = node.isChoice() ? null : view.pending(node.pick);
        if (pending == null || pending.fingerprint() != node.op.fingerprint()) {
            throw new IllegalStateException("The model is not deterministic: at step " + view.step() + " task "
                    + node.pick + " did " + node.op + " before and now wants " + pending);
        }
    }

    @Override
    public int choose(View view, int outcomes) {
        if (depth == path.size()) {
            path.add(new Node(view, outcomes));
        }
        return path.get(depth++).pick;
    }

    /** {@return the last decision about a step, or null at the root} */
    final Node lastStep() {
        for (int i = path.size() - 1; i >= 0; i--) {
            if (!path.get(i).isChoice()) {
                return path.get(i);
            }
        }
        return null;
    }
}
