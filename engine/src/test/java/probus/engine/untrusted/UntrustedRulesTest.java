// SPDX-License-Identifier: Apache-2.0
package probus.engine.untrusted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;

/** Nothing of a file that is not declarative is run, and what is declarative cannot take more than it may. */
final class UntrustedRulesTest {
    private static final String ESCAPED = "probus.test.escaped";
    private static final String CALL = "System.setProperty(\"" + ESCAPED + "\", \"yes\")";
    private static final String HEAD = """
            package rules.test
            import probus.facts.ProbeEvent.DevIommuFree
            import probus.facts.ProbeEvent.DevIommuGet
            """;
    private static final String RULE = """
            rule "rule-id"
                @title("title")
                @severity("error")
                @message("message")
                @needs("DevIommuFree")
            """;
    private static final String WHEN = "when\n    $f : DevIommuFree( dev == \"psci\" )\n";

    @AfterEach
    void forget() {
        System.clearProperty(ESCAPED);
    }

    static Stream<Arguments> escapes() {
        String then = WHEN + "then\nend\n";
        return Stream.of(
                escape("a function", HEAD + "function void f() { " + CALL + "; }\n" + RULE + then, 4),
                escape(
                        "a static initialiser",
                        HEAD + "function String f() { static { " + CALL + "; } }\n" + RULE + then,
                        4),
                escape("an import of a class", HEAD + "import java.lang.Runtime\n" + RULE + then, 4),
                escape(
                        "an import of a function",
                        HEAD + "import function java.lang.System.setProperty\n" + RULE + then,
                        4),
                escape("a static import", HEAD + "import static java.lang.System.setProperty\n" + RULE + then, 4),
                escape("an import of a package", HEAD + "import java.lang.*\n" + RULE + then, 4),
                escape("a global", HEAD + "global java.util.List list\n" + RULE + then, 4),
                escape(
                        "a declared type",
                        HEAD + "declare Evil\n    x : int = " + CALL + ".length()\nend\n" + RULE + then,
                        4),
                escape("a query", HEAD + "query q\n    eval(" + CALL + " == null)\nend\n" + RULE + then, 4),
                escape("eval as a pattern", HEAD + RULE + WHEN + "    eval( " + CALL + " == null )\nthen\nend\n", 11),
                escape(
                        "eval as a constraint",
                        HEAD + RULE + "when\n    DevIommuFree( eval(" + CALL + " == null) )\nthen\nend\n",
                        10),
                escape("from", HEAD + RULE + "when\n    DevIommuFree() from " + CALL + "\nthen\nend\n", 10),
                escape(
                        "accumulate",
                        HEAD + RULE + "when\n    accumulate( DevIommuFree(); $c : count() )\nthen\nend\n",
                        10),
                escape("forall", HEAD + RULE + "when\n    forall( DevIommuFree() )\nthen\nend\n", 10),
                escape(
                        "a call in a constraint",
                        HEAD + RULE + "when\n    DevIommuFree( dev.equals(" + CALL + ") )\nthen\nend\n",
                        10),
                escape("a static call", HEAD + RULE + "when\n    DevIommuFree( dev == " + CALL + " )\nthen\nend\n", 10),
                escape(
                        "a constructor",
                        HEAD + RULE + "when\n    DevIommuFree( dev == new String(\"x\") )\nthen\nend\n",
                        10),
                escape(
                        "a call in brackets",
                        HEAD + RULE + "when\n    DevIommuFree( dev[" + CALL + "] == \"x\" )\nthen\nend\n",
                        10),
                escape(
                        "a call in parentheses",
                        HEAD + RULE + "when\n    DevIommuFree( (" + CALL + ") == \"x\" )\nthen\nend\n",
                        10),
                escape("a block", HEAD + RULE + "when\n    DevIommuFree( { " + CALL + "; true } )\nthen\nend\n", 10),
                escape(
                        "the class of an event",
                        HEAD + RULE + "when\n    DevIommuFree( class.name == \"x\" )\nthen\nend\n",
                        10),
                escape(
                        "the class loader",
                        HEAD + RULE + "when\n    $f : DevIommuFree( $f.class.classLoader != $f )\nthen\nend\n",
                        10),
                escape(
                        "matches, which can take for ever",
                        HEAD + RULE + "when\n    DevIommuFree( dev matches \"(a+)+$\" )\nthen\nend\n",
                        10),
                escape(
                        "an escape in a text",
                        HEAD + RULE + "when\n    DevIommuFree( dev == \"\\u0022 + " + "x" + "\" )\nthen\nend\n",
                        4),
                escape("a consequence", HEAD + RULE + WHEN + "then\n    " + CALL + ";\nend\n", 12),
                escape("an endless loop", HEAD + RULE + WHEN + "then\n    update($f);\nend\n", 12),
                escape("a dialect", HEAD + RULE + "    dialect \"java\"\n" + then, 9),
                escape("a dialect of the file", HEAD + "dialect \"mvel\"\n" + RULE + then, 4),
                escape("salience", HEAD + RULE + "    salience ( " + CALL + ".length() )\n" + then, 9),
                escape("a timer", HEAD + RULE + "    timer ( int: 0 1 )\n" + then, 9),
                escape("an inherited rule", HEAD + "rule \"a\" extends \"b\"\n" + then, 4),
                escape(
                        "two in one comment",
                        HEAD + RULE + "when /* */ eval(" + CALL + " == null) /* */\nthen\nend\n",
                        9),
                escape("something that is no event", HEAD + RULE + "when\n    $s : String()\nthen\nend\n", 10),
                escape(
                        "a name that is code",
                        HEAD + RULE.replace("rule-id", "x\\\" then " + CALL + "; end rule \\\"y") + then,
                        4));
    }

    private static Arguments escape(String what, String text, int line) {
        return Arguments.of(what, text, line);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("escapes")
    void nothing_is_run_of_a_file_with(String what, String text, int line) {
        List<RuleException> problems = new ArrayList<>();

        RuleBase rules = RuleBase.compileUntrusted(List.of(new RuleSource("evil.drl", text)), Caps.DEFAULT, problems);

        assertThat(System.getProperty(ESCAPED)).as(what).isNull();
        assertThat(rules.rules()).isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.placed()).startsWith("evil.drl:" + line + ": refused, as untrusted: ");
        });
    }

    @Test
    void the_same_call_would_have_run_where_rules_are_trusted() {
        String text = HEAD + RULE + "when\n    DevIommuFree( dev == " + CALL + " )\nthen\nend\n";
        List<RuleException> problems = new ArrayList<>();
        RuleBase rules = RuleBase.compile(List.of(new RuleSource("evil.drl", text)), problems);

        check(rules, 1);

        assertThat(System.getProperty(ESCAPED)).isEqualTo("yes");
    }

    @Test
    void what_is_declarative_says_the_same_as_where_it_is_trusted() {
        for (String when : List.of(
                "$f : DevIommuFree( dev == \"psci\", object == probusNull )",
                "$f : DevIommuFree( $d : dev )\n$g : DevIommuFree( dev == $d, seq > $f.seq )\n"
                        + "not DevIommuGet( dev == $d, seq > $f.seq, seq < $g.seq )",
                "$f : DevIommuFree( seq in ( 2, 3 ) )\n( DevIommuFree( seq == $f.seq - 1 ) or exists DevIommuFree( seq == $f.seq + 1 ) )",
                "at most once: DevIommuFree until DevIommuGet per dev")) {
            String text = HEAD + "import probus.facts.ObjectId\n" + RULE + "when\n"
                    + when.replace("probusNull", "ObjectId.NULL") + "\nthen\nend\n";
            List<RuleException> problems = new ArrayList<>();
            RuleSource source = new RuleSource("own.drl", text);
            RuleBase trusted = RuleBase.compile(List.of(source), problems);
            RuleBase untrusted = RuleBase.compileUntrusted(List.of(source), Caps.DEFAULT, problems);

            assertThat(problems).isEmpty();
            assertThat(said(check(untrusted, 6))).isEqualTo(said(check(trusted, 6)));
        }
    }

    @Test
    void an_exponential_join_ends_undecided() {
        StringBuilder when = new StringBuilder("when\n    $e0 : DevIommuFree( )\n");
        for (int i = 1; i < 8; i++) {
            when.append("    $e" + i + " : DevIommuFree( seq != $e" + (i - 1) + ".seq )\n");
        }
        Verdict joined = capped(when.toString(), Caps.DEFAULT);

        assertThat(joined.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(joined.why()).matches("stopped: it (had more than 1000000 partial matches|ran for more than 10 s)");
    }

    @Test
    void each_cap_is_told_by_its_name() {
        String pairs = "when\n    $a : DevIommuFree( )\n    $b : DevIommuFree( seq + 1000000 < $a.seq )\n";
        String reports = "when\n    $a : DevIommuFree( )\n    $b : DevIommuFree( seq != $a.seq )\n";

        assertThat(capped(pairs, new Caps(10_000, 10_000, 10_000, 10)).why())
                .isEqualTo("stopped: it held more than 10000 pairs of events against each other");
        assertThat(capped(reports, new Caps(1_000_000, 1_000_000, 1_000, 10)).why())
                .isEqualTo("stopped: it reported 1000 times");
        assertThat(capped(pairs, new Caps(Long.MAX_VALUE, Long.MAX_VALUE, 10_000, 0))
                        .why())
                .isEqualTo("stopped: it ran for more than 0 s");
    }

    private static Verdict capped(String when, Caps caps) {
        List<RuleException> problems = new ArrayList<>();
        RuleBase rules = RuleBase.compileUntrusted(
                List.of(new RuleSource("own.drl", HEAD + RULE + when + "then\nend\n")), caps, problems);
        assertThat(problems).isEmpty();
        return check(rules, 300).get(0);
    }

    private static String said(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.kind() + " " + verdict.checks() + " "
                        + verdict.violations().stream()
                                .map(violation -> violation.message() + violation.evidence())
                                .toList())
                .toList()
                .toString();
    }

    private static List<Verdict> check(RuleBase rules, int frees) {
        try (Checker checker = new Checker(rules, CheckOptions.DEFAULT, violation -> {})) {
            for (int i = 1; i <= frees; i++) {
                Stamp stamp = new Stamp(i, i * 1000L, 0, new Task(8, "kworker"), Origin.NONE, false);
                checker.accept(
                        new ProbeEvent.DevIommuFree(stamp, "psci", i % 2 == 0 ? ObjectId.NULL : new ObjectId(64, 0)));
            }
            return checker.finish(true, false);
        }
    }
}
