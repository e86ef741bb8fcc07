// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import probus.model.carrier.CarrierKind;
import probus.model.example.SevenStep;
import probus.model.world.Finding;
import probus.model.world.Limits;

/** How soon the sampling strategies find the race, over 400 seeds. */
final class SamplingTest {
    private static final int SEEDS = 400;
    private static final int ENOUGH = 2_000;

    /** How many executions 95 of 100 seeds need at most. */
    private static long p95(Program program, LongFunction<Strategy> strategy) {
        Search search = Search.ALL.until(finding -> finding.kind().isOops()).with(Budget.ofSchedules(ENOUGH));
        long[] needed = new long[SEEDS];
        try (Explorer explorer = new Explorer(program, Limits.FIRST_OOPS)) {
            for (int seed = 0; seed < SEEDS; seed++) {
                needed[seed] = explorer.explore(strategy.apply(seed), search).schedules();
            }
        }
        Arrays.sort(needed);
        return needed[SEEDS * 95 / 100];
    }

    private static int steps(Program program) {
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            return explorer.execute(new RoundRobin()).picks().steps();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void pctAndPosFindTheRaceWithin25Executions(int devices) {
        SevenStep program = SevenStep.buggy(2, devices);
        int steps = steps(program);
        assertThat(p95(program, seed -> new Pct(3, steps, seed))).isLessThanOrEqualTo(25);
        assertThat(p95(program, Pos::new)).isLessThanOrEqualTo(25);
    }

    @Test
    void pctAndPosFindTheRaceWithin100ExecutionsWhenOneTaskIsFarBehind() {
        SevenStep program = SevenStep.buggy(2, 1).delayedBy(40);
        int steps = steps(program);
        assertThat(p95(program, seed -> new Pct(3, steps, seed))).isLessThanOrEqualTo(100);
        assertThat(p95(program, Pos::new)).isLessThanOrEqualTo(100);
    }

    @Test
    void randomDoesNotFindTheRaceWhenOneTaskIsFarBehind() {
        Search search = Search.ALL.until(finding -> finding.kind().isOops()).with(Budget.ofSchedules(20_000));
        try (Explorer explorer = new Explorer(SevenStep.buggy(2, 1).delayedBy(40), Limits.FIRST_OOPS)) {
            Exploration walk = explorer.explore(new RandomWalk(1), search);
            assertThat(walk.findings())
                    .noneMatch(found -> found.finding().kind().isOops());
            assertThat(walk.schedules()).isEqualTo(20_000);
            assertThat(walk.complete()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void resultDoesNotDependOnTheNumberOfWorkers(boolean untilOops) {
        Search search = Search.ALL.countingTraces().with(Budget.ofSchedules(300));
        Search wanted = untilOops ? search.until(finding -> finding.kind() == Finding.Kind.DOUBLE_FREE) : search;
        Exploration one = sample(wanted, 1);
        assertThat(sample(wanted, 2)).isEqualTo(one);
        assertThat(sample(wanted, 5)).isEqualTo(one);
        assertThat(one.findings()).isNotEmpty();
    }

    private static Exploration sample(Search search, int workers) {
        return new ParallelSampling(SevenStep.buggy(2, 2), Limits.EVERYTHING, CarrierKind.best(), workers)
                .explore(() -> new Pos(7), search);
    }
}
