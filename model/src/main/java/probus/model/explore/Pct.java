// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Arrays;
import probus.model.world.View;

/**
 * Random priorities, lowered at few random steps (PCT: Burckhardt and others, ASPLOS 2010). The task with the highest
 * priority goes on. A bug that needs d orderings is found with a chance of at least 1 / (n k^(d-1)) per execution, for n
 * tasks and k steps.
 */
public final class Pct extends Sampling {
    private final int[] changes;
    private final int steps;
    private final long[] priorities = new long[Long.SIZE];
    private int known;

    /**
     * Draws for bugs of this depth.
     *
     * @param depth the number of orderings that a bug needs, at least 1; priorities change one time less
     * @param steps about how many steps an execution has, at least 1
     */
    public Pct(int depth, int steps, long seed) {
        super("pct" + depth, seed);
        this.changes = new int[depth - 1];
        this.steps = steps;
    }

    @Override
    protected void begin() {
        known = 0;
        for (int i = 0; i < changes.length; i++) {
            changes[i] = 1 + random.below(steps);
        }
        Arrays.sort(changes);
    }

    @Override
    public int pick(View view) {
        for (; known < view.tasks(); known++) {
            priorities[known] = changes.length + (random.bits() >>> 2);
        }
        for (int i = 0; i < changes.length; i++) {
            if (changes[i] == view.step() && view.current() >= 0) {
                priorities[view.current()] = i;
            }
        }
        int best = -1;
        for (long rest = view.enabled(); rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(rest);
            best = best < 0 || priorities[task] > priorities[best] ? task : best;
        }
        return best;
    }
}
