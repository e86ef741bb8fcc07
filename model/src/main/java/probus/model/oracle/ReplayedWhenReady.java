// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import java.util.HashSet;
import java.util.Set;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.IommuProbeBegin;
import probus.facts.ProbeEvent.RegisterEnd;
import probus.facts.ProbeEvent.Unregister;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.world.Hash;

/**
 * RG-11: a device that binds is probed for its IOMMUs only when all of them are registered; before that it is for their walks
 * to do. Intended since the walks translate.
 */
final class ReplayedWhenReady implements Oracle {
    private final Kernel k;
    private final Set<String> ready = new HashSet<>();
    private long fingerprint;

    ReplayedWhenReady(Kernel k) {
        this.k = k;
    }

    @Override
    public void happened(ProbeEvent event) {
        if (event instanceof RegisterEnd end && end.result().isSucceeded() && ready.add(end.iommu())) {
            fingerprint += Hash.of(end.iommu());
        } else if (event instanceof Unregister gone && ready.remove(gone.iommu())) {
            fingerprint -= Hash.of(gone.iommu());
        } else if (event instanceof IommuProbeBegin begin
                && k.has(Change.DT_PARSED_IN_PROBE)
                && begin.caller().equals("iommu_probe_device")
                && binds(begin.dev())
                && !ready.containsAll(k.board.node(begin.dev()).iommus())) {
            Oracles.violated(k.world, "RG-11", begin.dev() + " is probed before its IOMMU is registered");
        }
    }

    /** {@return whether a driver binds to it} Otherwise it is new on its bus, and its IOMMUs may come later. */
    private boolean binds(String dev) {
        return k.platform.devices().stream()
                .anyMatch(device -> device.init_name.equals(dev) && device.driver.peek() != null);
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }
}
