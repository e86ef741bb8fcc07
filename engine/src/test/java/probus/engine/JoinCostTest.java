// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;

/** A join that would not end is not begun. */
final class JoinCostTest {
    private static final String RULE = """
            package rules.test
            rule "rule-id"
                @title("title")
                @severity("error")
            when
                at most once: ListAdd until ListDel per iommu
            then
            end
            """;

    @Test
    void many_events_of_one_iommu_are_undecided_at_once() {
        Verdict verdict = check(5_000, 1);

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(verdict.why()).contains("too many events to look back at");
    }

    @Test
    void as_many_of_many_iommus_are_decided() {
        assertThat(check(5_000, 5_000).kind()).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(check(5_001, 5_000).kind()).isEqualTo(Verdict.Kind.VIOLATED);
    }

    @Test
    void a_flood_of_the_events_of_one_rule_leaves_the_others_decided() {
        String other = RULE.replace("rules.test", "rules.other")
                .replace("rule-id", "other-id")
                .replace("ListAdd until ListDel", "RegisterBegin until RegisterEnd");
        List<RuleException> problems = new ArrayList<>();
        RuleBase rules = RuleBase.compile(
                List.of(new RuleSource("rule.drl", RULE), new RuleSource("other.drl", other)), problems);
        try (Checker checker = new Checker(rules, CheckOptions.DEFAULT, violation -> {})) {
            checker.armed("ListDel");
            checker.armed("RegisterEnd");
            for (int i = 0; i < 5_000; i++) {
                checker.accept(new ProbeEvent.ListAdd(stamp(i), "iommu"));
            }
            checker.accept(new ProbeEvent.RegisterBegin(stamp(5_000), "iommu", new ObjectId(0x1000, 0)));
            checker.accept(new ProbeEvent.RegisterBegin(stamp(5_001), "iommu", new ObjectId(0x1000, 0)));

            assertThat(checker.finish(true, false))
                    .extracting(verdict -> verdict.rule().id(), Verdict::kind)
                    .containsExactly(
                            tuple("other-id", Verdict.Kind.VIOLATED), tuple("rule-id", Verdict.Kind.UNDECIDED));
        }
    }

    private static Stamp stamp(int i) {
        return new Stamp(i + 1L, i, 0, new Task(8, "kworker"), Origin.NONE, false);
    }

    private static Verdict check(int events, int iommus) {
        List<RuleException> problems = new ArrayList<>();
        RuleBase rules = RuleBase.compile(List.of(new RuleSource("rule.drl", RULE)), problems);
        assertThat(problems).isEmpty();
        try (Checker checker = new Checker(rules, CheckOptions.DEFAULT, violation -> {})) {
            checker.armed("ListDel");
            for (int i = 0; i < events; i++) {
                checker.accept(new ProbeEvent.ListAdd(stamp(i), "iommu" + i % iommus));
            }
            return checker.finish(true, false).get(0);
        }
    }
}
