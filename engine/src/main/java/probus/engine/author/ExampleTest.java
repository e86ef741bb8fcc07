// SPDX-License-Identifier: Apache-2.0
package probus.engine.author;

import java.util.ArrayList;
import java.util.List;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.engine.catalog.Example;
import probus.engine.catalog.ExampleRunner;
import probus.engine.catalog.RuleException;

/**
 * What a rule said of an example, against what the example expects.
 *
 * @param rule the rule's id
 * @param example the example's file name
 * @param failures where they differ; empty if they do not
 */
public record ExampleTest(String rule, String example, List<Failure> failures) {
    /**
     * A difference.
     *
     * @param line of the example, 0 where it concerns all of it
     * @param text that line, {@code ""} for none
     * @param expected what the example says
     * @param actual what the rule says
     */
    public record Failure(int line, String text, String expected, String actual) {}

    /** {@return whether all was as expected} */
    public boolean passed() {
        return failures.isEmpty();
    }

    /**
     * {@return the outcome of one example}
     *
     * @param rules all that may speak; what the example expects of others is not asked
     * @param own id of the rule that the example stands beside
     * @param text the example's file
     */
    public static ExampleTest of(ExampleRunner runner, RuleBase rules, String own, String name, String text) {
        List<Failure> failures = new ArrayList<>();
        try {
            Example example = Example.parse(name, text);
            String[] lines = example.text().split("\n", -1);
            for (Verdict verdict : runner.run(rules, example)) {
                lines(verdict, example, lines, failures);
                if (verdict.rule().id().equals(own)) {
                    own(verdict, example, failures);
                }
            }
        } catch (RuleException problem) {
            failures.add(new Failure(problem.line(), "", "an example that can be read", problem.getMessage()));
        }
        return new ExampleTest(own, name, List.copyOf(failures));
    }

    private static void lines(Verdict verdict, Example example, String[] lines, List<Failure> failures) {
        String id = verdict.rule().id();
        List<Integer> wanted = new ArrayList<>(example.linesOf(id));
        for (Violation violation : verdict.violations()) {
            int line = (int) violation.at().at().origin().line();
            if (!wanted.remove((Integer) line)) {
                boolean elsewhere = example.expected().contains(id);
                failures.add(new Failure(
                        line,
                        text(lines, line),
                        elsewhere ? "no violation of " + id + " at this line" : "no violation of " + id,
                        "violated: " + violation.message()));
            }
        }
        for (int line : wanted) {
            failures.add(new Failure(line, text(lines, line), "a violation of " + id + " at this line", said(verdict)));
        }
        boolean unplaced =
                example.expected().contains(id) && example.linesOf(id).isEmpty();
        if (unplaced && verdict.violations().isEmpty()) {
            failures.add(new Failure(0, "", "a violation of " + id, said(verdict)));
        }
    }

    private static void own(Verdict verdict, Example example, List<Failure> failures) {
        String id = verdict.rule().id();
        boolean violated = verdict.kind() == Verdict.Kind.VIOLATED;
        if (example.holds() && verdict.kind() != Verdict.Kind.HOLDS && !violated) {
            failures.add(new Failure(0, "", id + " holds", said(verdict)));
        }
        if (!example.holds() && !example.expected().contains(id)) {
            failures.add(new Failure(
                    0, "", "\"# expect: " + id + "\" at the top of an example that violates it", "it is not there"));
        }
        example.exercised().ifPresent(count -> {
            if (count != verdict.checks()) {
                failures.add(new Failure(
                        0, "", id + " exercised " + count + " times", "exercised " + verdict.checks() + " times"));
            }
        });
    }

    private static String said(Verdict verdict) {
        String why = verdict.why().isEmpty() ? "" : ": " + verdict.why();
        return switch (verdict.kind()) {
            case VIOLATED -> "violated elsewhere";
            case HOLDS -> "holds, exercised " + verdict.checks() + (verdict.checks() == 1 ? " time" : " times");
            default -> verdict.kind() + why;
        };
    }

    private static String text(String[] lines, int line) {
        return line < 1 || line > lines.length ? "" : lines[line - 1];
    }
}
