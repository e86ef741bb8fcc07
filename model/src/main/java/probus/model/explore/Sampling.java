// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.View;

/**
 * A strategy whose executions are independent draws, numbered from 0: the same seed and number give the same execution,
 * whoever draws it and whatever was drawn before. It never ends by itself.
 */
public abstract class Sampling implements Strategy {
    private final String word;
    private final long seed;
    private long index = -1;

    /** The stream of the execution that is being drawn. */
    protected RandomStream random = new RandomStream(0);

    /** A strategy with that name for schedules, and its seed. */
    protected Sampling(String word, long seed) {
        this.word = word;
        this.seed = seed;
    }

    @Override
    public final String name() {
        return word + ":" + seed;
    }

    /** Prepares the execution with this number. */
    public final void draw(long number) {
        index = number;
        random = new RandomStream(seed, number);
        begin();
    }

    @Override
    public final boolean next() {
        draw(index + 1);
        return true;
    }

    /** Makes what the execution needs from the beginning; {@link #random} is fresh. */
    protected abstract void begin();

    @Override
    public int choose(View view, int outcomes) {
        return random.below(outcomes);
    }
}
