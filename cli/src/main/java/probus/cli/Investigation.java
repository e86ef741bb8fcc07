// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import probus.engine.RuleBase;
import probus.engine.Violation;
import probus.engine.catalog.Severity;
import probus.model.carrier.CarrierKind;
import probus.model.explore.Budget;
import probus.model.explore.Explorer;
import probus.model.explore.Found;
import probus.model.explore.Minimal;
import probus.model.explore.Minimiser;
import probus.model.explore.Pct;
import probus.model.explore.Program;
import probus.model.explore.RoundRobin;
import probus.model.explore.Sampling;
import probus.model.explore.Schedule;
import probus.model.explore.Search;
import probus.model.explore.Strategy;
import probus.model.run.Recording;
import probus.model.world.Finding;
import probus.report.FindingReport;

/**
 * Looks into what a search found: makes each schedule smaller, runs it again, and holds it against the rules; and holds
 * some schedules against the rules in which nothing went wrong. A rule that only breaks where something went wrong anyway
 * explains that; one that breaks elsewhere is a finding of its own.
 */
final class Investigation {
    /** How many schedules besides those with a finding the rules see. */
    static final int SAMPLES = 16;

    /** Steps of all executions that a search for fewer preemptions may take; a longer boot gets fewer executions. */
    private static final int PROOF_STEPS = 1_000_000;

    private static final Budget NO_PROOF = Budget.ofSchedules(0);
    private static final int DEPTH = 3;

    private final ExplorePlan plan;
    private final RuleFiles catalogue;
    private final Rulings rulings;
    private final long schedules;
    private final List<FindingReport> reports = new ArrayList<>();

    /** Rules that break even if nothing interrupts the boot, and those that go with a finding. */
    private final Map<String, Violation> always;

    private final Set<String> explained = new HashSet<>();
    private final Map<String, Found> elsewhere = new TreeMap<>();
    private final int uninterruptedSteps;

    Investigation(ExplorePlan plan, RuleFiles catalogue, Rulings rulings, long schedules) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.rulings = rulings;
        this.schedules = schedules;
        Recording uninterrupted = Recording.of(plan.program(), new RoundRobin(), plan.limits());
        // What breaks on the way to a crash that always comes belongs to the crash.
        boolean fails = uninterrupted
                .finding(finding -> Stories.severity(finding) == Severity.ERROR)
                .isPresent();
        always = fails ? Map.of() : rulings.broken(uninterrupted);
        uninterruptedSteps = Math.max(1, uninterrupted.steps().size());
    }

    /** {@return a report of each finding, and of each rule that breaks without one, gravest first} */
    List<FindingReport> of(List<Found> found) {
        boolean endless = false;
        for (Found each : found) {
            // Where an execution without end is when it is given up says nothing.
            boolean again = each.finding().kind() == Finding.Kind.LIVELOCK && endless;
            endless |= each.finding().kind() == Finding.Kind.LIVELOCK;
            if (!again) {
                look(each);
            }
        }
        always.keySet().forEach(rule -> hunt(rule, new RoundRobin(), uninterruptedSteps, schedules + 1));
        elsewhere.forEach((rule, race) -> {
            if (!explained.contains(rule)) {
                broken(rule, race, race.firstAt(), false);
            }
        });
        sample();
        return sorted();
    }

    /** {@return a report of what one execution shows; a rule that breaks in any is reported if the schedule is about it} */
    List<FindingReport> of(Schedule schedule, Recording recording) {
        Map<String, Violation> broken = rulings.broken(recording);
        broken.keySet()
                .removeIf(rule -> always.containsKey(rule) && !schedule.end().endsWith(":" + rule));
        boolean grave = false;
        Set<String> known = new HashSet<>();
        for (Finding finding : recording.findings()) {
            if (!known.add(finding.key())) {
                continue;
            }
            Found found = new Found(finding, 1, schedule, recording.cost());
            boolean isGrave = Stories.severity(finding) == Severity.ERROR;
            Minimal as = new Minimal(plan.program(), found, false, 0);
            reports.add(Stories.of(as, 1, recording, isGrave ? broken : Map.of()));
            grave |= isGrave;
        }
        for (Violation violation : grave ? List.<Violation>of() : broken.values()) {
            reports.add(Stories.ofRule(violation, schedule, recording.cost(), 1, recording, true));
        }
        return sorted();
    }

    private List<FindingReport> sorted() {
        reports.sort(Comparator.comparing(FindingReport::severity)
                .thenComparingLong(report -> report.size().firstAt())
                .thenComparing(FindingReport::kind)
                .thenComparing(FindingReport::function)
                .thenComparing(FindingReport::subject));
        return reports;
    }

    private void look(Found found) {
        boolean grave = Stories.severity(found.finding()) == Severity.ERROR;
        if (found.schedule().runs().isEmpty()) {
            reports.add(Stories.withoutSchedule(found.finding()));
            return;
        }
        Minimal minimal = minimise(
                plan.program(), found, grave ? Budget.ofSchedules(PROOF_STEPS / uninterruptedSteps) : NO_PROOF);
        Recording recording = Recording.of(plan.program(), minimal.found().schedule(), plan.limits());
        if (recording
                .finding(finding -> finding.key().equals(found.finding().key()))
                .isEmpty()) {
            // Another oops comes first, and nothing smaller shows it without: the kernel was dying already.
            return;
        }
        Map<String, Violation> broken = rulings.broken(recording);
        broken.keySet().removeAll(always.keySet());
        if (grave) {
            explained.addAll(broken.keySet());
        } else {
            Found small = minimal.found();
            broken.keySet()
                    .forEach(rule -> elsewhere.putIfAbsent(
                            rule, new Found(small.finding(), found.firstAt(), small.schedule(), small.cost())));
            broken.clear();
        }
        reports.add(Stories.of(minimal, found.firstAt(), recording, broken));
    }

    /** Rules may break in schedules in which nothing else does. */
    private void sample() {
        for (int number = 1; number <= SAMPLES; number++) {
            Recording recording = Recording.of(plan.program(), drawn(number), plan.limits());
            for (String rule : rulings.broken(recording).keySet()) {
                if (!explained.contains(rule) && !always.containsKey(rule)) {
                    Sampling again = drawn(number - 1);
                    hunt(rule, again, recording.steps().size(), schedules + 1 + number);
                }
            }
        }
    }

    private Sampling drawn(int number) {
        Pct sample = new Pct(DEPTH, uninterruptedSteps, plan.seed());
        sample.draw(number);
        return sample;
    }

    /** Does the strategy's next execution again, in which the rule is known to break, and reports that. */
    private void hunt(String rule, Strategy strategy, int end, long number) {
        RuleBase alone = Loading.now(Set.of(rule), catalogue);
        RuleWatch watch = new RuleWatch(plan.program(), alone, rulings.options(), end);
        try (Explorer explorer = new Explorer(watch, plan.limits())) {
            Optional<Found> found =
                    explorer.explore(strategy, Search.ALL.with(Budget.ofSchedules(1))).findings().stream()
                            .filter(each -> each.finding().subject().equals(rule))
                            .findFirst();
            found.ifPresent(each -> broken(rule, minimise(watch, each, NO_PROOF).found(), number, true));
        } finally {
            watch.close();
        }
    }

    private void broken(String rule, Found found, long firstAt, boolean own) {
        Recording recording = Recording.of(plan.program(), found.schedule(), plan.limits());
        Violation violation = rulings.broken(recording).get(rule);
        if (violation != null) {
            explained.add(rule);
            reports.add(Stories.ofRule(violation, found.schedule(), found.cost(), firstAt, recording, own));
        }
    }

    private Minimal minimise(Program program, Found found, Budget proof) {
        return new Minimiser(program, plan.limits(), CarrierKind.best(), proof).minimise(found);
    }
}
