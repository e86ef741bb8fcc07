// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import probus.model.explore.CachedDfs;
import probus.model.explore.NaiveDfs;

/** A primitive that breaks the contract of {@link Location} makes the cache miss findings; comparing strategies shows it. */
final class MutantTest {
    /** A variable of numbers from which some part can be left out of the fingerprints. */
    private static final class Cell extends Location {
        private final boolean foldsWhatIsRead;
        private final boolean foldsWhatIsStored;
        private int value;

        Cell(World world, boolean foldsWhatIsRead, boolean foldsWhatIsStored) {
            super(world, "cell");
            this.foldsWhatIsRead = foldsWhatIsRead;
            this.foldsWhatIsStored = foldsWhatIsStored;
        }

        int get() {
            int[] read = new int[1];
            world().point(new Op(Kind.READ, this, Access.MARKED, read));
            return read[0];
        }

        void set(int newValue) {
            world().point(new Op(Kind.WRITE, this, Access.MARKED, new int[] {newValue}));
        }

        @Override
        protected Object perform(Op op, Task task) {
            int[] argument = (int[]) op.argument();
            if (op.kind() == Kind.WRITE) {
                value = argument[0];
                return null;
            }
            argument[0] = value;
            return foldsWhatIsRead ? value : null;
        }

        @Override
        protected long fingerprint() {
            return foldsWhatIsStored ? value : 0;
        }
    }

    /** Wrong if the reader reads 1, which is there between two stores only. */
    private static Model readsBetweenTwoStores(BiFunction<World, String, Cell> cells) {
        return Model.of(world -> {
            Cell cell = cells.apply(world, "cell");
            world.task("reader", () -> {
                int read = cell.get();
                cell.get();
                if (read == 1) {
                    world.warn("read", "reads 1");
                }
            });
            world.task("writer", () -> {
                cell.set(1);
                cell.set(0);
            });
        });
    }

    /** Wrong if the last store is not the last one in the order of the tasks. */
    private static Model readsTheLastStore(BiFunction<World, String, Cell> cells) {
        return Model.of(world -> {
            Cell cell = cells.apply(world, "cell");
            Completion both = new Completion(world, "both");
            for (int i = 0; i < 2; i++) {
                int number = i;
                world.task("writer " + i, () -> {
                    cell.set(number);
                    both.complete();
                });
            }
            world.task("reader", () -> {
                both.wait_for_completion();
                both.wait_for_completion();
                if (cell.get() == 0) {
                    world.warn("read", "reads 0");
                }
            });
        });
    }

    @Test
    void honestPrimitiveGivesTheSameVerdictWithAndWithoutCache() {
        assertThat(readsBetweenTwoStores((world, label) -> new Cell(world, true, true))
                        .findings())
                .containsExactly("warn::read");
        assertThat(readsTheLastStore((world, label) -> new Cell(world, true, true))
                        .findings())
                .containsExactly("warn::read");
    }

    @Test
    void accessThatIsNotFoldedIntoTheDigestIsCaught() {
        Model mutant = readsBetweenTwoStores((world, label) -> new Cell(world, false, true));
        assertThat(Model.keys(mutant.explore(new NaiveDfs()))).containsExactly("warn::read");
        assertThat(Model.keys(mutant.explore(new CachedDfs()))).isEmpty();
        assertThatThrownBy(mutant::findings)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("cache finds [], naive search [warn::read]");
    }

    @Test
    void stateThatIsNotFoldedIntoTheMemoryIsCaught() {
        Model mutant = readsTheLastStore((world, label) -> new Cell(world, true, false));
        assertThatThrownBy(mutant::findings)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("cache finds [], naive search [warn::read]");
    }
}
