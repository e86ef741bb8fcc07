// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import java.util.HashMap;
import java.util.Map;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.Attach;
import probus.facts.ProbeEvent.Detach;
import probus.model.linux.Kernel;
import probus.model.linux.include.IommuGroup;
import probus.model.linux.include.IommuGroup.GroupDevice;
import probus.model.world.Hash;

/** GR-9: at rest, each member of a group is attached to the domain that the group says. */
final class MembersTogether implements Oracle {
    private final Kernel k;
    private final Map<String, Object> domains = new HashMap<>();
    private long fingerprint;

    MembersTogether(Kernel k) {
        this.k = k;
    }

    @Override
    public void happened(ProbeEvent event) {
        if (event instanceof Attach attach && attach.result().isSucceeded()) {
            attached(attach.dev(), k.object(attach.domain()));
        } else if (event instanceof Detach detach && domains.get(detach.dev()) == k.object(detach.domain())) {
            attached(detach.dev(), null);
        }
    }

    private void attached(String dev, Object domain) {
        fingerprint -= fingerprint(dev, domains.put(dev, domain));
        fingerprint += fingerprint(dev, domain);
    }

    private static long fingerprint(String dev, Object domain) {
        return domain == null ? 0 : Hash.mix(Hash.of(dev), Hash.value(domain));
    }

    @Override
    public void at_rest() {
        for (IommuGroup group : k.groups) {
            if (!group.isFreed() && group.domain.peek() != null) {
                for (GroupDevice member : group.devices.peek()) {
                    String dev = member.dev.init_name;
                    if (domains.get(dev) != group.domain.peek()) {
                        Oracles.violated(k.world, "GR-9", dev + " is not attached to the domain of its group");
                    }
                }
            }
        }
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }
}
