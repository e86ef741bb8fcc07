// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import probus.engine.Verdict;
import probus.engine.Verdict.Kind;
import probus.engine.Violation;
import probus.engine.catalog.Severity;
import probus.facts.ProbeEvent;

/** What Probus says of boots that real kernels recorded is what independent checkers found in them. */
final class RecordedBootsTest {
    private static final double MICROSECOND = 1.1e3;

    @TestFactory
    Stream<DynamicTest> folders() {
        return each(RecordedBoots::folder, RecordedBootsTest::asExpected);
    }

    @TestFactory
    Stream<DynamicTest> single_files() {
        return each(RecordedBoots::file, RecordedBootsTest::asExpected);
    }

    @TestFactory
    Stream<DynamicTest> evidence() {
        return each(RecordedBoots::folder, RecordedBootsTest::evidenceNamesWhoAndWhen);
    }

    @TestFactory
    Stream<DynamicTest> faults() {
        return each(RecordedBoots::folder, (facts, answer) -> {
            Verdict oops = answer.verdicts().get("no-kernel-oops");
            Verdict warning = answer.verdicts().get("no-kernel-warning");
            assertThat(oops.kind() == Kind.VIOLATED)
                    .isEqualTo(!facts.entries("oops").isEmpty());
            assertThat(warning.kind() == Kind.VIOLATED)
                    .isEqualTo(!facts.entries("warn").isEmpty());
        });
    }

    @TestFactory
    Stream<DynamicTest> healthy_kernels() {
        return RecordedBoots.facts().entrySet().stream()
                .filter(boot -> boot.getKey().startsWith("K-good/"))
                .map(boot -> dynamicTest(
                        boot.getKey(),
                        () -> healthy(boot.getValue(), RecordedBoots.check(RecordedBoots.folder(boot.getKey())))));
    }

    private static Stream<DynamicTest> each(
            Function<String, Path> input, BiConsumer<RecordedBoots.Facts, RecordedBoots.Answer> check) {
        return RecordedBoots.facts().entrySet().stream()
                .map(boot -> dynamicTest(
                        boot.getKey(),
                        () -> check.accept(boot.getValue(), RecordedBoots.check(input.apply(boot.getKey())))));
    }

    private static void asExpected(RecordedBoots.Facts facts, RecordedBoots.Answer answer) {
        Map<String, Kind> said = byInvariant(answer);
        List<String> wrong = new ArrayList<>();
        said.forEach((invariant, kind) -> {
            boolean must = facts.expected("violated").contains(invariant)
                    || (invariant.equals("DI-4") && facts.hasOverlapInGraph());
            boolean may = must || facts.expected("may_be_violated").contains(invariant);
            boolean holds = facts.expected("holds").contains(invariant);
            // The expectations go by probe events; calls in a graph around them show overlaps too.
            boolean overlap = invariant.equals("DI-4") && facts.hasOverlapInGraph();
            boolean neither = !overlap && facts.expected("neither").contains(invariant);
            boolean violated = kind == Kind.VIOLATED;
            if (!facts.hasExpectation()
                    ? kind == Kind.HOLDS || (must != violated && invariant.equals("DI-4"))
                    : (must && !violated) || (violated && !may)) {
                wrong.add(invariant + " is " + kind);
            } else if ((holds && kind != Kind.HOLDS) || (neither && (violated || kind == Kind.HOLDS))) {
                wrong.add(invariant + " is " + kind);
            }
        });
        assertThat(answer.summary().error()).isEmpty();
        assertThat(answer.summary().skippedLines()).isZero();
        assertThat(said.keySet()).containsAll(facts.expected("violated"));
        assertThat(wrong).isEmpty();
    }

    private static void healthy(RecordedBoots.Facts facts, RecordedBoots.Answer answer) {
        Map<String, Integer> violations = new TreeMap<>();
        for (Verdict verdict : answer.verdicts().values()) {
            if (verdict.kind() == Kind.VIOLATED && verdict.severity() != Severity.NOTE) {
                violations.put(verdict.rule().id(), verdict.violations().size());
            }
        }
        int twice = facts.entries("device_probed_again_without_release").size();
        int replaced = facts.entries("default_domain_attached_over_drivers_own").size();
        Map<String, Integer> expected = new TreeMap<>();
        if (twice > 0) {
            expected.putAll(Map.of(
                    "device-probed-once", twice, "device-link-taken-once", twice, "iommu-device-linked-once", twice));
        }
        if (replaced > 0) {
            expected.put("own-domain-not-replaced-by-walk", replaced);
        }
        assertThat(violations).isEqualTo(expected);
    }

    private static void evidenceNamesWhoAndWhen(RecordedBoots.Facts facts, RecordedBoots.Answer answer) {
        for (List<String> entry : facts.entries("dev_iommu_free_sees_NULL")) {
            assertShown(answer, "DI-1", entry.get(1), entry.get(0), entry.get(2));
        }
        Set<String> readLate = new TreeSet<>();
        facts.entries("dev_iommu_free_read_later_than_stamp").forEach(entry -> readLate.add(entry.get(1)));
        for (List<String> entry : facts.entries("dev_iommu_free_of_pointer_not_live")) {
            if (readLate.contains(entry.get(1))) {
                // Second by its stamp only: the free stamped first read a later state, and is the one that is reported.
                continue;
            }
            assertShown(answer, "DI-1", entry.get(1), entry.get(0), entry.get(4));
        }
        for (List<String> entry : facts.entries("same_device_probed_by_two_tasks")) {
            Violation shown = assertShown(answer, "DI-4", entry.get(1), entry.get(0), entry.get(3));
            assertThat(pids(shown)).contains(pid(entry.get(2)));
        }
        for (List<String> entry : facts.entries("of_xlate_with_dma_dev_NULL")) {
            assertShown(answer, "RK-2", entry.get(1), entry.get(0), entry.get(3));
        }
        for (String key :
                List.of("device_probed_again_without_release", "iommu_probe_succeeded_again_without_release")) {
            for (List<String> entry : facts.entries(key)) {
                Violation shown = assertShown(answer, "DI-5", entry.get(0), entry.get(3), entry.get(4));
                assertThat(pids(shown)).contains(pid(entry.get(2)));
            }
        }
        for (List<String> entry : facts.entries("client_probed_in_group_without_default_domain")) {
            assertShown(answer, "GR-12", entry.get(0), entry.get(1), entry.get(2));
        }
        int replaced = facts.entries("default_domain_attached_over_drivers_own").size();
        assertThat(violations(answer, "GR-9")).hasSize(replaced);
    }

    /** {@return the violation whose evidence has an event of this device by this task at this time} */
    private static Violation assertShown(
            RecordedBoots.Answer answer, String invariant, String device, String time, String task) {
        List<Violation> shown = violations(answer, invariant).stream()
                .filter(violation -> violation.evidence().stream()
                        .anyMatch(item -> item.event() instanceof ProbeEvent.OfDevice of
                                && of.dev().equals(device)
                                && Math.abs(of.getTime() - Double.parseDouble(time) * 1e9) < MICROSECOND
                                && of.getTask().pid() == pid(task)))
                .toList();
        assertThat(shown)
                .as(invariant + " " + device + " at " + time + " by " + task)
                .isNotEmpty();
        return shown.get(0);
    }

    private static List<Violation> violations(RecordedBoots.Answer answer, String invariant) {
        return answer.verdicts().values().stream()
                .filter(verdict -> verdict.rule().catalog().equals(invariant))
                .flatMap(verdict -> verdict.violations().stream())
                .toList();
    }

    private static Set<Integer> pids(Violation violation) {
        Set<Integer> pids = new TreeSet<>();
        violation.evidence().forEach(item -> pids.add(item.event().getTask().pid()));
        return pids;
    }

    private static int pid(String task) {
        return Integer.parseInt(task.substring(task.lastIndexOf('-') + 1));
    }

    /** Of several rules for one invariant the gravest answer counts; what was not exercised says nothing. */
    private static Map<String, Kind> byInvariant(RecordedBoots.Answer answer) {
        Map<String, Set<Kind>> kinds = new TreeMap<>();
        for (Verdict verdict : answer.verdicts().values()) {
            if (!verdict.rule().catalog().isEmpty()) {
                kinds.computeIfAbsent(verdict.rule().catalog(), id -> EnumSet.noneOf(Kind.class))
                        .add(verdict.kind());
            }
        }
        Map<String, Kind> gravest = new TreeMap<>();
        kinds.forEach(
                (invariant, said) -> gravest.put(invariant, said.iterator().next()));
        return gravest;
    }
}
