// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.time.Duration;

/**
 * How much a search may cost. When it is spent the search ends and says that it is not complete.
 *
 * @param schedules the number of executions
 * @param time the time; what is found in a given time depends on the machine
 */
public record Budget(long schedules, Duration time) {
    private static final Duration EVER = Duration.ofDays(10_000);

    /** As much as it takes. */
    public static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, EVER);

    /** {@return a budget of so many executions} */
    public static Budget ofSchedules(long schedules) {
        return new Budget(schedules, EVER);
    }

    /** {@return a budget of so much time} */
    public static Budget ofTime(Duration time) {
        return new Budget(Long.MAX_VALUE, time);
    }

    Meter start() {
        return new Meter(System.nanoTime());
    }

    /** The only clock of the explorer. */
    final class Meter {
        private final long startNanos;

        private Meter(long startNanos) {
            this.startNanos = startNanos;
        }

        boolean isSpent(long done) {
            return done >= schedules || System.nanoTime() - startNanos >= time.toNanos();
        }
    }
}
