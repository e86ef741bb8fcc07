// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import probus.engine.RuleBase;
import probus.engine.author.ExampleTest;
import probus.engine.catalog.ExampleRunner;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.lint.Finding;
import probus.engine.lint.RuleLint;

/** Runs examples. A rule whose files have not changed since is not run again. */
final class RuleTests {
    private final RuleFiles catalogue;
    private final ExampleRunner runner = new ExampleRunner(new ExampleReader());
    private final Map<RuleTargets.Target, Outcome> known = new HashMap<>();
    private RuleBase bundled;

    RuleTests(RuleFiles catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What came of one rule's examples.
     *
     * @param rule the rule
     * @param problems why it cannot be read; empty if it can
     * @param tests one per example
     */
    record Outcome(RuleTargets.Target rule, List<Finding> problems, List<ExampleTest> tests) {
        boolean passed() {
            return problems.isEmpty() && tests.stream().allMatch(ExampleTest::passed);
        }
    }

    /** {@return the outcomes of all rules, in order} */
    List<Outcome> run(RuleTargets targets) {
        boolean own = !targets.roots().isEmpty();
        List<Outcome> outcomes = new ArrayList<>();
        Map<RuleTargets.Target, Outcome> kept = new HashMap<>();
        for (RuleTargets.Target rule : targets.rules()) {
            Outcome outcome = known.containsKey(rule) ? known.get(rule) : own ? own(rule) : bundled(rule);
            kept.put(rule, outcome);
            outcomes.add(outcome);
        }
        known.clear();
        known.putAll(kept);
        return outcomes;
    }

    /** Bundled rules are judged together: an example says what all of them say of it. */
    private Outcome bundled(RuleTargets.Target rule) {
        if (bundled == null) {
            bundled = Loading.now(Set.of(), catalogue);
        }
        return new Outcome(rule, List.of(), tests(rule, bundled));
    }

    private Outcome own(RuleTargets.Target rule) {
        List<RuleException> problems = new ArrayList<>();
        RuleSource source = new RuleSource(rule.file(), rule.text());
        RuleBase compiled = RuleBase.compile(List.of(source), problems);
        return problems.isEmpty()
                ? new Outcome(rule, List.of(), tests(rule, compiled))
                : new Outcome(rule, errors(source, rule.id(), problems), List.of());
    }

    /** {@return what makes a rule unreadable, in the words of lint, which knows more than the compiler} */
    static List<Finding> errors(RuleSource source, String id, List<RuleException> problems) {
        List<Finding> errors = new RuleLint()
                .lint(source, id).stream()
                        .filter(finding -> finding.level() == Finding.Level.ERROR)
                        .toList();
        return errors.isEmpty() ? RuleLint.untranslated(source, problems) : errors;
    }

    private List<ExampleTest> tests(RuleTargets.Target rule, RuleBase rules) {
        List<ExampleTest> tests = new ArrayList<>();
        rule.traces().forEach((name, text) -> tests.add(ExampleTest.of(runner, rules, rule.id(), name, text)));
        return tests;
    }
}
