// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import probus.model.carrier.CarrierKind;
import probus.model.example.SevenStep;
import probus.model.world.Limits;

/** A schedule is text, and says what happens. */
final class ReplayTest {
    static List<CarrierKind> carriers() {
        return Arrays.stream(CarrierKind.values())
                .filter(kind -> kind == CarrierKind.PLATFORM_THREAD || CarrierKind.best() == kind)
                .toList();
    }

    /** Schedules are written on the best carrier and replayed on each. */
    @ParameterizedTest
    @MethodSource("carriers")
    void thousandSchedulesOfThousandGiveTheSameTrace(CarrierKind carrier) {
        SevenStep program = SevenStep.buggy(3, 2);
        try (Explorer writer = new Explorer(program, Limits.EVERYTHING);
                Explorer reader = new Explorer(program, Limits.EVERYTHING, carrier)) {
            RandomWalk walk = new RandomWalk(3);
            int same = 0;
            for (int i = 0; i < 1000; i++) {
                walk.next();
                Recorder recorder = new Recorder(walk);
                Execution written = writer.execute(recorder);
                String line =
                        new Schedule(1, program.name(), "x", recorder.runs(), "none", written.traceHash()).toString();
                Schedule read = Schedule.parse(line);
                Replay replay = new Replay(read);
                Execution again = reader.execute(replay);
                replay.finished(again.view(), again.outcome());
                assertThat(read.toString()).isEqualTo(line);
                assertThat(replay.divergence()).isEmpty();
                same += again.traceHash() == written.traceHash()
                                && again.findings().equals(written.findings())
                        ? 1
                        : 0;
            }
            assertThat(same).isEqualTo(1000);
        }
    }

    @Test
    void findingIsReplayedFromItsText() {
        SevenStep program = SevenStep.buggy(2, 1);
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            Found found = explorer.explore(new Dpor(), Search.ALL).findings().get(0);
            Schedule schedule = Schedule.parse(found.schedule().toString());
            assertThat(schedule).isEqualTo(found.schedule());
            Execution again = explorer.execute(new Replay(schedule));
            assertThat(again.traceHash()).isEqualTo(schedule.trace());
            assertThat(again.findings()).contains(found.finding());
        }
    }

    @Test
    void replayStopsWhereTheModelIsNotWhatItWas() {
        Schedule schedule = schedule(SevenStep.buggy(2, 1));
        try (Explorer other = new Explorer(SevenStep.fixed(2, 1), Limits.EVERYTHING)) {
            Replay replay = new Replay(schedule);
            Execution again = other.execute(replay);
            assertThat(replay.divergence()).hasValueSatisfying(divergence -> {
                assertThat(divergence.step()).isLessThan(schedule.runs().get(0).steps());
                assertThat(divergence.message()).contains("are not what they were");
            });
            assertThat(again.picks().steps())
                    .isEqualTo(replay.divergence().orElseThrow().step());
        }
    }

    private static Schedule schedule(Program program) {
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            return explorer.explore(new Dpor(), Search.ALL).findings().get(0).schedule();
        }
    }

    @Test
    void scheduleIsOneLineThatSaysWhereItComesFrom() {
        assertThat(schedule(SevenStep.buggy(2, 1)).toString())
                .startsWith("v1 model=")
                .contains(" cfg=seven-step-buggy:2x1 seed=dpor#")
                .contains(" end=null-deref:")
                .doesNotContain("\n");
    }

    /** Written on one JDK and one carrier, replayed on all. */
    @ParameterizedTest
    @MethodSource("carriers")
    void storedScheduleStillShowsTheOopsOfTheSeed(CarrierKind carrier) {
        Schedule stored = Schedule.parse("v1 model=eb92cad95ce5d207 cfg=seven-step-buggy:2x1 seed=minimised"
                + " | T0*4/18aa T1*5/28e2 T0*3/3e87 | end=null-deref:dev_iommu_free trace=7335579061c802a2");
        try (Explorer explorer = new Explorer(SevenStep.buggy(2, 1), Limits.EVERYTHING, carrier)) {
            assertThat(explorer.modelHash()).isEqualTo(stored.model());
            Execution again = explorer.execute(new Replay(stored));
            assertThat(again.traceHash()).isEqualTo(stored.trace());
            assertThat(again.findings()).anyMatch(finding -> finding.key().equals(stored.end()));
        }
    }

    @Test
    void textThatIsNoScheduleIsRefusedWithAnExample() {
        for (String wrong : List.of(
                "",
                "v1",
                "v2 model=0 cfg=a seed=b | T0/0000 | end=none trace=0",
                "v1 model= cfg= seed= | | end= trace=")) {
            assertThatThrownBy(() -> Schedule.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("T0*3/1c4e");
        }
        String line = schedule(SevenStep.buggy(2, 1)).toString();
        for (String run : List.of("T64/0000", "T0*0/0000", "T0*3", "X")) {
            assertThatThrownBy(() -> Schedule.parse(line.replaceFirst("\\| T\\S+", "| " + run)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(run);
        }
        IntStream.range(0, line.length()).forEach(end -> {
            String cut = line.substring(0, end);
            assertThatThrownBy(() -> Schedule.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        });
    }
}
