// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a search has shown.
 *
 * @param program what was explored
 * @param strategy how
 * @param schedules the executions done, or as many as there are ends and states met again ({@link Exhaustive})
 * @param abandoned those of them that the strategy left because they would show nothing new
 * @param states the different states met, by strategies that compare them
 * @param traces the different complete executions up to the order of independent steps, if they were counted
 * @param preemptions with how many preemptions, or fewer, everything was tried, if they were counted
 * @param complete whether no behaviour was left out
 * @param findings what went wrong, each once, gravest first
 */
public record Exploration(
        String program,
        String strategy,
        long schedules,
        long abandoned,
        OptionalLong states,
        OptionalLong traces,
        OptionalInt preemptions,
        boolean complete,
        List<Found> findings) {
    /** A result whose findings do not change any more. */
    public Exploration {
        findings = List.copyOf(findings);
    }
}
