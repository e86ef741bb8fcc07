// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import probus.model.example.Inline;
import probus.model.example.RandomLocking;
import probus.model.explore.ReductionTest.Seen;
import probus.model.world.Access;
import probus.model.world.Async;
import probus.model.world.Completion;
import probus.model.world.Field;
import probus.model.world.Footprint;
import probus.model.world.Kind;
import probus.model.world.Mutex;
import probus.model.world.World;

/** Preempting only where something is gained shows the same with as few preemptions. */
final class PreemptionBoundTest {
    private static Seen seen(Program program, int bound) {
        return ReductionTest.seen(program, new PreemptionBound(bound));
    }

    private static Seen seen(Program program, int bound, Reduction.Test movers) {
        Sharing sharing = new Sharing();
        Reduction reduction = new Reduction(sharing, movers, Footprint::dependsOn);
        return ReductionTest.seen(program, new PreemptionBound(bound, reduction));
    }

    @Test
    void nothingIsGainedByPreemptionsBeforeSilentMovers() {
        int compared = 0;
        for (int i = 0; i < Integer.getInteger("probus.programs", 60); i++) {
            for (int bound = 0; bound <= 2; bound++) {
                Program program = new RandomLocking(2000 + i, 4);
                Seen all = seen(program, bound);
                if (all != null) {
                    compared++;
                    assertThat(seen(program, bound, Movers::isSilent))
                            .as(program.name() + " up to " + bound)
                            .isEqualTo(all);
                }
            }
        }
        assertThat(compared).isPositive();
    }

    /**
     * Two tasks, each with something to do, a store, something to wait for, and another store; and one that looks at both. To
     * see both between their stores takes one preemption: of whoever they wait for.
     */
    private static Program twoWait(Function<World, List<Runnable>> waits) {
        return new Inline("two-wait", world -> {
            List<Field<Integer>> fields = new ArrayList<>();
            List<Runnable> parts = waits.apply(world);
            for (int i = 0; i < 2; i++) {
                Field<Integer> field = new Field<>(world, "field" + i, 0);
                fields.add(field);
                world.task("waiter" + i, () -> {
                    parts.get(0).run();
                    field.store(Access.MARKED, 1);
                    parts.get(1).run();
                    field.store(Access.MARKED, 2);
                });
            }
            world.task("looker", () -> {
                int sum = 0;
                for (Field<Integer> field : fields) {
                    sum = 10 * sum + field.load(Access.MARKED);
                }
                world.warn("sees " + sum, "");
            });
        });
    }

    private static void assertNeedsThePreemption(Program program, Reduction.Test wronglySilent) {
        Seen all = seen(program, 1);
        assertThat(all.keys()).contains("warn::sees 11");
        assertThat(seen(program, 1, Movers::isSilent)).isEqualTo(all);
        Seen mutant = seen(
                program,
                1,
                (movers, view, task) -> movers.isSilent(view, task)
                        || (movers.isMover(view, task) && wronglySilent.test(movers, view, task)));
        assertThat(mutant.keys()).isNotEmpty().doesNotContain("warn::sees 11");
    }

    @Test
    void somethingIsGainedByPreemptionBeforeUnlock() {
        assertNeedsThePreemption(
                twoWait(world -> {
                    Mutex mutex = new Mutex(world, "mutex");
                    return List.of(() -> {}, () -> {
                        mutex.lock();
                        mutex.unlock();
                    });
                }),
                (movers, view, task) -> view.pending(task).kind() == Kind.UNLOCK);
    }

    @Test
    void somethingIsGainedByPreemptionBeforeTheEndOfATask() {
        assertNeedsThePreemption(
                twoWait(world -> {
                    Async async = new Async(world, "async");
                    Completion begun = new Completion(world, "begun");
                    Field<Integer> own = new Field<>(world, "own", 0);
                    world.task(
                            "starter",
                            () -> async.schedule("helper", () -> {
                                begun.complete_all();
                                own.set(1);
                            }));
                    return List.of(begun::wait_for_completion, async::synchronize);
                }),
                (movers, view, task) -> view.pending(task).kind() == Kind.WRITE);
    }
}
