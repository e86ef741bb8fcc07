// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Comparator;
import java.util.List;
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

    /** {@return what these decisions take} A task that only starts the others, before they do anything, does not count. */
    public static Cost of(Picks picks) {
        List<Block> blocks = Schedule.blocks(picks.decisions());
        int starter = picks.beganAlone() && blocks.size() > 1 ? blocks.get(0).task() : -1;
        boolean comesAgain = blocks.stream().skip(1).anyMatch(block -> block.task() == starter);
        int uncounted = starter >= 0 && !comesAgain ? 1 : 0;
        int tasks = (int) blocks.stream().mapToInt(Block::task).distinct().count();
        return new Cost(tasks - uncounted, picks.preemptions(), picks.switches() - uncounted, picks.steps());
    }

    @Override
    public int compareTo(Cost other) {
        return ORDER.compare(this, other);
    }
}
