// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import probus.engine.catalog.Severity;
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

    @Option(
            names = "--async",
            paramLabel = "DRIVER",
            split = ",",
            description = "Drivers that probe on workers; * for all.")
    private List<String> async = new ArrayList<>();

    @Option(
            names = "--inject",
            paramLabel = "SITE",
            split = ",",
            description = "Places at which something may fail, once in a boot.")
    private List<String> inject = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "WORD",
            description = "exhaustive, cache, dfs, sleep-sets, dpor, bound[:N], random, pct[:N], pos, round-robin."
                    + " Default: exhaustive.")
    private String strategy = "exhaustive";

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--budget",
            paramLabel = "N|TIME",
            description = "Schedules, or time as 30s or 5m. Default: to the end, or 10000 schedules if random.")
    private String budget = "";

    @Option(
            names = "--replay",
            paramLabel = "SCHEDULE|@FILE",
            description = "Run this one schedule, as a report shows it, instead of a search.")
    private String replay;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write the events of the gravest finding there, for 'probus check'.")
    private String trace;

    @Option(names = "--rule", paramLabel = "ID", description = "Only this rule. May be repeated.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--ignore", paramLabel = "ID", description = "Not this rule. May be repeated.")
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "error|warning|note",
            description = "The least severity that makes the exit code 1. Default: error.")
    private String failOn = "error";

    @Option(names = "--strict", description = "Exit code 5 if nothing is wrong but the search is not complete.")
    private boolean strict;

    @Option(names = "--format", paramLabel = "text|json", description = "How to answer. Default: text.")
    private String format = "text";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the answer there instead of standard output.")
    private String output;

    @Option(names = "--all", description = "Show every finding.")
    private boolean all;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            description = "Default: on a terminal, unless NO_COLOR is set.")
    private String color = "auto";

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "Columns of a line. Default: the terminal's, or 100.")
    private int width;

    ExploreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        RuleFiles catalogue = new RuleFiles();
        ExplorePlan plan;
        try {
            plan = plan(catalogue);
        } catch (UnreadableBoard | UnreadableSource problem) {
            session.say(problem.getMessage());
            return Exit.UNREADABLE;
        }
        CheckPlan.Layout layout = new CheckPlan.Layout(
                Choice.oneOf("--format", format, List.of("text", "json")),
                Optional.ofNullable(output),
                Choice.oneOf("--color", color, List.of("auto", "always", "never")),
                width,
                false,
                all);
        try (Output answer = Output.open(layout, session)) {
            return new ExploreRun(plan, catalogue, session).run(layout.format(), answer);
        }
    }

    private ExplorePlan plan(RuleFiles catalogue) {
        Approach approach = ModelSetting.approach(strategy);
        ModelSetting setting = ModelSetting.of("explore", kernel, board, async, inject);
        return new ExplorePlan(
                setting.kernel(),
                setting.program(),
                setting.untilOops(),
                approach.isExhaustive() ? setting.toTheEnd() : setting.untilOops(),
                again(),
                approach,
                seed,
                budget(approach),
                Optional.ofNullable(replay).map(word -> setting.schedule(ModelSetting.line(word))),
                Choice.rules(rules, ignored, catalogue),
                Severity.of(Choice.oneOf("--fail-on", failOn, List.of("error", "warning", "note"))),
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
        line.append(async.isEmpty() ? "" : " --async " + quoted(String.join(",", async)));
        line.append(inject.isEmpty() ? "" : " --inject " + String.join(",", inject));
        return line.toString();
    }

    private static String quoted(String word) {
        return word.contains("*") ? "'" + word + "'" : word;
    }
}
