// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import probus.engine.Evidence;
import probus.engine.Violation;
import probus.engine.catalog.Severity;
import probus.facts.ProbeEvent;
import probus.model.explore.Cost;
import probus.model.explore.Found;
import probus.model.explore.Minimal;
import probus.model.explore.Schedule;
import probus.model.run.Crash;
import probus.model.run.Meanwhile;
import probus.model.run.Recording;
import probus.model.world.Finding;
import probus.report.FindingReport;
import probus.report.FindingReport.Broken;
import probus.report.FindingReport.Size;
import probus.report.Moment;

/** Findings as they are reported: what they are called, how grave they are, and what of their schedule is shown. */
final class Stories {
    private static final String UNEXPLAINED =
            "no rule breaks on the way there: a rule is missing, or rules and model see it differently";
    private static final String NO_RULE = "only the model's own check notices: no rule about this invariant breaks";
    private static final String RULE_ALONE =
            "only the rule notices: nothing went wrong in the model, and none of its own checks failed";

    private Stories() {}

    static Severity severity(Finding finding) {
        return switch (finding.kind()) {
            case WARN, RACE, LOCK_ORDER -> Severity.WARNING;
            default -> Severity.ERROR;
        };
    }

    /** A circle of locks is known from all schedules together. */
    static FindingReport withoutSchedule(Finding finding) {
        Size none = new Size(0, 0, 0, 0, 0, false);
        return report(finding, none, "", List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** {@return the report of a finding of the model's own, with the rules that break on the way there} */
    static FindingReport of(Minimal minimal, long firstAt, Recording recording, Map<String, Violation> broken) {
        Found found = minimal.found();
        Finding finding = found.finding();
        boolean grave = severity(finding) == Severity.ERROR;
        List<Meanwhile.Row> rows = grave ? Meanwhile.of(recording, finding) : List.of();
        List<String> inside = new ArrayList<>();
        Meanwhile.inside(recording, finding, rows)
                .forEach((task, calls) -> inside.add(task + ": " + String.join(" < ", calls)));
        return report(
                finding,
                size(found.cost(), firstAt, minimal.proven()),
                found.schedule().toString(),
                broken(broken.values()),
                finding.kind().isOops() ? recording.crash().map(Crash::console).orElse(List.of()) : List.of(),
                moments(rows),
                inside,
                grave ? disagreement(finding, broken.values()) : List.of());
    }

    /** {@return in which way the rules see a finding differently, if they do} */
    private static List<String> disagreement(Finding finding, Collection<Violation> broken) {
        boolean invariant = finding.kind() == Finding.Kind.INVARIANT;
        boolean agreed = broken.stream()
                .anyMatch(each -> !invariant || each.rule().catalog().equals(finding.subject()));
        return agreed ? List.of() : List.of(invariant ? NO_RULE : UNEXPLAINED);
    }

    /** {@return the report of a rule that breaks where nothing else of that gravity does} */
    static FindingReport ofRule(
            Violation violation, Schedule schedule, Cost cost, long firstAt, Recording recording, boolean alone) {
        return new FindingReport(
                FindingReport.INVARIANT,
                violation.severity(),
                recording.function(violation.at()),
                violation.rule().id(),
                violation.message(),
                size(cost, firstAt, false),
                schedule.toString(),
                broken(List.of(violation)),
                List.of(),
                moments(violation),
                List.of(),
                alone ? List.of(RULE_ALONE) : List.of());
    }

    private static FindingReport report(
            Finding finding,
            Size size,
            String schedule,
            List<Broken> broken,
            List<String> console,
            List<Moment> moments,
            List<String> inside,
            List<String> notes) {
        return new FindingReport(
                // The kernel's lockdep warns of a circle of locks, too.
                finding.kind() == Finding.Kind.LOCK_ORDER
                        ? Finding.Kind.WARN.word()
                        : finding.kind().word(),
                severity(finding),
                finding.function(),
                subject(finding),
                message(finding),
                size,
                schedule,
                broken,
                console,
                moments,
                inside,
                notes);
    }

    private static Size size(Cost cost, long firstAt, boolean proven) {
        return new Size(firstAt, cost.tasks(), cost.preemptions(), cost.switches(), cost.steps(), proven);
    }

    /** A race is with somebody; races on one thing belong together. */
    private static String subject(Finding finding) {
        int with = finding.subject().indexOf(" with ");
        return with < 0 ? finding.subject() : finding.subject().substring(0, with);
    }

    private static String message(Finding finding) {
        return switch (finding.kind()) {
            case NULL_DEREFERENCE, USE_AFTER_FREE, DOUBLE_FREE ->
                finding.function() + " " + finding.message() + ", in " + finding.task();
            case WARN -> finding.function() + ": " + finding.subject() + " " + finding.message();
            default -> finding.message();
        };
    }

    private static List<Broken> broken(Collection<Violation> violations) {
        return violations.stream()
                .sorted(Comparator.comparing(Violation::severity)
                        .thenComparing(violation -> violation.at().getSeq())
                        .thenComparing(violation -> violation.rule().id()))
                .map(violation -> new Broken(
                        violation.rule().id(), violation.rule().catalog(), violation.severity(), violation.message()))
                .toList();
    }

    private static List<Moment> moments(List<Meanwhile.Row> rows) {
        List<Moment> moments = new ArrayList<>();
        for (Meanwhile.Row row : rows) {
            moments.add(row.event()
                    .map(event -> Moment.of(row.step(), event, row.marked()))
                    .orElseGet(() -> Moment.of(row.step(), row.task(), row.words(), row.marked())));
        }
        return moments;
    }

    private static List<Moment> moments(Violation violation) {
        Set<Long> evidence = new HashSet<>();
        violation.evidence().forEach(item -> evidence.add(item.event().getSeq()));
        return Stream.concat(violation.evidence().stream().map(Evidence::event), violation.context().stream())
                .filter(event -> event.getTask().isKnown())
                .sorted(Comparator.comparingLong(ProbeEvent::getSeq))
                .map(event -> Moment.of(event.at().origin().line(), event, evidence.contains(event.getSeq())))
                .toList();
    }

    /** {@return the gravest finding that one schedule shows} */
    static Optional<String> gravest(List<FindingReport> findings) {
        return findings.stream()
                .map(FindingReport::schedule)
                .filter(schedule -> !schedule.isEmpty())
                .findFirst();
    }
}
