// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import java.util.HashSet;
import java.util.Set;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.OpsProbe;
import probus.facts.ProbeEvent.OpsRelease;
import probus.model.world.Hash;
import probus.model.world.World;

/** DI-5: between two releases of a device, its IOMMU's driver takes it once. */
final class ProbedOnce implements Oracle {
    private final World world;
    private final Set<String> probed = new HashSet<>();
    private long fingerprint;

    ProbedOnce(World world) {
        this.world = world;
    }

    @Override
    public void happened(ProbeEvent event) {
        if (event instanceof OpsProbe probe && probe.result().isSucceeded()) {
            if (probed.add(probe.dev())) {
                fingerprint += Hash.of(probe.dev());
            } else {
                Oracles.violated(world, "DI-5", probe.dev() + " is probed again, and was not released before");
            }
        } else if (event instanceof OpsRelease release && probed.remove(release.dev())) {
            fingerprint -= Hash.of(release.dev());
        }
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }
}
