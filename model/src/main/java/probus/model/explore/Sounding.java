// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.OptionalLong;
import probus.model.world.Scheduler;
import probus.model.world.View;

/**
 * Guesses how many states there are from how many a search has met: random executions tell which part of the states on their
 * way was met. Too low as long as the search is in some corner, but better than nothing. Changes nothing of the search.
 */
final class Sounding implements Scheduler {
    private static final int EXECUTIONS = 16;

    private final Reduction reduction;
    private final States states;
    private final RandomStream random = new RandomStream(1);
    private long passed;
    private long met;

    Sounding(Reduction reduction, States states) {
        this.reduction = reduction;
        this.states = states;
    }

    /** {@return the guess, if there is reason for one} */
    OptionalLong states(Explorer explorer) {
        for (int i = 0; i < EXECUTIONS; i++) {
            explorer.execute(this);
        }
        return met == 0 ? OptionalLong.empty() : OptionalLong.of((long) ((double) states.size() * passed / met));
    }

    @Override
    public int pick(View view) {
        reduction.learn(view);
        int only = reduction.onlyOne(view);
        if (only == Reduction.NOBODY) {
            long few = reduction.several(view);
            passed++;
            met += states.contains(view.stateHash()) ? 1 : 0;
            only = random.oneOf(few);
        }
        return only;
    }

    @Override
    public int choose(View view, int outcomes) {
        return random.below(outcomes);
    }

    @Override
    public boolean looksBack() {
        return false;
    }
}
