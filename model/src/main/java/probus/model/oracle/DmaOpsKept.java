// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import java.util.HashSet;
import java.util.Set;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DmaOpsSet;
import probus.facts.ProbeEvent.DriverProbeBegin;
import probus.facts.ProbeEvent.Unbind;
import probus.model.world.Hash;
import probus.model.world.World;

/** GR-12: from when its driver begins to probe it until it leaves its driver, who does a device's DMA mappings stays the same. */
final class DmaOpsKept implements Oracle {
    private final World world;
    private final Set<String> used = new HashSet<>();
    private long fingerprint;

    DmaOpsKept(World world) {
        this.world = world;
    }

    @Override
    public void happened(ProbeEvent event) {
        if (event instanceof DriverProbeBegin begin && used.add(begin.dev())) {
            fingerprint += Hash.of(begin.dev());
        } else if (event instanceof Unbind unbind && used.remove(unbind.dev())) {
            fingerprint -= Hash.of(unbind.dev());
        } else if (event instanceof DmaOpsSet set && used.contains(set.dev())) {
            Oracles.violated(world, "GR-12", set.dev() + " is mapped otherwise while its driver uses it");
        }
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }
}
