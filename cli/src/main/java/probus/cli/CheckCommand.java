// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import probus.engine.catalog.Severity;
import probus.facts.KernelProfile;

/** {@code probus check}: its options, made sense of. */
@Command(
        name = "check",
        description = "Check traces and kernel logs: what was violated, by whom, and what cannot be told.",
        synopsisHeading = "Usage: ",
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    private static final Pattern VERSION = Pattern.compile("v?\\d+\\.\\d+.*");

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "Traces or logs, compressed or not; a directory is one boot. None, or -: standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            description = "The kernel that was recorded: 6.1.192, 6.1-rc1, or a profile. Default: what a log says.")
    private String kernel;

    @Option(
            names = "--rule",
            paramLabel = "ID",
            description = "Only this rule: its id, or a catalogue id for all that share it. May be repeated.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--ignore", paramLabel = "ID", description = "Not this rule. May be repeated.")
    private List<String> ignored = new ArrayList<>();

    @Option(names = "--device", paramLabel = "NAME", description = "Only violations that concern this device.")
    private String device;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to answer. Default: ${DEFAULT-VALUE}.")
    private String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the answer there instead of standard output.")
    private String output;

    @Option(
            names = "--fail-on",
            paramLabel = "error|warning|note",
            defaultValue = "error",
            description = "The least severity that makes the exit code 1. Default: ${DEFAULT-VALUE}.")
    private String failOn;

    @Option(names = "--strict", description = "Exit code 5 if nothing is violated but something undecided.")
    private boolean strict;

    @Option(names = "--one-boot", description = "All FILEs were recorded in one boot.")
    private boolean oneBoot;

    @Option(names = "--all", description = "Show every violation in full.")
    private boolean all;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also name the rules that nothing exercised.")
    private boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "Default: on a terminal, unless NO_COLOR is set.")
    private String color;

    @Option(names = "--width", paramLabel = "N", description = "Columns of a line. Default: the terminal's, or 100.")
    private int width;

    @Option(
            names = "--max-line",
            paramLabel = "BYTES",
            defaultValue = "65536",
            description = "Longer lines are not read. Default: ${DEFAULT-VALUE}.")
    private int maxLine;

    @Option(
            names = "--max-violations",
            paramLabel = "N",
            defaultValue = "100",
            description = "Violations kept of one rule; the others are counted. Default: ${DEFAULT-VALUE}.")
    private int maxViolations;

    @Option(
            names = "--max-history",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Events that rules may look back at. Default: ${DEFAULT-VALUE}.")
    private long maxHistory;

    private final Session session;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.timing("options parsed");
        RuleFiles catalogue = new RuleFiles();
        CheckPlan plan = new CheckPlan(
                files.isEmpty() ? List.of("-") : files,
                oneBoot,
                Optional.ofNullable(kernel).map(this::checkedKernel),
                selection(catalogue),
                Optional.ofNullable(device),
                severity(),
                strict,
                new CheckPlan.Limits(
                        positive("--max-line", maxLine),
                        positive("--max-violations", maxViolations),
                        positive("--max-history", maxHistory)));
        CheckPlan.Layout layout = new CheckPlan.Layout(
                oneOf("--format", format, "text", "json"),
                Optional.ofNullable(output),
                oneOf("--color", color, "auto", "always", "never"),
                width,
                verbose,
                all);
        try (Answers answers = Answers.open(layout, session)) {
            return new CheckRun(plan, catalogue, answers, session).run();
        } catch (Answers.NotWritable problem) {
            throw usage(problem.getMessage());
        }
    }

    /** The ids of all rules that are asked for; empty for all there are. */
    private Set<String> selection(RuleFiles catalogue) {
        Set<String> wanted = new LinkedHashSet<>();
        rules.forEach(word -> wanted.addAll(named(word, catalogue)));
        if (!ignored.isEmpty()) {
            if (rules.isEmpty()) {
                wanted.addAll(catalogue.ids());
            }
            ignored.forEach(word -> wanted.removeAll(named(word, catalogue)));
            if (wanted.isEmpty()) {
                throw usage("--ignore leaves no rule to check");
            }
        }
        return wanted;
    }

    private Set<String> named(String word, RuleFiles catalogue) {
        Set<String> found = catalogue.named(word);
        if (found.isEmpty()) {
            String hint = catalogue
                    .nearest(word)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("'probus rule list' shows all");
            throw usage("there is no rule '" + word + "'; " + hint);
        }
        return found;
    }

    private String checkedKernel(String word) {
        if (KernelProfile.of(word).isEmpty()) {
            List<String> names = new ArrayList<>();
            for (KernelProfile profile : KernelProfile.values()) {
                names.add(profile.id());
                names.add(profile.version());
            }
            String problem = VERSION.matcher(word).matches()
                    ? "kernel " + word + " is older than " + KernelProfile.P510.version()
                            + ", the oldest that there is a profile for"
                    : "'" + word + "' is no kernel version as 6.1.192 or 6.1-rc1 and no profile";
            String hint = Nearest.of(word, names)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("profiles: " + String.join(", ", names));
            throw usage(problem + "; " + hint);
        }
        return word;
    }

    private Severity severity() {
        return Severity.of(oneOf("--fail-on", failOn, "error", "warning", "note"));
    }

    private String oneOf(String option, String word, String... words) {
        if (!List.of(words).contains(word)) {
            String hint = Nearest.of(word, List.of(words))
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("one of " + String.join(", ", words));
            throw usage(option + " cannot be '" + word + "'; " + hint);
        }
        return word;
    }

    private <N extends Number> N positive(String option, N number) {
        if (number.longValue() < 1) {
            throw usage(option + " must be at least 1, not " + number);
        }
        return number;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
