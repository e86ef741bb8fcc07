// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.function.Predicate;

/**
 * When an execution is ended before its tasks are.
 *
 * @param steps it is a livelock when it has so many steps
 * @param stopAt it is over when something like this was found; otherwise an oops ends only its task
 */
public record Limits(int steps, Predicate<Finding> stopAt) {
    private static final int MANY = 100_000;

    /** Goes on after everything, which shows all that can happen. */
    public static final Limits EVERYTHING = new Limits(MANY, finding -> false);

    /** The first oops is the end. */
    public static final Limits FIRST_OOPS =
            EVERYTHING.until(finding -> finding.kind().isOops());

    /** {@return the same, but over when something like this was found} */
    public Limits until(Predicate<Finding> found) {
        return new Limits(steps, found);
    }
}
