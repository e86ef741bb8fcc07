// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import probus.engine.RuleBase;
import probus.model.carrier.CarrierKind;
import probus.model.explore.Budget;
import probus.model.explore.Exploration;
import probus.model.explore.Explorer;
import probus.model.explore.Schedule;
import probus.model.explore.Search;
import probus.model.linux.CommandLine;
import probus.model.run.Recording;
import probus.model.world.Finding;
import probus.report.ExploreJson;
import probus.report.ExploreReport;
import probus.report.ExploreReport.RuleFacts;
import probus.report.ExploreReport.SearchFacts;
import probus.report.ExploreText;
import probus.report.FindingReport;
import probus.report.Words;

/** Searches, or replays, and answers. */
final class ExploreRun {
    private final ExplorePlan plan;
    private final RuleFiles catalogue;
    private final Session session;
    private final Rulings rulings;

    ExploreRun(ExplorePlan plan, RuleFiles catalogue, Future<RuleBase> rules, Session session) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.session = session;
        rulings = new Rulings(rules, catalogue, plan.program().version().profile(), plan.rules());
    }

    /** {@return the exit code} */
    int run(String format, Output output) throws IOException {
        Optional<ExploreReport> report =
                plan.replay().isPresent() ? replay(plan.replay().get()) : Optional.of(search());
        if (report.isEmpty()) {
            return Exit.UNREADABLE;
        }
        if (format.equals("json")) {
            new ExploreJson(Version.get()).write(report.get(), output.writer());
        } else {
            new ExploreText(output.text()).write(report.get(), output.writer());
        }
        output.flush();
        trace(report.get());
        if (report.get().fails(plan.failOn())) {
            return Exit.VIOLATED;
        }
        return plan.strict() && !report.get().search().complete() ? Exit.UNDECIDED : Exit.OK;
    }

    private ExploreReport search() {
        StatusLine line = new StatusLine(session);
        Search how = Search.ALL.with(plan.budget()).telling(new SearchProgress(line));
        Exploration exploration =
                plan.approach().search(plan.program(), plan.searched(), CarrierKind.best(), plan.seed(), how);
        session.timing("searched");
        line.show(() -> Words.count(exploration.findings().size(), "finding") + ", being minimised");
        Investigation investigation = new Investigation(plan, catalogue, rulings, exploration.schedules());
        List<FindingReport> findings = investigation.of(exploration.findings());
        line.erase();
        session.timing("investigated");
        SearchFacts facts = new SearchFacts(
                plan.approach().word(),
                plan.approach().isRandom(),
                plan.seed(),
                exploration.schedules(),
                exploration.states(),
                exploration.complete(),
                end(exploration),
                carriers());
        return report(facts, true, findings);
    }

    /** {@return why a search that is not complete is over} */
    private String end(Exploration exploration) {
        if (plan.approach().word().equals("round-robin")) {
            return "it is one schedule of many";
        }
        boolean endless = exploration.findings().stream()
                .anyMatch(found -> found.finding().kind() == Finding.Kind.LIVELOCK);
        if (endless) {
            return "an execution without end was given up";
        }
        String why = isToItsBound() ? "more were not" : "the budget is spent";
        OptionalInt preemptions = exploration.preemptions();
        return preemptions.isEmpty()
                ? why
                : "everything with at most " + Words.count(preemptions.getAsInt(), "preemption") + " was tried, " + why;
    }

    private boolean isToItsBound() {
        return plan.approach().word().startsWith("bound") && plan.budget().equals(Budget.UNLIMITED);
    }

    /** {@return what one schedule shows; nothing if it cannot be followed} */
    private Optional<ExploreReport> replay(Schedule schedule) {
        Recording recording = Recording.of(plan.program(), schedule, plan.limits());
        if (recording.divergence().isPresent()) {
            session.say("--replay: the schedule cannot be followed: after "
                    + Words.count(recording.divergence().get().step(), "step") + ", "
                    + recording.divergence().get().message() + hint(schedule));
            return Optional.empty();
        }
        List<FindingReport> findings = new Investigation(plan, catalogue, rulings, 1).of(schedule, recording);
        SearchFacts facts = new SearchFacts(
                "replay", false, plan.seed(), 1, OptionalLong.empty(), false, "it is one schedule", carriers());
        return Optional.of(report(facts, false, findings));
    }

    private String hint(Schedule schedule) {
        try (Explorer explorer = new Explorer(plan.program(), plan.limits())) {
            return explorer.modelHash() == schedule.model()
                    ? ""
                    : "; it is of another version of the model or the board";
        }
    }

    private ExploreReport report(SearchFacts facts, boolean sampled, List<FindingReport> findings) {
        RuleFacts rules = new RuleFacts(
                rulings.count(),
                sampled ? Investigation.SAMPLES + 1 : 0,
                "(one without preemption, " + Investigation.SAMPLES + " by pct:3, seed " + plan.seed() + ")");
        return new ExploreReport(
                plan.kernel(),
                plan.program().board().name(),
                setting(plan.program().command_line()),
                facts,
                rules,
                plan.again() + " --replay ",
                findings);
    }

    private static String setting(CommandLine line) {
        List<String> words = new ArrayList<>();
        if (!line.driver_async_probe().isEmpty()) {
            words.add("driver_async_probe=" + String.join(",", line.driver_async_probe()));
        }
        if (!line.inject().isEmpty()) {
            words.add("one of "
                    + String.join(", ", line.inject().stream().sorted().toList()) + " may fail");
        }
        return String.join(", ", words);
    }

    private static String carriers() {
        return CarrierKind.best() == CarrierKind.CONTINUATION ? "continuations" : "threads";
    }

    private void trace(ExploreReport report) {
        if (plan.trace().isEmpty()) {
            return;
        }
        Optional<Schedule> schedule =
                plan.replay().or(() -> Stories.gravest(report.findings()).map(Schedule::parse));
        if (schedule.isEmpty()) {
            session.say("--trace: nothing was found, so " + plan.trace().get() + " is not written");
            return;
        }
        TraceFile.write(
                plan.trace().get(),
                plan.kernel().version(),
                Recording.of(plan.program(), schedule.get(), plan.limits()));
    }
}
