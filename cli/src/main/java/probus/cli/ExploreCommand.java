// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import probus.engine.RuleBase;
import probus.model.board.UnreadableBoard;
import probus.model.explore.Budget;
import probus.model.run.Approach;

/** {@code probus explore}: makes sense of its options and runs it. */
@Command(
        name = "explore",
        description = "Search the interleavings of the modelled probe path: what can go wrong, and how.",
        synopsisHeading = "Usage: ",
        sortOptions = false)
final class ExploreCommand implements Callable<Integer> {
    private static final Pattern BUDGET = Pattern.compile("0*([1-9]\\d{0,8})(s|m|h)?");
    private static final Budget RANDOM = Budget.ofSchedules(10_000);

    private final Session session;

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            description =
                    "The kernel: 6.1-rc1, 6.1.192, or a profile; 'probus explain' tells what the model does there.")
    private String kernel;

    @Option(
            names = "--board",
            paramLabel = "NAME|FILE.dts",
            description = "The machine: one that comes with Probus, or a device tree source.")
    private String board;

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Option(
            names = "--strategy",
            paramLabel = "WORD",
            description = "exhaustive, cache, dfs, sleep-sets, dpor, bound[:N], random, pct[:N], pos, round-robin."
                    + " Default: exhaustive.")
    private String strategy = "exhaustive";

    @Option(
            names = "--budget",
            paramLabel = "N|TIME",
            description = "Schedules, or time as 30s or 5m. Default: to the end, or 10000 schedules if random.")
    private String budget = "";

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write the events of the gravest finding there, for 'probus check'.")
    private String trace;

    @Mixin
    private final RuleOptions rules = new RuleOptions();

    @Option(names = "--strict", description = "Exit code 5 if nothing is wrong but the search is not complete.")
    private boolean strict;

    @Option(names = "--all", description = "Show every finding.")
    private boolean all;

    @Mixin
    private final AnswerOptions answers = new AnswerOptions();

    ExploreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        RuleFiles catalogue = rules.catalogue();
        ExplorePlan plan;
        try {
            plan = plan(catalogue);
        } catch (UnreadableBoard | UnreadableSource problem) {
            session.say(problem.getMessage());
            return Exit.UNREADABLE;
        }
        CheckPlan.Layout layout = answers.layout(all);
        Future<RuleBase> loaded = Loading.begin(plan.rules(), catalogue, session);
        boolean fine = rules.areFine(loaded, catalogue, session);
        try (Output answer = Output.open(layout, session)) {
            int exit = new ExploreRun(plan, catalogue, loaded, session).run(layout.format(), answer);
            return fine ? exit : Exit.UNREADABLE;
        }
    }

    private ExplorePlan plan(RuleFiles catalogue) {
        Approach approach = ModelSetting.approach(strategy);
        ModelSetting setting = ModelSetting.of("explore", kernel, board, model.async(), model.inject());
        return new ExplorePlan(
                setting.kernel(),
                setting.program(),
                setting.untilOops(),
                approach.isExhaustive() ? setting.toTheEnd() : setting.untilOops(),
                again(),
                approach,
                model.seed(),
                budget(approach),
                model.replay().map(setting::schedule),
                rules.ids(catalogue),
                answers.failOn(),
                strict,
                Optional.ofNullable(trace));
    }

    private Budget budget(Approach approach) {
        if (budget.isEmpty()) {
            return approach.isRandom() ? RANDOM : Budget.UNLIMITED;
        }
        Matcher words = BUDGET.matcher(budget);
        if (!words.matches()) {
            throw new UsageException("--budget needs schedules as 10000, or time as 30s or 5m, not '" + budget + "'");
        }
        long number = Long.parseLong(words.group(1));
        if (words.group(2) == null) {
            return Budget.ofSchedules(number);
        }
        return Budget.ofTime(
                switch (words.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    private String again() {
        StringBuilder line = new StringBuilder("probus explore --kernel " + kernel + " --board " + board);
        String async = String.join(",", model.async());
        line.append(async.isEmpty() ? "" : " --async " + quoted(async));
        line.append(model.inject().isEmpty() ? "" : " --inject " + String.join(",", model.inject()));
        line.append(rules.words());
        return line.toString();
    }

    private static String quoted(String word) {
        return word.contains("*") ? "'" + word + "'" : word;
    }
}
