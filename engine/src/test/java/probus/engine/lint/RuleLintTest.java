// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import probus.engine.catalog.RuleSource;

/** Each mistake gets one clear message with its place, and none of them is Drools'. */
final class RuleLintTest {
    private static final String HEAD = """
            package rules.test
            import probus.facts.ObjectId
            import probus.facts.ProbeEvent.DevIommuFree
            import probus.facts.ProbeEvent.DevIommuGet
            rule "rule-id"
                @title("title")
                @severity("error")
                @message("message")
                @needs("DevIommuFree")
                @source("drivers/iommu/iommu.c")
                @next("next")
            when
            """;
    private static final String TAIL = "\nthen\nend\n";
    private static final List<String> DROOLS = List.of(
            "drools",
            "ERR ",
            "Unable to",
            "mvel",
            "org.",
            "java.lang",
            "mismatched",
            "token",
            "Exception",
            "null Package");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$f : DevIommuFree( dev = \"psci\" )|syntax|13:24|a comparison for equality is '=='",
                "$f : DevIommuFree( dev == \"psci\" dev != \"x\" )|syntax|13:34|expected ',' or ')'",
                "$f : DevIommuFree( devv == \"psci\" )|unknown-field|13:20|DevIommuFree has no field devv",
                "$f : DevIommuFree( before.device.nope.seen == true )|unknown-field|13:20|before.device has no field nope",
                "$f : DevIommuFre( )|unknown-event|13:6|no event is called DevIommuFre",
                "$f : String( )|unknown-event|13:6|no event is called String",
                "$f : DevIommuFree( dev == $dev )|unbound-variable|13:27|nothing before this is called $dev",
                "$f : DevIommuFree( dev == 3 )|type-mismatch|13:27|compares a text with '3', which is a number",
                "$f : DevIommuFree( object == 3 )|type-mismatch|13:30|compares an object's identity with '3'",
                "$f : DevIommuFree( seq == \"x\" )|type-mismatch|13:27|compares a number with",
                "$f : DevIommuGet( created == 1 )|type-mismatch|13:30|compares a truth with '1'",
                "$f : DevIommuFree( dev < \"x\" )|type-mismatch|13:26|'<' compares numbers",
                "$f : DevIommuFree( before.device.freed == true )|type-mismatch|13:43|compares an earlier event with 'true'",
                "$f : DevIommuFree( before.device.freed == null )|null-comparison|13:43|nothing that a rule can read is ever null",
                "$f : DevIommuFree( object == null )|null-comparison|13:30|nothing that a rule can read is ever null",
                "$f : DevIommuFree( dev )|no-condition|13:20|this is a value, not a condition",
                "$f : DevIommuFree( object == ObjectId.NUL )|unknown-constant|13:30|ObjectId has no constant NUL",
                "$f : DevIommuFree( dev == \"psci\"|syntax|13:18|the '(' of DevIommuFree is never closed",
                "$f : DevIommuFree|syntax|13:6|'DevIommuFree' is no pattern: it has no parentheses",
                "$f : GroupAdd( dev == \"psci\" )|missing-import|13:6|GroupAdd is not imported",
                "not DevIommuFree( dev == \"psci\" )|no-pattern|5:6|the rule matches no event",
                "$f : DevIommuFree( dev == \"psci\" ) $f : DevIommuGet( dev == \"x\" )|bound-twice|13:36|$f is bound already",
                "atmost once: DevIommuFree|syntax|13:1|there is no shape 'atmost once'",
                "at most once: DevIommuFree untl DevIommuGet|syntax|13:28|the sentence is complete here",
                "at most once: DevIommuFree per iommu|syntax|13:32|DevIommuFree has no field iommu to join by",
                "at most once: DevIommuFre per dev|unknown-event|13:15|no event is called DevIommuFre",
                "response: DevIommuGet follows DevIommuFree|syntax|13:23|expected 'leads', found 'follows'",
                "$f : DevIommuFree( dev.isEmpty() )|not-declarative|13:20|'isEmpty(...)' is a call",
                "$f : DevIommuFree( dev == \"a\", time > 99999999999999999999 )|syntax|13:39|is no number that fits",
                "$f : DevIommuFree( dev == \"psci )|syntax|13:27|this string is not closed on its line",
                "$f : DevIommuFree( ) /* open|syntax|13:22|this comment is never closed"
            })
    void a_mistake_is_said_once(String when, String code, String place, String problem) {
        List<Finding> findings = findings(HEAD + when + TAIL);

        Finding first = findings.stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings.toString()));
        assertThat(first.problem()).contains(problem);
        assertThat(first.place()).isEqualTo("rule.drl:" + place);
        assertThat(first.level())
                .isEqualTo(code.equals("not-declarative") ? Finding.Level.WARNING : Finding.Level.ERROR);
        assertThat(findings.stream().filter(finding -> finding.level() == Finding.Level.ERROR))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(first.problem() + first.hint())
                .satisfies(text -> DROOLS.forEach(word -> assertThat(text).doesNotContain(word)));
    }

    @Test
    void a_bad_consequence_is_shown_at_its_first_word() {
        assertThat(first(HEAD + "$f : DevIommuFree( dev == \"psci\" )\nthen\n    undefined.call();\nend\n"))
                .isEqualTo(
                        "ERROR not-declarative rule.drl:15:5: the rule does something: between 'then' and 'end' there"
                                + " is to be nothing; nor does it compile");
    }

    @Test
    void an_endless_loop_is_seen_before_it_runs() {
        assertThat(first(HEAD + "$f : DevIommuFree( dev == \"psci\" )\nthen\n    update($f);\nend\n"))
                .isEqualTo("ERROR endless-loop rule.drl:15:5: the rule changes what it looks at, and so fires again and"
                        + " again without end");
    }

    @Test
    void a_duplicate_rule_is_shown_where_it_stands_the_second_time() {
        String rule = HEAD + "$f : DevIommuFree( dev == \"psci\" )" + TAIL;

        assertThat(first(rule + rule.substring(rule.indexOf("rule \""))))
                .isEqualTo("ERROR duplicate-rule rule.drl:16:6: there is a rule \"rule-id\" already, in line 5");
    }

    @Test
    void an_unknown_attribute_is_not_declarative() {
        assertThat(first(HEAD.replace("when\n", "    salience 10\nwhen\n") + "$f : DevIommuFree( dev == \"psci\" )"
                        + TAIL))
                .isEqualTo("WARNING not-declarative rule.drl:12:5: 'salience' is not part of a declarative rule");
    }

    @Test
    void a_file_without_a_rule_is_no_rule_file() {
        assertThat(first("")).startsWith("ERROR no-rule rule.drl: the file holds no rule");
        assertThat(first("# not DRL")).startsWith("ERROR syntax rule.drl:1:1: expected package, import or rule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$f : DevIommuFree( )|fires-on-every-event",
                "$f : OfDevice( dev == \"psci\" )|unpinned-kind",
                "$f : DevIommuFree( dev == \"a\", dev == \"b\" )|never-fires",
                "$f : DevIommuFree( seq > 5, seq < 3 )|never-fires",
                "$f : DevIommuGet( created == true, created != true )|never-fires",
                "$f : DevIommuFree( ) $g : DevIommuGet( seq > $f.seq )|join-without-key",
                "$f : DevIommuFree( $d : dev ) not DevIommuGet( dev == $d )|open-not",
                "$f : DevIommuFree( $d : dev ) not DevIommuGet( dev == $d, seq < $f.seq )|open-not-begin",
                "precedence: DevIommuFree only after DevIommuGet per dev|open-not-begin"
            })
    void what_is_understood_but_not_meant_is_a_warning(String when, String code) {
        String imports = HEAD.replace("import probus.facts.ObjectId", "import probus.facts.ProbeEvent.OfDevice");
        List<Finding> findings = findings(imports + when + TAIL);

        assertThat(findings.stream().filter(finding -> finding.level() == Finding.Level.WARNING))
                .extracting(Finding::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@title(\"title\")||missing-metadata|the rule has no @title",
                "@severity(\"error\")|@severity(\"eror\")|bad-metadata|\"eror\" is not a severity",
                "@message(\"message\")|@message(\"{free.dev}\")|unknown-binding|@message speaks of {free}",
                "@message(\"message\")|@message(\"{f.devv}\")|unknown-field|@message speaks of {f.devv}",
                "@needs(\"DevIommuFree\")|@needs(\"DevIommuFre\")|unknown-event|@needs names DevIommuFre",
                "@needs(\"DevIommuFree\")|@needs(\"DevIommuFree.object2\")|unknown-field|has no such field",
                "@needs(\"DevIommuFree\")||missing-metadata|does not say what must be recorded",
                "@next(\"next\")||missing-metadata|the rule has no @next",
                "@next(\"next\")|@next(\"next\") @outside(\"note\")|unreachable-severity|no kernel is outside",
                "@next(\"next\")|@next(\"next\") @since(\"6.18\") @until(\"6.1\")|unreachable-severity|applies to no kernel",
                "@next(\"next\")|@next(\"next\") @since(\"six\")|bad-metadata|is no kernel version",
                "@next(\"next\")|@next(\"next\") @evidence_g(\"here\")|unknown-binding|@evidence_g names no binding",
                "@next(\"next\")|@next(\"next\") @evidens_f(\"here\")|unknown-annotation|@evidens_f means nothing",
                "rule \"rule-id\"|rule \"other-id\"|name-differs|the rule is called other-id"
            })
    void metadata_is_checked(String line, String instead, String code, String problem) {
        String text =
                (HEAD + "$f : DevIommuFree( dev == \"psci\" )" + TAIL).replace(line, instead == null ? "" : instead);

        assertThat(findings(text))
                .filteredOn(finding -> finding.level() != Finding.Level.NOTE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(code);
                    assertThat(finding.problem()).contains(problem);
                });
    }

    @Test
    void rules_that_mean_the_same_are_found_whatever_they_call_things() {
        RuleLint lint = new RuleLint();
        lint.know(new RuleSource(
                "a", HEAD.replace("rule-id", "first") + "$a : DevIommuFree( dev == \"x\", cpu == 1 )" + TAIL));

        assertThat(lint.lint(new RuleSource("b", HEAD + "$b : DevIommuFree( cpu == 1, dev == \"x\" )" + TAIL), ""))
                .extracting(Finding::code)
                .contains("same-meaning");
    }

    @Test
    void the_style_and_its_cost_are_noted() {
        assertThat(findings(HEAD + "$f : DevIommuFree( dev == \"psci\" )" + TAIL))
                .singleElement()
                .extracting(Finding::problem)
                .isEqualTo("step rule: looks once at each DevIommuFree; memory does not grow");
        assertThat(findings(HEAD + "at most once: DevIommuFree per dev" + TAIL))
                .singleElement()
                .extracting(Finding::problem)
                .isEqualTo("history rule: keeps each DevIommuFree until the boot ends, and is decided there");
    }

    @Test
    void what_is_mechanical_is_mended() {
        String broken = HEAD.replace("    @needs(\"DevIommuFree\")\n", "")
                + "$f : DevIommuFre( devv == \"psci\", object == ObjectId.NULL )\nGroupAdd( dev == $f.dev )" + TAIL;

        String mended = RuleLint.fix(new RuleSource("rule.drl", broken), "other-id");

        assertThat(mended)
                .contains("rule \"other-id\"")
                .contains("$f : DevIommuFree( dev == \"psci\", object == ObjectId.NULL )")
                .contains("import probus.facts.ProbeEvent.GroupAdd\n")
                .contains("@needs(\"DevIommuFree GroupAdd\")");
        assertThat(new RuleLint().lint(new RuleSource("rule.drl", mended), "other-id"))
                .allMatch(finding -> finding.level() == Finding.Level.NOTE);
    }

    private static List<Finding> findings(String text) {
        return new RuleLint().lint(new RuleSource("rule.drl", text), text.contains("other-id") ? "rule-id" : "");
    }

    private static String first(String text) {
        Finding first = findings(text).stream()
                .filter(finding -> finding.level() != Finding.Level.NOTE)
                .findFirst()
                .orElseThrow();
        return first.level() + " " + first.code() + " " + first.place() + ": " + first.problem();
    }
}
