// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.model.world.Model.function;

import org.junit.jupiter.api.Test;
import probus.model.explore.CachedDfs;

/** Of a count of changes only those are part of a state that somebody would notice. */
final class ChangeCountTest {
    private static void changer(World world, ChangeCount changes, int times) {
        world.task(
                "changer",
                () -> function(world, "change", () -> {
                    for (int round = 0; round < times; round++) {
                        world.loop(round);
                        changes.increment();
                    }
                }));
    }

    @Test
    void changeIsSeenOrNot() {
        Model model = Model.of(world -> {
            ChangeCount changes = new ChangeCount(world, "changes");
            changer(world, changes, 2);
            world.task(
                    "looker",
                    () -> function(world, "look", () -> {
                        ChangeCount.Reading before = changes.read();
                        world.warn("changed " + changes.hasChangedSince(before), "");
                    }));
        });
        assertThat(model.findings()).containsExactly("warn:look:changed false", "warn:look:changed true");
    }

    /** While the changer has made 0 to 3 changes, 4 states before the look and 4 after it; and between, 1 + 2 + 2 + 2. */
    @Test
    void stateSaysWhetherThereWasAChangeSinceAndNotHowMany() {
        Model model = Model.of(world -> {
            ChangeCount changes = new ChangeCount(world, "changes");
            Field<Integer> own = new Field<>(world, "own", 0);
            changer(world, changes, 3);
            world.task(
                    "looker",
                    () -> function(world, "look", () -> {
                        changes.read();
                        own.get();
                    }));
        });
        assertThat(model.explore(new CachedDfs()).states()).hasValue(4 + 4 + 7);
    }
}
