// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import probus.model.explore.CachedDfs;
import probus.model.explore.Dpor;
import probus.model.explore.Exploration;
import probus.model.explore.NaiveDfs;
import probus.model.explore.SleepSets;

/** Small programs of random steps: every strategy must meet the same traces, and tell the same of what tasks have seen. */
final class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("probus.programs", 40);

    /** What the tasks of a random program share. */
    private static final class Shared {
        final World world;
        final List<Field<Integer>> fields = new ArrayList<>();
        final Mutex mutex;
        final Spinlock spinlock;
        final RwSem sem;
        final Completion completion;
        final Async async;
        final Work work;
        final Thing thing;

        Shared(World world) {
            this.world = world;
            fields.add(new Field<>(world, "x", 0));
            fields.add(new Field<>(world, "y", 0));
            mutex = new Mutex(world, "mutex");
            spinlock = new Spinlock(world, "spinlock");
            sem = new RwSem(world, "sem");
            completion = new Completion(world, "completion");
            async = new Async(world, "async");
            work = new Work(world, "work", () -> fields.get(0).getAndUpdate(value -> value + 8));
            thing = new Thing(world);
        }
    }

    private static final class Thing extends HeapObject {
        final Field<Integer> member = new Field<>(this, "member", 0);
        final RefCount count = new RefCount(this, "count", 2);

        Thing(World world) {
            super(world, "thing");
        }
    }

    /** A step of a random program: adds what it sees to the list. */
    private interface RandomStep {
        void run(Shared shared, List<Object> seen);
    }

    private static RandomStep step(SplittableRandom random, int depth) {
        int field = random.nextInt(2);
        int number = random.nextInt(1, 3);
        Access access = List.of(Access.values()).get(random.nextInt(3));
        return switch (random.nextInt(depth > 0 ? 17 : 19)) {
            case 0, 1, 2 -> (shared, seen) -> seen.add(shared.fields.get(field).load(access));
            case 3, 4, 5 -> (shared, seen) -> shared.fields.get(field).store(access, number);
            case 6 -> (shared, seen) -> seen.add(shared.fields.get(field).getAndUpdate(value -> value + number));
            case 7 ->
                (shared, seen) ->
                        locked(shared.mutex, () -> shared.fields.get(field).set(number));
            case 8 -> (shared, seen) -> locked(shared.spinlock, () -> locked(shared.mutex, () -> {}));
            case 9 -> (shared, seen) -> seen.add(shared.mutex.trylock());
            case 10 ->
                (shared, seen) -> {
                    shared.sem.down_read();
                    seen.add(shared.fields.get(field).get());
                    shared.sem.up_read();
                };
            case 11 ->
                (shared, seen) -> {
                    shared.sem.down_write();
                    shared.fields.get(field).set(number);
                    shared.sem.up_write();
                };
            case 12 -> (shared, seen) -> shared.completion.complete();
            case 13 -> (shared, seen) -> shared.completion.wait_for_completion();
            case 14 -> (shared, seen) -> seen.add(shared.thing.member.get());
            case 15 ->
                (shared, seen) -> {
                    if (shared.thing.count.put()) {
                        shared.world.kfree(shared.thing);
                    }
                };
            case 16 -> (shared, seen) -> seen.add(shared.world.choose("choice", 2));
            case 17 -> {
                RandomStep inner = step(random, depth + 1);
                yield (shared, seen) -> {
                    shared.async.schedule("helper", () -> inner.run(shared, new ArrayList<>()));
                    shared.async.synchronize();
                };
            }
            default ->
                (shared, seen) -> {
                    shared.work.queue();
                    shared.work.flush();
                };
        };
    }

    private static void locked(Lock lock, Runnable inside) {
        lock.lock();
        inside.run();
        lock.unlock();
    }

    private static Consumer<World> program(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<RandomStep>> tasks = new ArrayList<>();
        int count = random.nextInt(2, 4);
        for (int task = 0; task < count; task++) {
            List<RandomStep> steps = new ArrayList<>();
            for (int i = random.nextInt(1, count == 2 ? 4 : 3); i > 0; i--) {
                steps.add(step(random, 0));
            }
            tasks.add(steps);
        }
        return world -> {
            Shared shared = new Shared(world);
            for (int i = 0; i < tasks.size(); i++) {
                String name = "task" + i;
                List<RandomStep> steps = tasks.get(i);
                world.task(
                        name,
                        () -> Model.function(world, name, () -> {
                            List<Object> seen = new ArrayList<>();
                            steps.forEach(step -> step.run(shared, seen));
                            world.warn("saw " + seen, "saw " + seen);
                        }));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void strategiesAgree(int batch) {
        int compared = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            long seed = 1000L * batch + i;
            Model model = new Model("random" + seed, program(seed));
            Exploration naive = model.explore(new NaiveDfs());
            if (naive.complete()) {
                compared++;
                agree(model, naive);
            }
        }
        assertThat(compared).isGreaterThan(PROGRAMS / 2);
    }

    /** Programs that once showed a mistake of a strategy or of a primitive. */
    @ParameterizedTest
    @ValueSource(longs = {1157, 2273, 1870, 2867})
    void strategiesStillAgree(long seed) {
        Model model = new Model("random" + seed, program(seed));
        Exploration naive = model.explore(new NaiveDfs());
        assertThat(naive.complete()).isTrue();
        agree(model, naive);
    }

    private static void agree(Model model, Exploration naive) {
        Exploration sleepSets = model.explore(new SleepSets());
        Exploration dpor = model.explore(new Dpor());
        Exploration cache = model.explore(new CachedDfs());
        assertThat(sleepSets.traces()).as(model.name()).isEqualTo(naive.traces());
        assertThat(sleepSets.schedules() - sleepSets.abandoned())
                .as(model.name())
                .isEqualTo(naive.traces().orElseThrow());
        assertThat(dpor.traces()).as(model.name() + " by dpor").isEqualTo(naive.traces());
        for (Exploration other : List.of(sleepSets, dpor)) {
            assertThat(Model.keys(other))
                    .as(model.name() + " by " + other.strategy())
                    .isEqualTo(Model.keys(naive));
        }
        assertThat(withoutRaces(cache)).as(model.name() + " by cache").isEqualTo(withoutRaces(naive));
    }

    /** A cache sees a race when its accesses are next at once, which is not so for one behind another. */
    private static List<String> withoutRaces(Exploration exploration) {
        return Model.keys(exploration).stream()
                .filter(key -> !key.startsWith("race:"))
                .toList();
    }
}
