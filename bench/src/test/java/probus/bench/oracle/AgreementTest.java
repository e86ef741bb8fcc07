// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import probus.bench.events.SyntheticBoot;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.catalog.Rule;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;

/** The rules and the same invariants written by hand find the same violations in streams that were made for neither. */
final class AgreementTest {
    private static final RuleBase RULES = RuleBase.bundled();

    /** Between them every rule is on. */
    private static final List<KernelProfile> PROFILES =
            List.of(KernelProfile.P61Y, KernelProfile.P615, KernelProfile.P72);

    private static final int EVENTS = 400;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("probus.seeds", 300));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreeOnRandomEvents(long seed) {
        agree(take(EVENTS, new RandomEvents(seed, 0, 0)::next));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreeOnRandomEventsWithGaps(long seed) {
        agree(take(EVENTS, new RandomEvents(seed, 8, 60)::next));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreeOnBoots(long seed) {
        agree(take(2000, new SyntheticBoot(seed, 12, 4)::next));
    }

    @Test
    void everyStepRuleIsViolatedSomewhere() {
        Set<String> violated = new TreeSet<>();
        LongStream.range(0, 3000)
                .forEach(seed -> violated.addAll(
                        byHand(take(EVENTS, new RandomEvents(seed, 0, 0)::next)).keySet()));
        // Some rules are about what is not known.
        seeds().forEach(seed -> violated.addAll(
                byHand(take(EVENTS, new RandomEvents(seed, 8, 60)::next)).keySet()));
        Set<String> all = new TreeSet<>();
        RULES.rules().stream().filter(rule -> rule.style() == Rule.Style.STEP).forEach(rule -> all.add(rule.id()));
        assertThat(violated).containsAll(all);
    }

    @Test
    void aHealthyBootHasNoViolation() {
        assertThat(byHand(take(20_000, new SyntheticBoot(1, 200, 0)::next)))
                .isEqualTo(Map.of("iommu-probed-before-driver", 313L));
    }

    private static List<ProbeEvent> take(int count, Supplier<ProbeEvent> source) {
        List<ProbeEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(source.get());
        }
        return events;
    }

    private static void agree(List<ProbeEvent> events) {
        Map<String, Long> expected = byHand(events);
        for (KernelProfile profile : PROFILES) {
            Map<String, Long> on = new TreeMap<>(expected);
            on.keySet().removeIf(id -> !decides(RULES.rule(id).orElseThrow(), profile));
            assertThat(byRules(events, profile)).as("on " + profile).isEqualTo(on);
        }
    }

    private static boolean decides(Rule rule, KernelProfile profile) {
        return rule.severityOn(profile).isPresent() && !rule.undecidedOn().contains(profile);
    }

    private static Map<String, Long> byHand(List<ProbeEvent> events) {
        HandWrittenChecker checker = new HandWrittenChecker();
        events.forEach(checker::accept);
        checker.deviceNames().forEach(name -> checker.accept(new ProbeEvent.DeviceAtEnd(Stamp.NONE, name)));
        return checker.counts();
    }

    private static Map<String, Long> byRules(List<ProbeEvent> events, KernelProfile profile) {
        Map<String, Long> counts = new TreeMap<>();
        CheckOptions options = CheckOptions.DEFAULT.on(Optional.of(profile));
        try (Checker checker = new Checker(RULES, options, violation -> {})) {
            EventCatalog.all().forEach(kind -> checker.armed(kind.name()));
            events.forEach(checker::accept);
            for (Verdict verdict : checker.finish(true, false)) {
                long count = verdict.violations().size() + verdict.more();
                if (count > 0 && verdict.rule().style() == Rule.Style.STEP) {
                    counts.put(verdict.rule().id(), count);
                }
            }
        }
        return counts;
    }
}
