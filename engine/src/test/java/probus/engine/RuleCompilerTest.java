// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;

/** What is wrong with a rule is said once, with its line, in words that are not the compiler's. */
final class RuleCompilerTest {
    private static final String HEAD = """
            package rules.test
            import probus.facts.ProbeEvent.DevIommuFree
            rule "rule-id"
                @title("title")
                @severity("error")
                @message("message")
                @evidence_free("phrase")
            when
            """;

    @Test
    void a_step_rule_is_told_from_a_history_rule() {
        RuleBase step = compile("$free : DevIommuFree( dev == \"psci\" )");
        RuleBase history = compile("$free : DevIommuFree( $d : dev, $s : seq )\nDevIommuFree( dev == $d, seq > $s )");

        assertThat(step.rules().get(0).style()).isEqualTo(Rule.Style.STEP);
        assertThat(history.rules().get(0).style()).isEqualTo(Rule.Style.HISTORY);
        assertThat(history.steps()).isEmpty();
    }

    @Test
    void an_unknown_field_is_shown_with_its_line() {
        assertThat(problems("$free : DevIommuFree( devv == \"psci\" )"))
                .containsExactly("rule.drl:9: cannot be understood: devv == \"psci\";"
                        + " is there such a field, and is it compared with its type?");
    }

    @Test
    void an_unknown_state_is_complained_of_once() {
        assertThat(problems("$free : DevIommuFree( before.device.nope.seen == true )"))
                .singleElement()
                .asString()
                .startsWith("rule.drl:9: cannot be understood: before.device.nope.seen");
    }

    @Test
    void an_unknown_event_is_named() {
        assertThat(problems("$free : DevIommuFre( )"))
                .containsExactly("rule.drl:9: no event is called DevIommuFre, or its import is missing");
    }

    @Test
    void a_value_of_another_type_is_found_although_the_compiler_gives_no_line() {
        assertThat(problems("$free : DevIommuFree( object == 3 )"))
                .singleElement()
                .asString()
                .startsWith("rule.drl:9: cannot be understood: object == 3");
    }

    @Test
    void a_slip_in_the_syntax_has_its_line() {
        assertThat(problems("$free : DevIommuFree( dev == \"psci\" "))
                .containsExactly("rule.drl:10: mismatched input 'then' in rule \"rule-id\"");
    }

    @Test
    void what_is_no_event_cannot_be_matched() {
        assertThat(problems("$free : DevIommuFree()\n$other : String()"))
                .containsExactly("rule.drl:3: rule rule-id: String is no event");
    }

    @Test
    void a_phrase_needs_its_binding() {
        assertThat(problems("$other : DevIommuFree()"))
                .containsExactly("rule.drl:3: rule rule-id: @evidence_free names no binding of the rule");
    }

    @Test
    void two_files_cannot_have_a_rule_of_one_id() {
        RuleSource one = source("$free : DevIommuFree()");
        List<RuleException> problems = new ArrayList<>();

        RuleBase rules = RuleBase.compile(List.of(one, one), problems);

        assertThat(rules.rules()).hasSize(1);
        assertThat(problems)
                .singleElement()
                .extracting(RuleException::placed)
                .asString()
                .contains("another file");
    }

    @Test
    void what_is_no_rule_file_is_said_to_be_none() {
        List<RuleException> problems = new ArrayList<>();

        RuleBase.compile(List.of(new RuleSource("rule.drl", "")), problems);

        assertThat(problems).extracting(RuleException::placed).containsExactly("rule.drl: holds no rule");
    }

    private static RuleSource source(String when) {
        return new RuleSource("rule.drl", HEAD + when + "\nthen\nend\n");
    }

    private static RuleBase compile(String when) {
        List<RuleException> problems = new ArrayList<>();
        RuleBase rules = RuleBase.compile(List.of(source(when)), problems);
        assertThat(problems).isEmpty();
        return rules;
    }

    private static List<String> problems(String when) {
        List<RuleException> problems = new ArrayList<>();
        RuleBase.compile(List.of(source(when)), problems);
        return problems.stream().map(RuleException::placed).toList();
    }
}
