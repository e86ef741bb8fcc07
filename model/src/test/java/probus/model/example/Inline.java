// SPDX-License-Identifier: Apache-2.0
package probus.model.example;

import java.util.function.Consumer;
import probus.model.explore.Program;
import probus.model.world.World;

/**
 * A program that is written down where it is used.
 *
 * @param name its name
 * @param setUp builds its world
 */
public record Inline(String name, Consumer<World> setUp) implements Program {
    @Override
    public void start(World world) {
        setUp.accept(world);
    }
}
