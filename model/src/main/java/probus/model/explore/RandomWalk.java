// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.View;

/** Each step is of any task, with equal chances. Poor when one task is far behind. */
public final class RandomWalk extends Sampling {
    /** Draws with this seed. */
    public RandomWalk(long seed) {
        super("random", seed);
    }

    @Override
    protected void begin() {}

    @Override
    public int pick(View view) {
        return random.oneOf(view.enabled());
    }
}
