// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import probus.engine.RuleBase;
import probus.engine.catalog.RuleFolder;
import probus.engine.catalog.RuleSource;

/** Every constraint of every rule is needed: without it one of the rule's examples turns red. */
final class NoFacadeTest {
    @TestFactory
    Stream<DynamicTest> each_constraint_is_needed() {
        return Rules.FOLDERS.stream()
                .flatMap(folder -> new RuleText(folder.rule().text())
                        .withoutEach().stream()
                                .map(without -> dynamicTest(
                                        folder.id() + " needs " + without.constraint(),
                                        () -> assertThat(isRed(folder, without.text()))
                                                .as("an example turns red without it")
                                                .isTrue())));
    }

    private static boolean isRed(RuleFolder folder, String text) {
        RuleBase rule = Rules.compiled(List.of(new RuleSource(folder.rule().file(), text)));
        return folder.examples().stream()
                .anyMatch(example ->
                        !Rules.RUNNER.check(rule, folder.id(), example).isEmpty());
    }
}
