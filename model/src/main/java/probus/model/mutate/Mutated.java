// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import probus.model.explore.Program;
import probus.model.world.World;

/** A program whose code is another one in one place. */
record Mutated(Program whole, Mutant.OfCode mutant) implements Program {
    @Override
    public String name() {
        return whole.name() + ":mutant=" + mutant.toString().replace(' ', '_');
    }

    @Override
    public void start(World world) {
        mutant.change(world);
        whole.start(world);
    }
}
