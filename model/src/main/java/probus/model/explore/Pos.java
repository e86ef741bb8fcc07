// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.Footprint;
import probus.model.world.Op;
import probus.model.world.View;

/**
 * A random priority for each pending step; the highest one is done, and the steps that depend on it draw again (partial
 * order sampling: Yuan, Yang and Gu, CAV 2018). Spreads over orders that matter better than {@link RandomWalk}.
 */
public final class Pos extends Sampling {
    private final long[] priorities = new long[Long.SIZE];
    private int known;

    /** Draws with this seed. */
    public Pos(long seed) {
        super("pos", seed);
    }

    @Override
    protected void begin() {
        known = 0;
    }

    @Override
    public int pick(View view) {
        for (; known < view.tasks(); known++) {
            priorities[known] = random.bits();
        }
        int best = -1;
        for (long rest = view.enabled(); rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(rest);
            best = best < 0 || priorities[task] > priorities[best] ? task : best;
        }
        Footprint done = view.pending(best).footprint();
        for (int task = 0; task < known; task++) {
            Op pending = view.pending(task);
            if (task == best || (pending != null && pending.footprint().dependsOn(done))) {
                priorities[task] = random.bits();
            }
        }
        return best;
    }
}
