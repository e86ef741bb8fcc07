// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Arrays;
import probus.model.world.Footprint;
import probus.model.world.Kind;
import probus.model.world.Outcome;
import probus.model.world.Task;
import probus.model.world.View;

/**
 * Dynamic partial order reduction with source sets and sleep sets (Abdulla and others, POPL 2014): at each step that could
 * have come before an earlier one, a task that leads there is added to what is tried at the earlier one. Completes each
 * trace once. Needs no fingerprint of states, so it checks {@link CachedDfs}.
 */
public final class Dpor extends SleepSets {
    @Override
    public String name() {
        return "dpor";
    }

    @Override
    long candidates(Node node, View view) {
        long awake = super.candidates(node, view);
        return awake == 0 ? 0 : 1L << RoundRobin.after(node.current, awake);
    }

    @Override
    void picked(Node node, View view) {
        int end = path.size() - 1;
        addAlternatives(new Next(node.pick, node.op, end, clock(node.pick, end, view)));
        node.clock = clockAfter(node, view);
    }

    @Override
    public void finished(View view, Outcome outcome) {
        for (int task = 0; task < view.tasks(); task++) {
            if (view.pending(task) != null && (view.enabled() >>> task & 1) == 0) {
                Footprint op = view.pending(task).footprint();
                addAlternatives(new Next(task, op, path.size(), clock(task, path.size(), view)));
            }
        }
    }

    /** A step that comes after the first {@code end} decisions, and the clock of its task before it. */
    private static final class Next {
        private final int task;
        private final Footprint op;
        private final int end;
        private final int[] known;

        Next(int task, Footprint op, int end, int[] known) {
            this.task = task;
            this.op = op;
            this.end = end;
            this.known = known;
        }
    }

    /** For each step before the next one that this could have come before: lets it be tried there. */
    private void addAlternatives(Next next) {
        int[] covered = next.known;
        for (int i = next.end - 1; i >= 0; i--) {
            Node earlier = path.get(i);
            if (!earlier.isChoice()
                    && !isIn(covered, earlier)
                    && earlier.op.dependsOn(next.op)
                    && earlier.op.mayCompeteWith(next.op)) {
                boolean reversible = addAlternative(i, next);
                // Where the step could not be done, what keeps it from it came earlier still.
                covered = reversible ? join(covered, earlier.clock) : covered;
            }
        }
    }

    /**
     * Instead of that step, one must be tried that can begin what follows without it, up to the next one.
     *
     * @return whether there is one that can be done there; if not, all are tried that can
     */
    private boolean addAlternative(int at, Next next) {
        Node reversed = path.get(at);
        long seen = 0;
        long initials = 0;
        boolean nextCanBegin = true;
        for (int i = at + 1; i < next.end; i++) {
            Node node = path.get(i);
            if (node.isChoice() || isIn(node.clock, reversed)) {
                continue;
            }
            long bit = 1L << node.pick;
            initials |= (seen & bit) == 0 && !isAfterAny(node.clock, at, i) ? bit : 0;
            seen |= bit;
            nextCanBegin &= !isIn(next.known, node) && !node.op.dependsOn(next.op);
        }
        initials |= nextCanBegin && (seen >>> next.task & 1) == 0 ? 1L << next.task : 0;
        long possible = initials & reversed.enabled;
        if ((initials & (reversed.todo | reversed.done | reversed.sleep)) == 0) {
            reversed.todo |= possible == 0 ? reversed.enabled : Long.lowestOneBit(possible);
        }
        return possible != 0;
    }

    /** {@return whether a step between {@code at} and {@code to}, that is not after the one at {@code at}, is in the clock} */
    private boolean isAfterAny(int[] clock, int at, int to) {
        Node reversed = path.get(at);
        for (int i = at + 1; i < to; i++) {
            Node node = path.get(i);
            if (!node.isChoice() && !isIn(node.clock, reversed) && isIn(clock, node)) {
                return true;
            }
        }
        return false;
    }

    private int[] clockAfter(Node node, View view) {
        int[] clock = clock(node.pick, path.size() - 1, view);
        for (int i = path.size() - 2; i >= 0; i--) {
            Node earlier = path.get(i);
            if (!earlier.isChoice() && !isIn(clock, earlier) && earlier.op.dependsOn(node.op)) {
                clock = join(clock, earlier.clock);
            }
        }
        if (node.op.kind() == Kind.JOIN) {
            for (Task joined : view.pending(node.pick).location().joins()) {
                clock = join(clock, clock(joined.id(), path.size() - 1, view));
            }
        }
        clock = node.pick < clock.length ? clock.clone() : Arrays.copyOf(clock, node.pick + 1);
        clock[node.pick] = node.step + 1;
        return clock;
    }

    /** {@return for each task, the last of its steps before {@code end} that this task's next one comes after in any case} */
    private int[] clock(int task, int end, View view) {
        int startedAt = view.startedAt(task);
        for (int i = end - 1; i >= 0; i--) {
            Node node = path.get(i);
            if (!node.isChoice() && (node.pick == task || node.step + 1 == startedAt)) {
                return node.clock;
            }
        }
        return new int[0];
    }

    /** {@return whether the step comes before what has that clock} */
    private static boolean isIn(int[] clock, Node step) {
        return step.pick < clock.length && clock[step.pick] > step.step;
    }

    private static int[] join(int[] one, int[] other) {
        int[] joined = Arrays.copyOf(one, Math.max(one.length, other.length));
        for (int i = 0; i < other.length; i++) {
            joined[i] = Math.max(joined[i], other[i]);
        }
        return joined;
    }
}
