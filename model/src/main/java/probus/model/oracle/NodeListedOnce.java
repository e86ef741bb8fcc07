// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import java.util.HashSet;
import java.util.Set;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.NodeAdd;
import probus.facts.ProbeEvent.NodeDel;
import probus.model.world.Hash;
import probus.model.world.World;

/** RK-4: an IOMMU is on the list of one domain at most, and once; twice, and who follows the list does so for ever. */
final class NodeListedOnce implements Oracle {
    private final World world;
    private final Set<String> listed = new HashSet<>();
    private long fingerprint;

    NodeListedOnce(World world) {
        this.world = world;
    }

    @Override
    public void happened(ProbeEvent event) {
        if (event instanceof NodeAdd add) {
            if (listed.add(add.iommu())) {
                fingerprint += Hash.of(add.iommu());
            } else {
                Oracles.violated(world, "RK-4", add.iommu() + " is put on a domain's list while it is on one");
            }
        } else if (event instanceof NodeDel del && listed.remove(del.iommu())) {
            fingerprint -= Hash.of(del.iommu());
        }
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }
}
