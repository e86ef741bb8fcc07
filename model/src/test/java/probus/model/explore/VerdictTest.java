// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import probus.model.example.SevenStep;
import probus.model.world.Finding;
import probus.model.world.Limits;
import probus.model.world.Outcome;

/** What the strategies say, compared with each other. */
final class VerdictTest {
    static Stream<SevenStep> small() {
        return Stream.of(
                SevenStep.buggy(2, 1),
                SevenStep.buggy(2, 2),
                SevenStep.buggy(3, 1),
                SevenStep.fixed(2, 2),
                SevenStep.fixed(3, 2),
                SevenStep.buggy(2, 1).delayedBy(5));
    }

    private static Set<String> verdict(Program program, Strategy strategy) {
        Set<String> keys = new TreeSet<>();
        Exploration exploration = CountsTest.explore(program, strategy);
        assertThat(exploration.complete()).isTrue();
        exploration.findings().forEach(found -> keys.add(found.finding().key()));
        return keys;
    }

    @ParameterizedTest
    @MethodSource("small")
    void cacheSaysTheSameAsSearchesWithoutOne(SevenStep program) {
        Set<String> cache = verdict(program, new CachedDfs());
        assertThat(cache).isEqualTo(verdict(program, new Dpor()));
        assertThat(cache).isEqualTo(verdict(program, new SleepSets()));
        assertThat(cache.isEmpty()).isEqualTo(program.fixed());
    }

    @Test
    void preemptionBoundEndsWithTheSameVerdict() {
        assertThat(verdict(SevenStep.buggy(2, 1), new PreemptionBound(20)))
                .isEqualTo(verdict(SevenStep.buggy(2, 1), new CachedDfs()));
        for (PreemptionBound two : List.of(new PreemptionBound(2), PreemptionBound.reduced(2))) {
            Exploration upToTwo = CountsTest.explore(SevenStep.buggy(2, 3), two);
            assertThat(upToTwo.complete()).isFalse();
            assertThat(upToTwo.preemptions()).hasValue(2);
        }
    }

    @Test
    void searchThatIsEndedInARoundSaysUpToWhichBoundEverythingWasTried() {
        try (Explorer explorer = new Explorer(SevenStep.buggy(2, 3), Limits.EVERYTHING)) {
            Exploration some = explorer.explore(new PreemptionBound(9), Search.ALL.with(Budget.ofSchedules(500)));
            assertThat(some.complete()).isFalse();
            assertThat(some.preemptions()).hasValue(1);
        }
    }

    /** In the first schedule, not by luck: whatever the order of the tasks, nothing orders their accesses. */
    @Test
    void raceIsSeenInTheFirstScheduleInWhichTwoTasksTouchTheDevice() {
        List<Strategy> strategies = new ArrayList<>(List.of(new RoundRobin(), new CachedDfs(), new Dpor()));
        for (int seed = 0; seed < 50; seed++) {
            strategies.addAll(List.of(new RandomWalk(seed), new Pos(seed), new Pct(3, 14, seed)));
        }
        for (Strategy strategy : strategies) {
            try (Explorer explorer = new Explorer(SevenStep.buggy(2, 1), Limits.EVERYTHING)) {
                strategy.next();
                assertThat(explorer.execute(strategy).findings())
                        .as(strategy.name())
                        .anyMatch(finding -> finding.kind() == Finding.Kind.RACE
                                && finding.subject().startsWith("dev0->iommu"));
            }
        }
    }

    @Test
    void fixedModelOfTwoTasksAndEightDevicesIsExhaustedWithinASecond() {
        try (Explorer explorer = new Explorer(SevenStep.fixed(2, 8), Limits.EVERYTHING)) {
            Exploration all = explorer.explore(new CachedDfs(), Search.ALL.with(Budget.ofTime(Duration.ofSeconds(1))));
            assertThat(all.complete()).isTrue();
            assertThat(all.schedules()).isEqualTo(65);
            assertThat(all.findings()).isEmpty();
        }
    }

    @Test
    void searchThatRunsOutOfItsBudgetSaysSo() {
        try (Explorer explorer = new Explorer(SevenStep.buggy(3, 1), Limits.EVERYTHING)) {
            List<Long> told = new ArrayList<>();
            Exploration some = explorer.explore(
                    new Dpor(),
                    Search.ALL
                            .with(Budget.ofSchedules(2500))
                            .telling((schedules, states, findings) -> told.add(schedules)));
            assertThat(some.complete()).isFalse();
            assertThat(some.schedules()).isEqualTo(2500);
            assertThat(told).containsExactly(1024L, 2048L);
            assertThat(explorer.explore(new CachedDfs(), Search.ALL.with(Budget.ofTime(Duration.ZERO)))
                            .complete())
                    .isFalse();
        }
    }

    @Test
    void roundRobinRunsOneTaskAfterTheOther() {
        try (Explorer explorer = new Explorer(SevenStep.buggy(3, 2), Limits.EVERYTHING)) {
            Execution boot = explorer.execute(new RoundRobin());
            assertThat(boot.outcome()).isEqualTo(Outcome.ENDED);
            assertThat(boot.picks().switches()).isEqualTo(2);
            assertThat(boot.picks().preemptions()).isZero();
            assertThat(boot.picks().steps()).isEqualTo(3 * 2 * 7);
        }
    }

    @Test
    void numberOfInterleavingsIsGuessedWithinAThird() {
        try (Explorer explorer = new Explorer(SevenStep.buggy(2, 1), Limits.EVERYTHING)) {
            Estimator estimator = new Estimator(1);
            explorer.explore(estimator, Search.ALL.with(Budget.ofSchedules(1000)));
            assertThat(estimator.schedules()).isBetween(2734 * 0.67, 2734 * 1.33);
        }
    }
}
