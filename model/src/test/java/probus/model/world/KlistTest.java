// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.model.world.Model.function;
import static probus.model.world.Model.require;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import probus.model.explore.NaiveDfs;

/** Lists that are changed while they are walked; each model is explored by every exhaustive strategy. */
final class KlistTest {
    private static final class Thing extends HeapObject {
        final Field<Integer> member = new Field<>(this, "member", 0);

        Thing(World world, String label) {
            super(world, label);
        }
    }

    @Test
    void walkOverAListSeesNoDeletedItemAndHoldsTheOneItIsAt() {
        Model model = Model.of(world -> {
            Klist<Thing> list = new Klist<>(world, "klist");
            Thing first = new Thing(world, "first");
            Thing second = new Thing(world, "second");
            list.addTail(first);
            list.addTail(second);
            world.task("walker", () -> {
                var walk = list.walk();
                for (Thing at = walk.next(); at != null; at = walk.next()) {
                    at.member.get();
                }
            });
            world.task("remover", () -> {
                list.remove(first);
                world.kfree(first);
                list.delete(second);
            });
        });
        assertThat(model.findings()).isEmpty();
        Model careless = Model.of(world -> {
            Klist<Thing> list = new Klist<>(world, "klist");
            Thing first = new Thing(world, "first");
            list.addTail(first);
            world.task("walker", () -> {
                var walk = list.walk();
                Thing at = walk.next();
                if (at != null) {
                    at.member.get();
                }
                walk.exit();
            });
            world.task("remover", () -> {
                list.delete(first);
                world.kfree(first);
            });
        });
        assertThat(careless.findings()).contains("use-after-free::first->member");
    }

    /** Also when both let go of a deleted item, which is gone with the second of them. */
    @Test
    void walkersDoNotSeeEachOther() {
        Model model = Model.of(world -> {
            Klist<Thing> list = new Klist<>(world, "klist");
            Thing only = new Thing(world, "only");
            list.addTail(only);
            List<Completion> held = new ArrayList<>();
            List<Completion> deleted = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Completion isHeld = new Completion(world, "held" + i);
                Completion isDeleted = new Completion(world, "deleted" + i);
                held.add(isHeld);
                deleted.add(isDeleted);
                boolean goesOn = i == 0;
                world.task("walker" + i, () -> {
                    var walk = list.walk();
                    walk.next();
                    isHeld.complete();
                    isDeleted.wait_for_completion();
                    if (goesOn) {
                        walk.next();
                    } else {
                        walk.exit();
                    }
                });
            }
            world.task("remover", () -> {
                held.forEach(Completion::wait_for_completion);
                list.delete(only);
                deleted.forEach(Completion::complete);
            });
        });
        assertThat(model.findings()).isEmpty();
        assertThat(model.explore(new NaiveDfs()).traces()).hasValue(1);
    }

    @Test
    void walkerSeesWhatWasStoredBeforeTheItemWasAdded() {
        Model model = Model.of(world -> {
            Klist<Thing> list = new Klist<>(world, "klist");
            Thing thing = new Thing(world, "thing");
            world.task("adder", () -> {
                thing.member.set(1);
                list.addTail(thing);
            });
            for (String task : List.of("walker one", "walker two")) {
                world.task(task, () -> {
                    Thing at = list.walk().next();
                    require(world, at == null || at.member.get() == 1, "stored before added");
                });
            }
        });
        assertThat(model.findings()).isEmpty();
    }

    @Test
    void walkersAreNotOrderedByTheList() {
        Model model = Model.of(world -> {
            Klist<Thing> list = new Klist<>(world, "klist");
            Field<Integer> data = new Field<>(world, "data", 0);
            for (String task : List.of("one", "two")) {
                world.task(
                        task,
                        () -> function(world, "f", () -> {
                            data.set(1);
                            list.walk().next();
                        }));
            }
        });
        assertThat(model.findings()).containsExactly("race:f:data with f");
    }
}
