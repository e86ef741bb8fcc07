// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.List;
import java.util.OptionalLong;
import probus.engine.catalog.Severity;

/**
 * What an exploration of the model has shown.
 *
 * @param kernel which kernel was modelled
 * @param board on which machine
 * @param setting what else was decided before the boot, as {@code driver_async_probe=rk_iommu}; {@code ""} for nothing
 * @param search how, and how far
 * @param rules which rules were asked, of which schedules
 * @param replay the command that runs a schedule again, up to where the schedule stands
 * @param findings what went wrong, each once, gravest first
 */
public record ExploreReport(
        KernelChoice kernel,
        String board,
        String setting,
        SearchFacts search,
        RuleFacts rules,
        String replay,
        List<FindingReport> findings) {
    /** A report whose findings stay as they are. */
    public ExploreReport {
        findings = List.copyOf(findings);
    }

    /**
     * How far a search went.
     *
     * @param strategy its word
     * @param random whether it draws at random, with a seed
     * @param seed the seed
     * @param schedules executions done
     * @param states different states met, by strategies that compare them
     * @param complete whether no behaviour was left out
     * @param end why it ended, if it is not complete
     * @param carriers what tasks ran on
     */
    public record SearchFacts(
            String strategy,
            boolean random,
            long seed,
            long schedules,
            OptionalLong states,
            boolean complete,
            String end,
            String carriers) {}

    /**
     * What the rules were asked.
     *
     * @param rules how many there are
     * @param samples schedules that were checked besides those of findings
     * @param drawn how those were chosen
     */
    public record RuleFacts(int rules, int samples, String drawn) {}

    /** {@return how many findings have this severity} */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** {@return whether something was found that is at least as grave} */
    public boolean fails(Severity atLeast) {
        return findings.stream().anyMatch(finding -> finding.severity().compareTo(atLeast) <= 0);
    }
}
