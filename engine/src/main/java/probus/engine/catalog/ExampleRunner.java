// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.facts.ProbeEvent;

/** Runs examples and says where the outcome is not what they expect. It is given what reads traces. */
public final class ExampleRunner {
    private final Function<Example, Recording> reader;

    /** Creates a runner of examples that {@code reader} can read. */
    public ExampleRunner(Function<Example, Recording> reader) {
        this.reader = reader;
    }

    /**
     * What an example's text records.
     *
     * @param events in order
     * @param armed kinds of event that would have been recorded, had they happened
     * @param userSpace whether the text itself shows that the boot went on to user space
     * @param crashed whether an oops ends it
     */
    public record Recording(List<ProbeEvent> events, Set<String> armed, boolean userSpace, boolean crashed) {}

    /** {@return what these rules say of the example, ordered by id} */
    public List<Verdict> run(RuleBase rules, Example example) {
        Recording recording = reader.apply(example);
        CheckOptions options = CheckOptions.DEFAULT.on(example.kernel());
        try (Checker checker = new Checker(rules, options, violation -> {})) {
            recording.armed().forEach(checker::armed);
            recording.events().forEach(checker::accept);
            return checker.finish(example.userSpace() || recording.userSpace(), recording.crashed());
        }
    }

    /**
     * {@return what is not as the example expects, in words; empty: nothing}
     *
     * @param rules all that may speak; what the example expects of others is not asked
     * @param own id of the rule that the example stands beside
     */
    public List<String> check(RuleBase rules, String own, Example example) {
        List<String> complaints = new ArrayList<>();
        for (Verdict verdict : run(rules, example)) {
            String id = verdict.rule().id();
            boolean violated = verdict.kind() == Verdict.Kind.VIOLATED;
            if (violated && !example.expected().contains(id)) {
                complaints.add(id + " is violated at line " + lines(verdict) + ", which is not expected");
            } else if (!violated && example.expected().contains(id)) {
                complaints.add(id + " should be violated and is " + said(verdict));
            } else if (violated && !lines(verdict).equals(example.linesOf(id))) {
                complaints.add(id + " is violated at line " + lines(verdict) + ", expected at " + example.linesOf(id));
            }
            if (id.equals(own)) {
                own(verdict, example, complaints);
            }
        }
        return complaints;
    }

    private static void own(Verdict verdict, Example example, List<String> complaints) {
        String id = verdict.rule().id();
        if (example.holds() && verdict.kind() != Verdict.Kind.HOLDS) {
            complaints.add(id + " should hold and is " + said(verdict));
        }
        if (!example.holds() && !example.expected().contains(id)) {
            complaints.add("violates-* does not expect " + id);
        }
        example.exercised().ifPresent(count -> {
            if (count != verdict.checks()) {
                complaints.add(id + " should be exercised " + count + " times and was " + verdict.checks());
            }
        });
    }

    private static String said(Verdict verdict) {
        return verdict.kind() + (verdict.why().isEmpty() ? "" : " (" + verdict.why() + ")");
    }

    /** Where each violation points: two at one line are one too many. */
    private static List<Integer> lines(Verdict verdict) {
        return verdict.violations().stream()
                .map(violation -> (int) violation.at().at().origin().line())
                .sorted()
                .toList();
    }
}
