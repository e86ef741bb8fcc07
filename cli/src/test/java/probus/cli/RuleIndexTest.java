// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import probus.engine.Verdict;
import probus.engine.Verdict.Kind;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleIndex;
import probus.engine.catalog.RuleIndex.Counts;

/** The list of all rules is current, and so, where the recorded boots are at hand, are its counts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RuleIndexTest {
    private static final Path COUNTS = SourceTree.ROOT.resolve("docs/rules-on-recorded-boots.csv");

    @Test
    @Order(1)
    @EnabledIf("allBootsAreThere")
    void counts_are_current() {
        GeneratedFile.check(COUNTS, RuleIndex.format(count()));
    }

    @Test
    @Order(2)
    void list_is_current() throws IOException {
        Map<String, Rule> rules = Rules.BUNDLED.rules().stream().collect(Collectors.toMap(Rule::id, rule -> rule));
        String page = RuleIndex.render(Rules.FOLDERS, rules, RuleIndex.parse(Files.readString(COUNTS)));
        GeneratedFile.check(SourceTree.ROOT.resolve("docs/rules.md"), page);
    }

    static boolean allBootsAreThere() {
        return RecordedBoots.ALL.isPresent();
    }

    private static Map<String, Counts> count() {
        Map<String, Counts> counts = new TreeMap<>();
        for (String boot : RecordedBoots.facts().keySet()) {
            for (Verdict verdict :
                    RecordedBoots.check(RecordedBoots.folder(boot)).verdicts().values()) {
                counts.merge(verdict.rule().id(), one(verdict.kind(), boot), RuleIndexTest::sum);
            }
        }
        return counts;
    }

    private static Counts one(Kind kind, String boot) {
        return new Counts(
                kind == Kind.VIOLATED ? 1 : 0,
                kind == Kind.UNDECIDED ? 1 : 0,
                kind == Kind.HOLDS ? 1 : 0,
                kind == Kind.NOT_EXERCISED ? 1 : 0,
                kind == Kind.VIOLATED ? boot : "");
    }

    private static Counts sum(Counts a, Counts b) {
        return new Counts(
                a.violated() + b.violated(),
                a.undecided() + b.undecided(),
                a.holds() + b.holds(),
                a.notExercised() + b.notExercised(),
                a.violatedBy().isEmpty() ? b.violatedBy() : a.violatedBy());
    }
}
