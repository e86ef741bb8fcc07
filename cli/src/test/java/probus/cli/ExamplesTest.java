// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.engine.catalog.Example;
import probus.engine.catalog.RuleFolder;

/** Each example gets what it expects from all rules, precompiled or compiled at run time. */
final class ExamplesTest {
    @TestFactory
    Stream<DynamicNode> each_rule() {
        return Rules.FOLDERS.stream()
                .map(folder -> dynamicContainer(
                        folder.id(), folder.examples().stream().map(example -> asExpected(folder, example))));
    }

    @TestFactory
    Stream<DynamicNode> rules_compiled_at_run_time_say_the_same() {
        RuleBase compiled =
                Rules.compiled(Rules.FOLDERS.stream().map(RuleFolder::rule).toList());
        return Rules.FOLDERS.stream()
                .map(folder -> dynamicContainer(
                        folder.id(),
                        folder.examples().stream()
                                .map(example -> dynamicTest(
                                        words(example.name()),
                                        () -> assertThat(said(compiled, example))
                                                .isEqualTo(said(Rules.BUNDLED, example))))));
    }

    private static DynamicTest asExpected(RuleFolder folder, Example example) {
        return dynamicTest(
                words(example.name()) + ": " + example.question(),
                () -> assertThat(Rules.RUNNER.check(Rules.BUNDLED, folder.id(), example))
                        .isEmpty());
    }

    private static List<String> said(RuleBase rules, Example example) {
        return Rules.RUNNER.run(rules, example).stream().map(ExamplesTest::said).toList();
    }

    private static String said(Verdict verdict) {
        List<String> messages =
                verdict.violations().stream().map(Violation::message).toList();
        return verdict.rule() + " " + verdict.kind() + " " + verdict.checks() + verdict.why() + messages;
    }

    private static String words(String name) {
        return name.replace(".trace", "").replace('-', ' ');
    }
}
