// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import probus.model.carrier.CarrierKind;
import probus.model.example.Inline;
import probus.model.example.RandomLocking;
import probus.model.example.SevenStep;
import probus.model.world.Access;
import probus.model.world.Field;
import probus.model.world.Limits;
import probus.model.world.Mutex;

/** The search for everything: same result on any number of cores, and honest about what it left out. */
final class ExhaustiveTest {
    private static final Limits LIMITS = new Limits(500, finding -> false);

    private static Exploration exhaust(Program program, int workers) {
        return exhaust(program, workers, Search.ALL);
    }

    private static Exploration exhaust(Program program, int workers, Search search) {
        return new Exhaustive(program, LIMITS, CarrierKind.best(), workers).explore(search);
    }

    static Stream<Program> programs() {
        return Stream.concat(
                Stream.of(SevenStep.buggy(2, 3), SevenStep.buggy(3, 1), SevenStep.fixed(3, 4)),
                Stream.iterate(1, seed -> seed + 1).limit(40).map(seed -> new RandomLocking(seed, 4)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void resultDoesNotDependOnTheNumberOfWorkers(Program program) {
        Exploration one = exhaust(program, 1);
        assertThat(exhaust(program, 2)).isEqualTo(one);
        assertThat(exhaust(program, 3)).isEqualTo(one);
    }

    @Test
    void sectionsUnderOneLockAreOneStep() {
        Exploration all = exhaust(SevenStep.fixed(4, 8), 2);
        assertThat(all.complete()).isTrue();
        assertThat(all.findings()).isEmpty();
        // Where each of four tasks is, before the first to after the last of eight devices; one that is left alone just
        // goes on.
        assertThat(all.states()).hasValue(9 * 9 * 9 * 9 - 4 * 8);
    }

    @Test
    void taskThatGoesRoundForEverKeepsNobodyFromGoingOn() {
        Exploration all = exhaust(
                new Inline("spinner", world -> {
                    Field<Integer> own = new Field<>(world, "own", 0);
                    Field<Integer> data = new Field<>(world, "data", 0);
                    world.task("spinner", () -> {
                        world.enter("spin");
                        while (own.get() == 0) {
                            world.loop(0);
                        }
                        world.leave();
                    });
                    for (int i = 0; i < 2; i++) {
                        world.task("writer" + i, () -> {
                            world.enter("write");
                            data.store(Access.MARKED, data.load(Access.MARKED) + 1);
                            world.warn("sees " + data.load(Access.MARKED), "");
                            world.leave();
                        });
                    }
                }),
                2);
        assertThat(all.complete()).isTrue();
        assertThat(all.findings().stream().map(found -> found.finding().key()))
                .contains("warn:write:sees 1", "warn:write:sees 2");
    }

    @Test
    void executionThatIsTooLongIsALivelockAndNothingIsComplete() {
        Exploration all = exhaust(
                new Inline("endless", world -> {
                    Field<Integer> own = new Field<>(world, "own", 0);
                    world.task("counter", () -> {
                        while (true) {
                            own.set(own.get() + 1);
                        }
                    });
                }),
                2);
        assertThat(all.complete()).isFalse();
        assertThat(all.findings()).extracting(found -> found.finding().key()).containsExactly("livelock:");
    }

    /** The second task touches what the first has for itself only after a choice that is hardly ever made. */
    @Test
    void searchBeginsAgainWhenItReliedOnWhatIsNotSo() {
        Exploration all = exhaust(
                new Inline("rare", world -> {
                    Field<Integer> data = new Field<>(world, "data", 0);
                    Mutex mutex = new Mutex(world, "mutex");
                    world.task("one", () -> {
                        mutex.lock();
                        data.set(1);
                        data.set(2);
                        mutex.unlock();
                    });
                    world.task("two", () -> {
                        mutex.lock();
                        mutex.unlock();
                        if (world.choose("a", 200) == 199 && world.choose("b", 200) == 199) {
                            world.warn("sees " + data.load(Access.MARKED), "");
                        }
                    });
                }),
                2);
        assertThat(all.complete()).isTrue();
        assertThat(all.findings().stream().map(found -> found.finding().key()))
                .contains("warn::sees 0", "warn::sees 1", "warn::sees 2");
    }

    @Test
    void numberOfStatesIsGuessedBeforeTheyAreAllMet() {
        List<Long> guesses = new ArrayList<>();
        List<Long> met = new ArrayList<>();
        Exploration all = exhaust(SevenStep.fixed(4, 16), 1, Search.ALL.telling(new Progress() {
            @Override
            public void expects(long states) {
                guesses.add(states);
            }

            @Override
            public void at(long schedules, OptionalLong states, int findings) {
                met.add(states.orElseThrow());
            }
        }));
        long states = all.states().orElseThrow();
        assertThat(guesses).hasSameSizeAs(met);
        int middle = (int) met.stream().filter(some -> some < states / 2).count();
        assertThat(met.get(middle)).isLessThan(states * 3 / 4);
        assertThat(guesses.get(middle)).isBetween(states / 2, states * 2);
    }

    @Test
    void searchThatEndsEarlySaysSo() {
        SevenStep program = SevenStep.buggy(3, 2);
        for (Search search : new Search[] {
            Search.ALL.with(Budget.ofSchedules(5)),
            Search.ALL.with(Budget.ofSchedules(1000)),
            Search.ALL.with(Budget.ofTime(Duration.ZERO)),
            Search.ALL.until(finding -> finding.kind().isOops())
        }) {
            Exploration some = exhaust(program, 2, search);
            assertThat(some.complete()).isFalse();
            assertThat(some.schedules()).isLessThan(1100);
        }
        assertThat(new Exhaustive(program, Limits.FIRST_OOPS, CarrierKind.best(), 2)
                        .explore(Search.ALL)
                        .complete())
                .isFalse();
    }
}
