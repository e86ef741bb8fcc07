// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
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

    private static Verdict check(int events, int iommus) {
        List<RuleException> problems = new ArrayList<>();
        RuleBase rules = RuleBase.compile(List.of(new RuleSource("rule.drl", RULE)), problems);
        assertThat(problems).isEmpty();
        try (Checker checker = new Checker(rules, CheckOptions.DEFAULT, violation -> {})) {
            checker.armed("ListDel");
            for (int i = 0; i < events; i++) {
                Stamp stamp = new Stamp(i + 1L, i, 0, new Task(8, "kworker"), Origin.NONE, false);
                checker.accept(new ProbeEvent.ListAdd(stamp, "iommu" + i % iommus));
            }
            return checker.finish(true, false).get(0);
        }
    }
}
