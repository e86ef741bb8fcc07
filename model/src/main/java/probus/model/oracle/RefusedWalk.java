// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.WalkEnd;
import probus.model.world.World;

/** RG-8: a walk never ends because one of the devices has to wait: it is for the walk's own IOMMU that it waits. */
final class RefusedWalk implements Oracle {
    private final World world;

    RefusedWalk(World world) {
        this.world = world;
    }

    @Override
    public void happened(ProbeEvent event) {
        if (event instanceof WalkEnd end && end.result().isDeferred()) {
            Oracles.violated(
                    world, "RG-8", "the registration of " + end.iommu() + " is refused by a device that waits");
        }
    }
}
