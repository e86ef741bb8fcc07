// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleFolder;
import probus.engine.catalog.RulePage;

/** The generated part of each rule's page is what its metadata and examples say. */
final class RulePagesTest {
    @TestFactory
    Stream<DynamicTest> each_page_is_current() {
        return Rules.FOLDERS.stream().map(folder -> dynamicTest(folder.id(), () -> check(folder)));
    }

    private static void check(RuleFolder folder) {
        Rule rule = Rules.BUNDLED.rule(folder.id()).orElseThrow();
        RulePage page = new RulePage(rule, folder, example -> Rules.RUNNER.run(Rules.BUNDLED, example));
        GeneratedFile.check(SourceTree.ROOT.resolve("rules/" + folder.name() + "/README.md"), page.render());
    }
}
