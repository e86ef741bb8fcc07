// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** A place at which one of several things happens, as a fault or its absence. The argument is how many. */
final class Choice extends Location {
    Choice(World world, String site) {
        super(world, null, site, Hash.of(site));
    }

    @Override
    protected Object perform(Op op, Task task) {
        return world().chosen((int) op.argument());
    }

    @Override
    protected Object untouched(Op op) {
        return 0;
    }

    @Override
    protected long fingerprint() {
        return 0;
    }
}
