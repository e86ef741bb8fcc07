// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import probus.model.carrier.CarrierKind;
import probus.model.example.SevenStep;
import probus.model.world.Limits;

/** From a long schedule of many tasks to one that a person can follow. */
final class MinimiserTest {
    @ParameterizedTest
    @CsvSource({"null-deref:rk_iommu_probe_device, 9", "null-deref:dev_iommu_free, 12"})
    void seedBugNeedsTwoTasksOneDeviceAndOnePreemption(String bug, int steps) {
        SevenStep program = SevenStep.buggy(4, 8);
        Found found;
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            Search search =
                    Search.ALL.until(finding -> finding.key().equals(bug)).with(Budget.ofSchedules(10_000));
            found = explorer.explore(new RandomWalk(1), search).findings().stream()
                    .filter(each -> each.finding().key().equals(bug))
                    .findFirst()
                    .orElseThrow();
        }
        Minimal minimal = new Minimiser(program, Limits.EVERYTHING, CarrierKind.best(), Budget.ofSchedules(20_000))
                .minimise(found);
        assertThat(minimal.program()).isEqualTo(SevenStep.buggy(2, 1));
        assertThat(minimal.found().finding().key()).isEqualTo(bug);
        assertThat(minimal.found().cost()).isEqualTo(new Cost(2, 1, 2, steps));
        assertThat(minimal.proven()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null-deref:dev_iommu_free", "double-free:dev_iommu_free:dev_iommu"})
    void scheduleIsMadeSmallerOnItsOwnProgramToo(String bug) {
        SevenStep program = SevenStep.buggy(2, 1);
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            Found found =
                    explorer.explore(new RandomWalk(5), Search.ALL.with(Budget.ofSchedules(500))).findings().stream()
                            .filter(each -> each.finding().key().equals(bug))
                            .findFirst()
                            .orElseThrow();
            Minimal minimal = new Minimiser(program, Limits.EVERYTHING, CarrierKind.best(), Budget.ofSchedules(20_000))
                    .minimise(found);
            assertThat(minimal.found().cost()).isLessThanOrEqualTo(found.cost());
            assertThat(minimal.proven()).isTrue();
            assertThat(explorer.execute(new Replay(minimal.found().schedule())).findings())
                    .anyMatch(finding -> finding.key().equals(bug));
        }
    }
}
