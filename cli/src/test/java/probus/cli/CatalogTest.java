// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import probus.engine.catalog.Example;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleFolder;
import probus.engine.template.Templates;
import probus.facts.EventCatalog;

/** The catalogue is complete: metadata, pages, examples, and a rule for each invariant that is promised. */
final class CatalogTest {
    private static final Set<String> PROMISED = Set.of(
            "DI-1", "DI-2", "DI-3", "DI-4", "DI-5", "DI-6", "DI-7", "DI-8", "DI-10", "DI-13", "RK-1", "RK-2", "RK-3",
            "RK-8", "RK-9", "RG-1", "RG-2", "RG-3", "RG-8", "RG-9", "RG-11", "RG-13", "GR-1", "GR-3", "GR-4", "GR-8",
            "GR-9", "GR-12", "GR-18", "GR-19", "HW-6", "HW-7", "DC-1", "DC-2", "DC-4", "DC-6", "LK-1", "LK-2", "LK-6");

    private static final Pattern INVARIANT = Pattern.compile("(DI|RK|RG|GR|HW|PT|DC|LK|SY)-[1-9]\\d?");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)");

    @TestFactory
    Stream<DynamicTest> each_rule_is_complete() {
        return Rules.FOLDERS.stream()
                .map(folder -> dynamicTest(
                        folder.id(),
                        () -> check(folder, Rules.BUNDLED.rule(folder.id()).orElseThrow())));
    }

    @Test
    void each_promised_invariant_has_a_rule() {
        Set<String> covered = Rules.BUNDLED.rules().stream().map(Rule::catalog).collect(Collectors.toSet());

        assertThat(covered).containsAll(PROMISED).contains("");
    }

    @Test
    void each_rule_has_its_folder() {
        assertThat(Rules.BUNDLED.rules().stream().map(Rule::id))
                .containsExactlyInAnyOrderElementsOf(
                        Rules.FOLDERS.stream().map(RuleFolder::id).toList());
        assertThat(RuleFolder.bundled()).isEqualTo(Rules.FOLDERS);
    }

    private static void check(RuleFolder folder, Rule rule) {
        assertThat(rule.catalog())
                .matches(id -> id.isEmpty() || INVARIANT.matcher(id).matches());
        assertThat(rule.title()).doesNotEndWith(".");
        assertThat(rule.next()).as("what to read next").isNotEmpty();
        assertThat(rule.needs()).isNotEmpty();
        rule.needs().forEach(CatalogTest::checkField);
        rule.provenWith().forEach(CatalogTest::checkField);
        assertThat(rule.outside().isEmpty() || rule.hasRange())
                .as("what a violation is outside of the range is said only where there is a range")
                .isTrue();
        checkPhrases(folder, rule);
        checkExamples(folder);
        assertThat(folder.page()).contains("## Why", "## Not checked");
        assertThat(folder.rule().text()).contains("then\nend").doesNotContain("eval(", "modify", "salience");
    }

    private static void checkField(Rule.Need need) {
        assertThat(EventCatalog.members(need.kind())).isNotEmpty();
        assertThat(EventCatalog.members(need.kind())).allSatisfy(type -> {
            List<String> fields = Arrays.stream(type.getRecordComponents())
                    .map(component -> component.getName())
                    .toList();
            assertThat(need.field().isEmpty() || fields.contains(need.field()))
                    .as(need + " is a field")
                    .isTrue();
        });
    }

    /** What matched and what the rule takes from the state are shown, with a phrase each, and nothing else is. */
    private static void checkPhrases(RuleFolder folder, Rule rule) {
        assertThat(rule.phrases()).isNotEmpty();
        String text = Templates.expand(folder.rule()).text();
        Set<String> shown = new TreeSet<>();
        rule.phrases().keySet().forEach(binding -> shown.add(binding.replace("$", "")));
        Matcher place = PLACE.matcher(rule.message());
        while (place.find()) {
            assertThat(text).contains("$" + place.group(1) + " :");
        }
        assertThat(text.split("@evidence_", -1)).hasSize(shown.size() + 1);
    }

    private static void checkExamples(RuleFolder folder) {
        assertThat(folder.examples()).anyMatch(Example::holds).anyMatch(example -> !example.holds());
        assertThat(folder.examples()).allSatisfy(example -> {
            assertThat(example.name()).matches("(holds|violates)-[a-z0-9-]+\\.trace");
            assertThat(example.question()).isNotEmpty();
            assertThat(example.source()).matches("hand-written|recorded, K-[\\w/-]+");
            assertThat(example.listing()).as("its first line").startsWith("# source: ");
        });
    }
}
