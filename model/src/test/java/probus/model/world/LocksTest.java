// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.model.world.Model.function;
import static probus.model.world.Model.require;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What locks do, and what goes wrong with them; each model is explored by every exhaustive strategy. */
final class LocksTest {
    @Test
    void locksTakenInBothOrdersDeadlock() {
        Model model = Model.of(world -> {
            Mutex a = new Mutex(world, "a");
            Mutex b = new Mutex(world, "b");
            world.task("one", () -> function(world, "f", () -> nested(a, b)));
            world.task("two", () -> function(world, "g", () -> nested(b, a)));
        });
        assertThat(model.findings()).containsExactly("deadlock:g:a -> b", "lock-order:g:a -> b -> a");
        assertThat(model.find("deadlock").finding().message()).isEqualTo("two waits in g for a; one waits in f for b");
    }

    private static void nested(Lock outer, Lock inner) {
        outer.lock();
        inner.lock();
        inner.unlock();
        outer.unlock();
    }

    @Test
    void locksTakenInBothOrdersOneAfterTheOtherAreOnlyAnOrder() {
        assertThat(Model.of(world -> {
                            Mutex a = new Mutex(world, "a");
                            Mutex b = new Mutex(world, "b");
                            world.task("one", () -> {
                                nested(a, b);
                                nested(b, a);
                            });
                        })
                        .findings())
                .containsExactly("lock-order::a -> b -> a");
    }

    @Test
    void tryLockNeverWaits() {
        Model model = Model.of(world -> {
            Mutex a = new Mutex(world, "a");
            Field<Integer> count = new Field<>(world, "count", 0);
            for (String task : List.of("one", "two")) {
                world.task(task, () -> {
                    if (a.trylock()) {
                        count.set(count.get() + 1);
                        a.unlock();
                    }
                });
            }
        });
        assertThat(model.findings()).isEmpty();
    }

    @Test
    void unlockOfALockThatSomebodyElseHasIsAWarning() {
        assertThat(Model.of(world -> {
                            Spinlock a = new Spinlock(world, "a");
                            world.task("one", () -> function(world, "f", a::unlock));
                        })
                        .findings())
                .containsExactly("warn:f:a");
    }

    @Test
    void sleepUnderASpinlockIsAWarning() {
        assertThat(Model.of(world -> {
                            Spinlock spin = new Spinlock(world, "spin");
                            Mutex mutex = new Mutex(world, "mutex");
                            world.task("one", () -> function(world, "f", () -> nested(spin, mutex)));
                        })
                        .findings())
                .containsExactly("warn:f:mutex");
    }

    @Test
    void readersShareAndWritersDoNot() {
        Model model = Model.of(world -> {
            RwSem sem = new RwSem(world, "sem");
            Field<Integer> data = new Field<>(world, "data", 0);
            for (String task : List.of("reader one", "reader two")) {
                world.task(task, () -> {
                    sem.down_read();
                    require(world, data.get() != 1, "no half-done write");
                    sem.up_read();
                });
            }
            world.task("writer", () -> {
                sem.down_write();
                data.set(1);
                data.set(2);
                sem.up_write();
            });
        });
        assertThat(model.findings()).isEmpty();
    }

    @Test
    void readersDoNotOrderEachOther() {
        Model model = Model.of(world -> {
            RwSem sem = new RwSem(world, "sem");
            Field<Integer> data = new Field<>(world, "data", 0);
            for (String task : List.of("one", "two")) {
                world.task(
                        task,
                        () -> function(world, "f", () -> {
                            sem.down_read();
                            data.set(1);
                            sem.up_read();
                        }));
            }
        });
        assertThat(model.findings()).containsExactly("race:f:data with f");
    }

    @Test
    void functionThatNeedsALockWarnsWithoutIt() {
        assertThat(Model.of(world -> {
                            Mutex a = new Mutex(world, "a");
                            world.task(
                                    "one",
                                    () -> function(world, "f", () -> {
                                        a.lock();
                                        a.assertHeld();
                                        a.unlock();
                                        a.assertHeld();
                                    }));
                        })
                        .findings())
                .containsExactly("warn:f:a");
    }

    @Test
    void lockThatIsNeverGivenBackIsADeadlockWithItsLastHolder() {
        Model model = Model.of(world -> {
            Mutex a = new Mutex(world, "a");
            world.task("one", () -> function(world, "f", a::lock));
            world.task("two", () -> function(world, "f", a::lock));
        });
        assertThat(model.findings()).containsExactly("deadlock:f:a");
        assertThat(model.find("deadlock").finding().message()).endsWith("waits in f for a; one has ended");
    }
}
