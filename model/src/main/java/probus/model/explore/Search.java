// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.function.Predicate;
import probus.model.world.Finding;

/**
 * How far a search goes.
 *
 * @param budget what it may cost
 * @param until it is over when something like this was found
 * @param countTraces whether executions are compared, up to the order of independent steps
 * @param progress who is told how far it is
 */
public record Search(Budget budget, Predicate<Finding> until, boolean countTraces, Progress progress) {
    /** To the end. */
    public static final Search ALL = new Search(Budget.UNLIMITED, finding -> false, false, Progress.NONE);

    /** {@return the same with this budget} */
    public Search with(Budget other) {
        return new Search(other, until, countTraces, progress);
    }

    /** {@return the same, over when something like this was found} */
    public Search until(Predicate<Finding> found) {
        return new Search(budget, found, countTraces, progress);
    }

    /** {@return the same, counting different traces} */
    public Search countingTraces() {
        return new Search(budget, until, true, progress);
    }

    /** {@return the same, telling somebody} */
    public Search telling(Progress listener) {
        return new Search(budget, until, countTraces, listener);
    }
}
