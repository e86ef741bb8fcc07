// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import probus.traces.BootReader;

/** Lifts the recorded boots, where they lie beside the sources, and compares with what others found in them. */
final class RecordedBootsLiftTest {
    private static final List<String> KEYS = List.of(
            "dev_iommu_free_sees_NULL",
            "same_device_probed_by_two_tasks",
            "device_probed_again_without_release",
            "published_before_pm_runtime_enable",
            "of_xlate_with_dma_dev_NULL",
            "deferred_then_retried",
            "sysfs_duplicate_link");

    private static final Set<String> DECIDED = Set.of(
            "DI-1", "DI-2", "DI-3", "DI-4", "DI-5", "DI-7", "RK-1", "RK-2", "RK-8", "RK-9", "RG-1", "RG-2", "GR-3",
            "GR-8", "GR-9", "GR-12", "DC-2", "DC-6", "LK-2");

    /** The others looked at traces only: there the oops alone, after the trace was stopped, proves it. */
    private static final Set<String> ARGUABLE = Set.of("K-rc1/asyncrk-kpfull-nopanic/run03 DI-1");

    @Test
    void liftedEventsSayWhatOthersFound() {
        assumeThat(DerivedFacts.boots()).exists();
        List<String> differences = new ArrayList<>();
        int boots = 0;
        for (Map.Entry<String, Map<String, Object>> boot : DerivedFacts.read().entrySet()) {
            Path folder = DerivedFacts.boots().resolve(boot.getKey());
            if (Files.isDirectory(folder)) {
                boots++;
                Findings findings = lift(folder);
                for (String key : KEYS) {
                    compare(boot.getKey(), key, boot.getValue().get(key), findings, differences);
                }
            }
        }

        assertThat(boots).isGreaterThan(80);
        assertThat(differences).isEmpty();
    }

    @Test
    void whatIsViolatedShowsInLiftedEvents() {
        assumeThat(DerivedFacts.boots()).exists();
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Map<String, Object>> boot : DerivedFacts.read().entrySet()) {
            Path folder = DerivedFacts.boots().resolve(boot.getKey());
            Map<?, ?> expected = (Map<?, ?>) boot.getValue().get("expected");
            if (expected == null || !Files.isDirectory(folder)) {
                continue;
            }
            Oracle oracle = new Oracle();
            new BootReader(InputStream.nullInputStream()).read(folder.toString(), oracle);
            Set<Object> must = new HashSet<>((List<?>) expected.get("violated"));
            must.retainAll(DECIDED);
            Set<Object> may = new HashSet<>((List<?>) expected.get("may_be_violated"));
            may.addAll(must);
            oracle.violated.forEach((invariant, where) -> {
                String id = invariant.replaceFirst(" .*", "");
                must.remove(id);
                if (!may.contains(id) && !ARGUABLE.contains(boot.getKey() + " " + id)) {
                    differences.add(boot.getKey() + " says wrongly that " + invariant + " is violated: " + where);
                }
            });
            must.removeIf(id -> ARGUABLE.contains(boot.getKey() + " " + id));
            if (!must.isEmpty()) {
                differences.add(boot.getKey() + " misses " + must);
            }
        }

        assertThat(differences).isEmpty();
    }

    private static void compare(String boot, String key, Object expected, Findings findings, List<String> differences) {
        if (expected == null) {
            return;
        }
        Set<Object> wanted = new HashSet<>((List<?>) expected);
        Set<Object> got = new HashSet<>(findings.found.getOrDefault(key, List.of()));
        if (!wanted.equals(got)) {
            Set<Object> missing = new HashSet<>(wanted);
            missing.removeAll(got);
            got.removeAll(wanted);
            got.removeIf(entry -> key.startsWith("published_before") && ((List<?>) entry).get(2) == null);
            if (missing.isEmpty() && got.isEmpty()) {
                return;
            }
            differences.add(boot + " " + key + ": missing " + missing + ", too many " + got);
        }
    }

    private static Findings lift(Path folder) {
        Findings findings = new Findings();
        new BootReader(InputStream.nullInputStream()).read(folder.toString(), findings);
        return findings;
    }
}
