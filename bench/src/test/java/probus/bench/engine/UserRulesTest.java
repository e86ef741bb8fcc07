// SPDX-License-Identifier: Apache-2.0
package probus.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DriverProbeBegin;
import probus.facts.Stamp;
import probus.facts.Task;

/** Rules compiled at run time, beside the bundled ones, are asked once about what concerns them, however many there are. */
final class UserRulesTest {
    private static final int DEVICES = 5;

    @Test
    void eachRuleIsAskedAboutItsDeviceAndCpu() {
        StringBuilder text = new StringBuilder("package rules.made\nimport probus.facts.ProbeEvent.DriverProbeBegin\n");
        for (int i = 0; i < DEVICES; i++) {
            text.append(rule("dev-" + i, "dev == \"device" + i + "\""));
            text.append(rule("cpu-" + i, "cpu == " + i));
            text.append(rule("time-" + i, "time < " + (i * 10)));
        }
        List<RuleException> problems = new ArrayList<>();
        RuleBase made = RuleBase.compile(List.of(new RuleSource("made.drl", text.toString())), problems);
        assertThat(problems).isEmpty();

        Map<String, Long> checks = new HashMap<>();
        Map<String, Long> violations = new HashMap<>();
        try (Checker checker = new Checker(RuleBase.bundled().with(made), CheckOptions.DEFAULT, violation -> {})) {
            Random random = new Random(1);
            for (int i = 1; i <= 100; i++) {
                int device = random.nextInt(DEVICES);
                int cpu = random.nextInt(DEVICES);
                boolean bad = random.nextBoolean();
                count("dev-" + device, bad, checks, violations);
                count("cpu-" + cpu, bad, checks, violations);
                for (int rule = i / 10 + 1; rule < DEVICES; rule++) {
                    count("time-" + rule, bad, checks, violations);
                }
                checker.accept(event(i, device, cpu, bad));
            }
            for (Verdict verdict : checker.finish(true, false)) {
                String id = verdict.rule().id();
                if (made.rule(id).isPresent()) {
                    assertThat(verdict.checks()).as(id).isEqualTo(checks.getOrDefault(id, 0L));
                    assertThat((long) verdict.violations().size()).as(id).isEqualTo(violations.getOrDefault(id, 0L));
                }
            }
        }
    }

    private static void count(String id, boolean bad, Map<String, Long> checks, Map<String, Long> violations) {
        checks.merge(id, 1L, Long::sum);
        violations.merge(id, bad ? 1L : 0L, Long::sum);
    }

    private static ProbeEvent event(int seq, int device, int cpu, boolean bad) {
        Stamp stamp = new Stamp(seq, seq, cpu, new Task(bad ? 1 : -1, "task"), Origin.NONE, false);
        return new DriverProbeBegin(stamp, "device" + device, bad ? "bad" : "good", probus.facts.ObjectId.UNKNOWN);
    }

    private static String rule(String id, String scope) {
        return """
                rule "%s"
                    @title("made")
                    @severity("error")
                    @needs("DriverProbeBegin")
                    @message("made")
                    @evidence_event("here")
                when
                    $event : DriverProbeBegin( %s, this.function == "bad" )
                then
                end
                """.formatted(id, scope);
    }
}
