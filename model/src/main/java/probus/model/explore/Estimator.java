// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.Outcome;
import probus.model.world.View;

/**
 * Guesses the number of all interleavings from random ones: the mean of the products of the numbers of tasks that could go
 * on (Knuth, Mathematics of Computation 29, 1975). Right on average, but a few samples are mostly too low.
 */
public final class Estimator extends Sampling {
    private double product;
    private double sum;
    private long samples;

    /** Draws with this seed. */
    public Estimator(long seed) {
        super("estimate", seed);
    }

    @Override
    protected void begin() {
        product = 1;
    }

    @Override
    public int pick(View view) {
        product *= Long.bitCount(view.enabled());
        return random.oneOf(view.enabled());
    }

    @Override
    public int choose(View view, int outcomes) {
        product *= outcomes;
        return super.choose(view, outcomes);
    }

    @Override
    public void finished(View view, Outcome outcome) {
        sum += product;
        samples++;
    }

    /** {@return the guess; not a number before the first sample} */
    public double schedules() {
        return sum / samples;
    }
}
