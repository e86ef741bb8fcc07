// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Comparator;
import probus.model.world.Picks;

/**
 * How much a person has to follow in a schedule.
 *
 * @param tasks the tasks that do a step
 * @param preemptions the switches away from a task that could have gone on
 * @param switches all switches
 * @param steps the steps
 */
public record Cost(int tasks, int preemptions, int switches, int steps) implements Comparable<Cost> {
    private static final Comparator<Cost> ORDER = Comparator.comparingInt(Cost::tasks)
            .thenComparingInt(Cost::preemptions)
            .thenComparingInt(Cost::switches)
            .thenComparingInt(Cost::steps);

    /** {@return what these decisions take} */
    public static Cost of(Picks picks) {
        long tasks = 0;
        for (int decision : picks.decisions()) {
            tasks |= decision >= 0 ? 1L << decision : 0;
        }
        return new Cost(Long.bitCount(tasks), picks.preemptions(), picks.switches(), picks.steps());
    }

    @Override
    public int compareTo(Cost other) {
        return ORDER.compare(this, other);
    }
}
