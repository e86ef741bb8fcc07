// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static probus.model.world.Model.function;
import static probus.model.world.Model.require;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import probus.facts.ProbeEvent;
import probus.model.explore.Exploration;
import probus.model.explore.NaiveDfs;

/** What the primitives do, and what goes wrong with them; each model is explored by every exhaustive strategy. */
final class PrimitivesTest {
    private static final class Thing extends HeapObject {
        final Field<Integer> member = new Field<>(this, "member", 0);
        final RefCount references = new RefCount(this, "references", 1);

        Thing(World world, String label) {
            super(world, label);
        }
    }

    @Test
    void taskThatTakesItsOwnLockAgainDeadlocks() {
        assertThat(Model.of(world -> {
                            Mutex a = new Mutex(world, "a");
                            world.task(
                                    "one",
                                    () -> function(world, "f", () -> {
                                        a.lock();
                                        a.lock();
                                    }));
                        })
                        .findings())
                .containsExactly("deadlock:f:a");
    }

    @Test
    void useAfterFreeIsFoundWhereItIsPossible() {
        Model racy = Model.of(world -> {
            Thing thing = new Thing(world, "thing");
            world.task("user", () -> function(world, "use", () -> thing.member.get()));
            world.task("owner", () -> function(world, "drop", () -> world.kfree(thing)));
        });
        assertThat(racy.findings()).containsExactly("race:drop:thing with use", "use-after-free:use:thing->member");
        Model ordered = Model.of(world -> {
            Thing thing = new Thing(world, "thing");
            Completion used = new Completion(world, "used");
            world.task("user", () -> {
                thing.member.get();
                used.complete();
            });
            world.task("owner", () -> {
                used.wait_for_completion();
                world.kfree(thing);
                world.kfree(null);
            });
        });
        assertThat(ordered.findings()).isEmpty();
    }

    @Test
    void referencesKeepAnObjectAlive() {
        Model counted = Model.of(world -> {
            Thing thing = new Thing(world, "thing");
            thing.references.get();
            for (String task : List.of("one", "two")) {
                world.task(task, () -> {
                    thing.member.load(Access.MARKED);
                    if (thing.references.put()) {
                        world.kfree(thing);
                    }
                });
            }
        });
        assertThat(counted.findings()).isEmpty();
        assertThat(Model.of(world -> {
                            Thing thing = new Thing(world, "thing");
                            world.task("one", () -> {
                                require(world, thing.references.put(), "last reference");
                                require(world, !thing.references.getUnlessZero(), "no reference");
                                thing.references.get();
                            });
                        })
                        .findings())
                .containsExactly("warn::thing->references");
    }

    @Test
    void markedAccessesDoNotRaceWithEachOtherAndOrderNothing() {
        Model model = Model.of(world -> {
            Field<Boolean> flag = new Field<>(world, "flag", false);
            Field<Integer> data = new Field<>(world, "data", 0);
            world.task(
                    "writer",
                    () -> function(world, "write", () -> {
                        data.set(1);
                        flag.store(Access.MARKED, true);
                    }));
            world.task(
                    "reader",
                    () -> function(world, "read", () -> {
                        if (flag.load(Access.MARKED)) {
                            data.get();
                        }
                    }));
        });
        // The two accesses are never next at once, so only a clock sees this race.
        assertThat(Model.keys(model.explore(new NaiveDfs()))).containsExactly("race:read:data with write");
    }

    @Test
    void orderedAccessesOrder() {
        Model model = Model.of(world -> {
            Field<Boolean> flag = new Field<>(world, "flag", false);
            Field<Integer> data = new Field<>(world, "data", 0);
            world.task("writer", () -> {
                data.set(1);
                flag.store(Access.ORDERED, true);
            });
            world.task("reader", () -> {
                if (flag.load(Access.ORDERED)) {
                    require(world, data.get() == 1, "data before flag");
                }
            });
        });
        assertThat(model.findings()).isEmpty();
    }

    @Test
    void asyncFunctionsRunInAnyOrderAndAreWaitedFor() {
        List<Object> seen = new ArrayList<>();
        Model model = Model.of(world -> {
            Async async = new Async(world, "async");
            Field<Integer> last = new Field<>(world, "last", 0);
            world.task("boot", () -> {
                for (int i = 1; i <= 2; i++) {
                    int number = i;
                    async.schedule("helper", () -> last.store(Access.MARKED, number));
                }
                async.synchronize();
                seen.add(last.get());
            });
        });
        assertThat(model.findings()).isEmpty();
        assertThat(seen).contains(1, 2).doesNotContain(0);
    }

    @Test
    void workRunsOnceForEachTimeThatItIsQueuedAndWasNotWaitingAndNeverTwiceAtOnce() {
        Set<Integer> seen = new HashSet<>();
        Model model = Model.of(world -> {
            Field<Integer> runs = new Field<>(world, "runs", 0);
            Field<Boolean> inside = new Field<>(world, "inside", false);
            Work work = new Work(world, "work", () -> {
                require(world, !inside.get(), "not twice at once");
                inside.set(true);
                runs.set(runs.get() + 1);
                inside.set(false);
            });
            world.task("boot", () -> {
                work.queue();
                work.queue();
                work.flush();
                seen.add(runs.get());
            });
        });
        assertThat(model.findings()).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void findingSaysInWhichFunctionsTheTaskWas() {
        Model model = Model.of(world -> {
            Mutex mutex = new Mutex(world, "mutex");
            Field<Thing> nothing = new Field<>(world, "nothing", null);
            world.task(
                    "one",
                    () -> function(
                            world,
                            "outer",
                            () -> function(world, "inner", () -> {
                                world.warn("careful", "careful");
                                mutex.lock();
                                nothing.get().member.get();
                            })));
            world.task(
                    "two",
                    () -> function(world, "other", () -> {
                        mutex.lock();
                        mutex.lock();
                    }));
        });
        assertThat(model.find("warn").finding().calls()).containsExactly("inner", "outer");
        assertThat(model.find("null-deref").finding().calls()).containsExactly("inner", "outer");
        assertThat(model.find("deadlock").finding().calls()).containsExactly("other");
        Model racy = Model.of(world -> {
            Field<Integer> data = new Field<>(world, "data", 0);
            for (String task : List.of("one", "two")) {
                world.task(task, () -> function(world, "f", () -> data.set(1)));
            }
        });
        assertThat(racy.find("race").finding().calls()).isEmpty();
    }

    @Test
    void choicesAreSearchedAndReplayed() {
        Model model = Model.of(world -> world.task(
                "boot",
                () -> function(world, "probe", () -> {
                    int clocks = world.choose("clk_get", 2);
                    int resets = world.choose("reset_get", 3);
                    require(world, clocks != 1 || resets != 2, "both fail");
                })));
        Exploration all = model.explore(new NaiveDfs());
        assertThat(all.schedules()).isEqualTo(6);
        assertThat(model.findings()).containsExactly("invariant:probe:both fail");
        assertThat(model.find("invariant").schedule().toString()).containsPattern("\\| T0/....\\?1 T0/....\\?2 \\|");
    }

    @Test
    void taskWithoutEndIsALivelock() {
        Model model = Model.of(world -> {
            Field<Integer> forever = new Field<>(world, "forever", 0);
            world.task(
                    "spinner",
                    () -> function(world, "spin", () -> {
                        while (forever.load(Access.MARKED) == 0) {
                            world.loop(0);
                        }
                    }));
        });
        assertThat(Model.keys(model.explore(new NaiveDfs()))).containsExactly("livelock:spin");
        assertThat(model.find("livelock").cost().steps()).isEqualTo(500);
    }

    @Test
    void tasksBehindADeadOneAreNoDeadlockOfTheirOwn() {
        assertThat(Model.of(world -> {
                            Mutex a = new Mutex(world, "a");
                            Field<Thing> nothing = new Field<>(world, "nothing", null);
                            world.task("one", () -> {
                                a.lock();
                                nothing.get().member.get();
                            });
                            world.task("two", () -> {
                                a.lock();
                                a.unlock();
                            });
                        })
                        .findings())
                .containsExactly("null-deref:");
    }

    @Test
    void eventsAreStampedWithStepAndTask() {
        List<ProbeEvent> events = new ArrayList<>();
        Model model = Model.of(world -> {
            Field<Integer> field = new Field<>(world, "field", 0);
            world.watch(new Observer() {
                @Override
                public void happened(ProbeEvent event) {
                    events.add(event);
                }
            });
            world.task("boot", () -> {
                field.get();
                field.get();
                world.trace(at -> new ProbeEvent.EndOfTrace(at, true, false));
            });
        });
        model.explore(new NaiveDfs());
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getSeq()).isEqualTo(1);
            assertThat(event.getTime()).isEqualTo(2000);
            assertThat(event.getTask().toString()).isEqualTo("boot-1");
            assertThat(event.at().origin().line()).isEqualTo(2);
        });
    }

    @Test
    void twoThingsWithOneNameAreRefused() {
        assertThatThrownBy(() -> Model.of(world -> {
                            new Mutex(world, "a");
                            new Field<>(world, "a", 0);
                        })
                        .findings())
                .hasMessage("There are two called a");
    }
}
