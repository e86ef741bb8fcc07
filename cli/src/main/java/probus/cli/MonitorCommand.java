// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import probus.cli.boot.BootCheck;
import probus.cli.live.Monitor;
import probus.cli.live.Pace;
import probus.cli.live.Source;
import probus.engine.CheckOptions;
import probus.engine.RuleBase;

/** {@code probus monitor}: makes sense of its options and runs it. */
@Command(
        name = "monitor",
        description = "Watch a source of events and tell each violation at the event that causes it.",
        synopsisHeading = "Usage: ",
        sortOptions = false,
        footer = {
            "",
            "Without --board it reads FILE, or standard input: cat /sys/kernel/tracing/trace_pipe | probus monitor -",
            "With --board it watches the model, boot after boot. Ctrl-C ends it, with its verdicts and exit code."
        })
final class MonitorCommand implements Callable<Integer> {
    private static final double WATCHABLE = 100;
    private static final int PORT_MAX = 65_535;

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A trace or a log, compressed or not. None, or -: standard input.")
    private String file;

    @Mixin
    private final MonitorSources sources = new MonitorSources();

    @Option(
            names = "--speed",
            paramLabel = "N|max|step",
            description = "Events of the model a second; step: one for each line on standard input. Default: max,"
                    + " 100 with --serve.")
    private String speed;

    @Mixin
    private final RuleOptions rules = new RuleOptions();

    @Option(names = "--device", paramLabel = "NAME", description = "Only violations that concern this device.")
    private String device;

    @Option(names = "--events", description = "Tell each event, too.")
    private boolean events;

    @Option(
            names = "--serve",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "0",
            preprocessor = AnyPort.class,
            description = "Show it on a page as well, on this port or any that is free; its address is printed.")
    private Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Where the page is to be reached. Default: 127.0.0.1, by nobody else.")
    private String host = "127.0.0.1";

    @Option(names = "--strict", description = "Exit code 5 if nothing is violated but something is undecided.")
    private boolean strict;

    @Option(names = "--queue", paramLabel = "N", description = "Events that may wait to be checked. Default: 65536.")
    private int queue = 1 << 16;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            description = "How long a pipe or a socket waits for a full queue before events are dropped and counted as"
                    + " lost. Default: 1000.")
    private long patience = 1000;

    @Option(
            names = "--max-violations",
            paramLabel = "N",
            description = "Violations of one rule and boot that are kept for its verdict. Default: 100.")
    private int maxViolations = 100;

    @Option(
            names = "--max-history",
            paramLabel = "N",
            description = "Events of one boot that history rules may look back at. Default: 1000000.")
    private long maxHistory = 1_000_000;

    @Mixin
    private final AnswerOptions answers = new AnswerOptions();

    /** What follows {@code --serve} and is no number is a FILE. */
    static final class AnyPort implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> context) {
            boolean number = !words.isEmpty() && words.peek().matches("\\d+");
            if (!number && !"=".equals(context.get("separator"))) {
                words.push("0");
            }
            return false;
        }
    }

    MonitorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        RuleFiles catalogue = rules.catalogue();
        MonitorPlan plan = plan(catalogue);
        Source source;
        try {
            source = sources.open(Optional.ofNullable(file), port != null, session);
        } catch (UnreadableSource problem) {
            session.say(problem.getMessage());
            return Exit.UNREADABLE;
        }
        Future<RuleBase> loaded =
                Loading.begin(plan.settings().request().options().rules(), catalogue, session);
        boolean fine = rules.areFine(loaded, catalogue, session);
        try (Output answer = Output.open(plan.layout(), session)) {
            int exit = new MonitorRun(plan, source, Loading.rules(loaded), session).run(answer);
            return fine ? exit : Exit.UNREADABLE;
        }
    }

    private MonitorPlan plan(RuleFiles catalogue) {
        if (port != null && (port < 0 || port > PORT_MAX)) {
            throw new UsageException("--serve cannot be " + port + ": a port is at most " + PORT_MAX);
        }
        if (queue < 2 || patience < 0 || maxViolations < 1 || maxHistory < 1) {
            throw new UsageException("--queue, --patience, --max-violations and --max-history need a number above 0");
        }
        CheckOptions options = new CheckOptions(
                Optional.empty(), rules.ids(catalogue), Optional.ofNullable(device), maxViolations, maxHistory);
        CheckPlan.Layout layout = answers.layout(false);
        return new MonitorPlan(
                new Monitor.Settings(
                        new BootCheck.Request(sources.kernel(), options, 1),
                        queue,
                        patience,
                        perSecond(),
                        "step".equals(speed)),
                layout.format().equals("json"),
                layout,
                events || "step".equals(speed),
                answers.failOn(),
                strict,
                Optional.ofNullable(port).map(number -> new MonitorPlan.Page(host, number)));
    }

    private double perSecond() {
        if (speed == null) {
            return sources.isModel() && port != null ? WATCHABLE : Pace.UNTHROTTLED;
        }
        if (!sources.isModel()) {
            throw new UsageException(
                    "--speed is for the model; what else is watched goes at its own speed",
                    Optional.empty(),
                    "give --board to watch the model");
        }
        if (speed.equals("max") || speed.equals("step")) {
            return Pace.UNTHROTTLED;
        }
        if (!speed.matches("\\d{1,9}(\\.\\d{1,3})?") || Double.parseDouble(speed) < Pace.SLOWEST) {
            throw new UsageException(
                    "--speed cannot be '" + speed + "'",
                    Optional.empty(),
                    "it can be 0.1 or more events a second, max, or step");
        }
        return Double.parseDouble(speed);
    }
}
