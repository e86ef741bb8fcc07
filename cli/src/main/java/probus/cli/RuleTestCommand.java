// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import probus.cli.RuleTests.Outcome;
import probus.engine.author.ExampleTest;
import probus.engine.author.ExampleTest.Failure;
import probus.report.Words;

/** {@code probus rule test}: runs examples. */
@Command(
        name = "test",
        description = {
            "Run the examples beside rules: what was expected against what is, at the line concerned.",
            "Exit code 1 if an example fails, 3 if a rule cannot be read."
        },
        synopsisHeading = "Usage: ")
final class RuleTestCommand implements Callable<Integer> {
    private static final long EVERY_MILLISECONDS = 150;

    private final Session session;

    @Mixin
    private final RulePaths paths = new RulePaths();

    @Option(names = "--watch", description = "Run again whenever a file is saved, until interrupted.")
    private boolean watch;

    @Option(names = "--format", paramLabel = "text|junit", defaultValue = "text", description = "How to answer.")
    private String format = "text";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the answer there.")
    private String output;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also name the examples that are as expected.")
    private boolean verbose;

    RuleTestCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Choice.oneOf("--format", format, List.of("text", "junit"));
        RuleFiles catalogue = new RuleFiles();
        RuleTargets targets = paths.targets(catalogue);
        if (watch && targets.roots().isEmpty()) {
            throw new UsageException("--watch needs a folder or a rule file: bundled rules do not change");
        }
        RuleTests tests = new RuleTests(catalogue);
        List<Outcome> outcomes = answer(tests.run(targets));
        if (watch) {
            watch(tests, targets, catalogue);
        }
        return exit(outcomes);
    }

    private static int exit(List<Outcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> !outcome.problems().isEmpty())) {
            return Exit.UNREADABLE;
        }
        return outcomes.stream().allMatch(Outcome::passed) ? Exit.OK : Exit.VIOLATED;
    }

    private List<Outcome> answer(List<Outcome> outcomes) throws IOException {
        if (output == null) {
            write(outcomes, session.out().writer());
            session.out().writer().flush();
        } else {
            try (Writer file = Output.create("--output", output)) {
                write(outcomes, new PrintWriter(file, true));
            }
        }
        return outcomes;
    }

    private void write(List<Outcome> outcomes, PrintWriter out) {
        if (format.equals("junit")) {
            JUnitTests.write(outcomes, out);
        } else {
            text(outcomes, out);
        }
        out.flush();
    }

    /** Looks at the files again and again: what a save does to a file differs from editor to editor. */
    private void watch(RuleTests tests, RuleTargets first, RuleFiles catalogue) throws IOException {
        session.say("watching " + String.join(", ", paths.words()) + "; stop with Ctrl-C");
        RuleTargets last = first;
        while (!Thread.interrupted()) {
            try {
                Thread.sleep(EVERY_MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
            RuleTargets now = look(last, catalogue);
            if (!now.rules().equals(last.rules())) {
                long start = System.nanoTime();
                last = now;
                answer(tests.run(now));
                session.say("run again in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            }
        }
    }

    /** A file that is just being written may be missing for a moment. */
    private RuleTargets look(RuleTargets last, RuleFiles catalogue) {
        try {
            return paths.targets(catalogue);
        } catch (RuntimeException e) {
            return last;
        }
    }

    private void text(List<Outcome> outcomes, PrintWriter out) {
        int examples = 0;
        int failed = 0;
        for (Outcome outcome : outcomes) {
            if (!outcome.problems().isEmpty()) {
                Map<String, String> texts = new HashMap<>();
                texts.put(outcome.rule().file(), outcome.rule().text());
                LintText lint = new LintText(texts, out);
                outcome.problems().forEach(lint::write);
            } else if (outcome.tests().isEmpty()) {
                out.println("none    " + outcome.rule().id() + ": there is no example beside it");
            }
            for (ExampleTest test : outcome.tests()) {
                examples++;
                failed += test.passed() ? 0 : 1;
                if (verbose || !test.passed()) {
                    out.println((test.passed() ? "ok      " : "FAILED  ") + test.rule() + "/" + test.example());
                }
                test.failures().forEach(failure -> failure(failure, out));
            }
        }
        out.println(
                Words.count(examples, "example") + ", " + failed + " failed · " + Words.count(outcomes.size(), "rule"));
    }

    private static void failure(Failure failure, PrintWriter out) {
        if (failure.line() > 0) {
            out.println("  line " + failure.line() + ": "
                    + Words.safe(failure.text().strip()));
        }
        out.println("    expected  " + Words.safe(failure.expected()));
        out.println("    actual    " + Words.safe(failure.actual()));
    }
}
