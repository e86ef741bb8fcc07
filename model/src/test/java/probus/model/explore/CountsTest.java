// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import probus.model.example.SevenStep;
import probus.model.world.Limits;

/** The published numbers of the seven-step model, which naive search, SPIN and two other engines agree on. */
final class CountsTest {
    static Exploration explore(Program program, Strategy strategy) {
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            return explorer.explore(strategy, Search.ALL.countingTraces());
        }
    }

    private static Set<String> crashes(Exploration exploration) {
        return exploration.findings().stream()
                .filter(found -> found.finding().kind().isOops())
                .map(found ->
                        found.finding().kind().word() + ":" + found.finding().function())
                .collect(Collectors.toSet());
    }

    @Test
    void naiveSearchMeets58Traces() {
        Exploration naive = explore(SevenStep.buggy(2, 1), new NaiveDfs());
        assertThat(naive.complete()).isTrue();
        assertThat(naive.schedules()).isEqualTo(2734);
        assertThat(naive.traces()).hasValue(58);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 58", "2, 2, 514", "3, 1, 16587"})
    void reductionCompletesEachTraceOnce(int tasks, int devices, long traces) {
        Exploration dpor = explore(SevenStep.buggy(tasks, devices), new Dpor());
        assertThat(dpor.complete()).isTrue();
        assertThat(dpor.traces()).hasValue(traces);
        assertThat(dpor.schedules()).isEqualTo(traces);

        Exploration sleepSets = explore(SevenStep.buggy(tasks, devices), new SleepSets());
        assertThat(sleepSets.complete()).isTrue();
        assertThat(sleepSets.traces()).hasValue(traces);
        assertThat(sleepSets.schedules() - sleepSets.abandoned()).isEqualTo(traces);
    }

    @Test
    void reductionFindsAllCrashKindsIn58Executions() {
        assertThat(crashes(explore(SevenStep.buggy(2, 1), new Dpor())))
                .containsExactlyInAnyOrder(
                        "null-deref:dev_iommu_free", "null-deref:rk_iommu_probe_device", "double-free:dev_iommu_free");
    }

    @ParameterizedTest
    @CsvSource({
        "false, 2, 1, 137",
        "false, 2, 2, 581",
        "false, 2, 3, 1333",
        "false, 3, 1, 3572",
        "false, 3, 2, 32553",
        "false, 3, 3, 119284",
        "true, 2, 8, 1233",
        "true, 3, 8, 16281",
        "true, 4, 3, 6400",
        "true, 4, 8, 193185"
    })
    void cacheMeetsAsManyStatesAsSpin(boolean fixed, int tasks, int devices, long states) {
        Exploration cache = explore(new SevenStep(tasks, devices, fixed, 0), new CachedDfs());
        assertThat(cache.complete()).isTrue();
        assertThat(cache.states()).hasValue(states);
        assertThat(cache.findings().isEmpty()).isEqualTo(fixed);
    }

    @Test
    @EnabledIfSystemProperty(named = "probus.long", matches = "true", disabledReason = "takes minutes")
    void cacheMeetsAsManyStatesAsSpinOnFourTasksAndTwoDevices() {
        assertThat(explore(SevenStep.buggy(4, 2), new CachedDfs()).states()).hasValue(2_371_921);
    }
}
