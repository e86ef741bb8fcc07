// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import probus.model.carrier.CarrierKind;
import probus.model.example.Inline;
import probus.model.example.RandomLocking;
import probus.model.example.SevenStep;
import probus.model.world.Access;
import probus.model.world.Async;
import probus.model.world.Field;
import probus.model.world.Footprint;
import probus.model.world.Kind;
import probus.model.world.Limits;
import probus.model.world.Mutex;
import probus.model.world.Outcome;
import probus.model.world.Scheduler;
import probus.model.world.View;
import probus.model.world.World;

/** A search that tries only one task where nothing is lost sees the same as one that tries all. */
final class ReductionTest {
    private static final int PROGRAMS = Integer.getInteger("probus.programs", 60);
    private static final Limits LIMITS = new Limits(500, finding -> false);
    private static final int MANY = 5_000;

    /** What was seen: the keys of findings, and fingerprints of the states at which an execution can end. */
    record Seen(Set<String> keys, Set<Long> ends) {
        Seen() {
            this(new TreeSet<>(), new TreeSet<>());
        }

        void add(Execution execution) {
            execution.findings().forEach(finding -> keys.add(finding.key()));
            if (execution.outcome() == Outcome.ENDED
                    || execution.outcome() == Outcome.DEADLOCK
                    || execution.outcome() == Outcome.STUCK_BEHIND_OOPS) {
                ends.add(execution.view().stateHash());
            }
        }
    }

    /** Finds only what follows from states, as a search with reduction does. */
    private record NotLookingBack(Scheduler scheduler) implements Scheduler {
        @Override
        public int pick(View view) {
            return scheduler.pick(view);
        }

        @Override
        public int choose(View view, int outcomes) {
            return scheduler.choose(view, outcomes);
        }

        @Override
        public boolean looksBack() {
            return false;
        }
    }

    /** {@return what the strategy sees, or null if that is too much for a test} */
    static Seen seen(Program program, Strategy strategy) {
        Seen seen = new Seen();
        try (Explorer explorer = new Explorer(program, LIMITS)) {
            for (int i = 0; strategy.next(); i++) {
                Execution execution = explorer.execute(new NotLookingBack(strategy));
                strategy.finished(execution.view(), execution.outcome());
                seen.add(execution);
                if (i == MANY || execution.outcome() == Outcome.TOO_LONG) {
                    return null;
                }
            }
        }
        return seen;
    }

    /** {@return what a search sees that takes some steps for movers} */
    private static Seen reduced(Program program, Reduction.Test movers) {
        return reduced(program, movers, Footprint::dependsOn);
    }

    private static Seen reduced(Program program, Reduction.Test movers, BiPredicate<Footprint, Footprint> dependence) {
        Sharing sharing = new Sharing();
        try (Explorer explorer = new Explorer(program, LIMITS)) {
            while (true) {
                Seen seen = new Seen();
                Reduction reduction = new Reduction(sharing, movers, dependence);
                Walk walk = new Walk(new Frontier(1), reduction, new States());
                while (reduction.isValid() && walk.next()) {
                    Execution execution = explorer.execute(walk);
                    walk.finished(execution.view(), execution.outcome());
                    seen.add(execution);
                }
                if (reduction.isValid()) {
                    return seen;
                }
            }
        }
    }

    /** A search. */
    private interface ToSeen {
        Seen of(Program program);
    }

    private static Seen reduced(Program program) {
        return reduced(program, Movers::isMover);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void reductionSeesWhatTheCacheSees(int batch) {
        int compared = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = new RandomLocking(1000L * batch + i, 3);
            Seen all = seen(program, new CachedDfs());
            if (all != null) {
                compared++;
                assertThat(reduced(program)).as(program.name()).isEqualTo(all);
            }
        }
        assertThat(compared).isGreaterThan(PROGRAMS / 2);
    }

    @Test
    void reductionSeesWhatNaiveSearchSees() {
        int compared = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = new RandomLocking(10_000 + i, 2);
            Seen all = seen(program, new NaiveDfs());
            if (all != null) {
                compared++;
                assertThat(reduced(program)).as(program.name()).isEqualTo(all);
                assertThat(seen(program, new SleepSets())).as(program.name()).isEqualTo(all);
            }
        }
        assertThat(compared).isGreaterThan(PROGRAMS / 4);
    }

    @ParameterizedTest
    @MethodSource("probus.model.explore.VerdictTest#small")
    void reductionSeesWhatTheCacheSees(SevenStep program) {
        assertThat(reduced(program)).isEqualTo(seen(program, new CachedDfs()));
    }

    /** Of two pairs of tasks one is tried first, and then the other one, from each of the two states in which the first can end. */
    @Test
    void tasksThatHaveNothingToDoWithEachOtherAreNotTriedTogether() {
        Program pair = new Inline("pair", world -> pair(world, "only"));
        Program pairs = new Inline("pairs", world -> {
            pair(world, "one");
            pair(world, "other");
        });
        assertThat(reduced(pairs)).isEqualTo(seen(pairs, new CachedDfs()));
        assertThat(states(pairs)).isLessThanOrEqualTo(3 * states(pair));
    }

    /** What the reader wants is disturbed by one who waits, as soon as another one lets him go on. */
    @Test
    void whoWaitsMayBeLetGoOn() {
        Program program = new Inline("waiter", world -> {
            Mutex mutex = new Mutex(world, "mutex");
            Field<Integer> first = new Field<>(world, "first", 0);
            Field<Integer> second = new Field<>(world, "second", 0);
            Async async = new Async(world, "async");
            world.task("holder", () -> {
                mutex.lock();
                async.schedule("waiter", () -> {
                    mutex.lock();
                    second.store(Access.MARKED, 1);
                    mutex.unlock();
                });
                first.store(Access.MARKED, 1);
                mutex.unlock();
            });
            world.task("reader", () -> world.warn("saw " + second.load(Access.MARKED) + first.load(Access.MARKED), ""));
        });
        Seen seen = reduced(program);
        assertThat(seen).isEqualTo(seen(program, new NaiveDfs()));
        assertThat(seen.keys()).containsExactly("warn::saw 00", "warn::saw 01", "warn::saw 11");
    }

    private static void pair(World world, String name) {
        Field<Integer> field = new Field<>(world, name, 0);
        for (int task = 1; task <= 2; task++) {
            int number = task;
            world.task(name + number, () -> {
                int sum = 0;
                for (int i = 0; i < 2; i++) {
                    field.store(Access.MARKED, number);
                    sum += field.load(Access.MARKED);
                }
                world.warn(name + number + " saw " + sum, "");
            });
        }
    }

    private static long states(Program program) {
        return new Exhaustive(program, LIMITS, CarrierKind.best(), 1)
                .explore(Search.ALL)
                .states()
                .orElseThrow();
    }

    /** What each of these takes for a mover is none; comparing shows it. */
    @Test
    void wrongMoversAreCaught() {
        assertCaught((movers, view, task) -> true);
        assertCaught((movers, view, task) -> view.pending(task).kind() == Kind.LOCK || movers.isMover(view, task));
        assertCaught((movers, view, task) -> view.pending(task).kind() == Kind.READ || movers.isMover(view, task));
        assertCaught((movers, view, task) -> view.pending(task).kind() == Kind.WRITE || movers.isMover(view, task));
        assertCaught((movers, view, task) -> view.pending(task).kind() == Kind.FREE || movers.isMover(view, task));
        assertCaught((movers, view, task) -> view.pending(task).kind() == Kind.UNLOCK || movers.isMover(view, task));
    }

    /** Steps that each of these takes for independent are not; who sleeps because of it is missed. */
    @Test
    void wrongIndependenceIsCaught() {
        Reduction.Test movers = Movers::isMover;
        assertMisses(program -> reduced(program, movers, (one, other) -> false));
        assertMisses(program -> reduced(program, movers, except(Kind.LOCK)));
        assertMisses(program -> reduced(program, movers, except(Kind.READ)));
        assertMisses(program -> reduced(program, movers, except(Kind.WRITE)));
        assertMisses(program -> reduced(program, movers, except(Kind.UPDATE)));
        assertMisses(program -> reduced(program, movers, except(Kind.FREE)));
    }

    private static BiPredicate<Footprint, Footprint> except(Kind kind) {
        return (one, other) -> one.kind() != kind && other.kind() != kind && one.dependsOn(other);
    }

    private static void assertCaught(Reduction.Test mutant) {
        assertMisses(program -> reduced(program, mutant));
    }

    private static void assertMisses(ToSeen mutant) {
        boolean caught = false;
        for (int i = 0; i < 100 * PROGRAMS && !caught; i++) {
            Program program = new RandomLocking(1000L + i, 3);
            Seen all = seen(program, new CachedDfs());
            caught = all != null && !mutant.of(program).equals(all);
        }
        assertThat(caught).isTrue();
    }
}
