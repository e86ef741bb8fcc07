// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.util.Set;
import probus.bench.oracle.Memory.DeviceMemory;
import probus.bench.oracle.Memory.LinkMemory;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.LinkAdd;
import probus.facts.ProbeEvent.LinkDel;
import probus.facts.ProbeEvent.ModuleGet;
import probus.facts.ProbeEvent.ModulePut;
import probus.facts.ProbeEvent.PmGetIfInUse;
import probus.facts.ProbeEvent.PmPut;
import probus.facts.ProbeEvent.RkDomain;

/** What is taken and given back: RK-3, RK-8, RK-9, RG-13, HW-6. */
final class ResourceInvariants {
    private static final Set<String> CHANGERS =
            Set.of("rk_iommu_attach_device", "rk_iommu_detach_device", "rk_iommu_identity_attach", ProbeEvent.UNKNOWN);

    private final HandWrittenChecker checker;

    ResourceInvariants(HandWrittenChecker checker) {
        this.checker = checker;
    }

    void register() {
        checker.on(LinkAdd.class, this::add);
        checker.on(LinkDel.class, this::drop);
        checker.on(ProbeEvent.LinkPurge.class, (memory, event) -> memory.device(event.dev()).purged = true);
        checker.on(ModuleGet.class, this::getModule);
        checker.on(ModulePut.class, this::putModule);
        checker.on(PmGetIfInUse.class, this::getPower);
        checker.on(PmPut.class, this::putPower);
        checker.on(RkDomain.class, (memory, event) -> {
            if (!CHANGERS.contains(event.function())) {
                checker.violated("iommu-domain-changed-by-attach");
            }
        });
    }

    private void add(Memory memory, LinkAdd event) {
        DeviceMemory device = memory.device(event.dev());
        LinkMemory link = device.links.computeIfAbsent(event.iommu(), key -> new LinkMemory());
        if (event.inProbe()) {
            if (link.held) {
                checker.violated("device-link-taken-once");
            }
            link.held = true;
        }
        link.dropped = false;
        device.purged = false;
    }

    private void drop(Memory memory, LinkDel event) {
        DeviceMemory device = memory.device(event.dev());
        LinkMemory link = device.links.computeIfAbsent(event.iommu(), key -> new LinkMemory());
        if (link.dropped) {
            checker.violated("device-link-dropped-once");
        }
        if (device.purged) {
            checker.violated("no-link-used-after-purge");
        }
        link.held = false;
        link.dropped = true;
    }

    private void getModule(Memory memory, ModuleGet event) {
        DeviceMemory device = memory.device(event.dev());
        if (device.moduleHeld) {
            checker.violated("module-reference-taken-once");
        }
        device.moduleHeld = true;
        device.moduleDropped = false;
    }

    private void putModule(Memory memory, ModulePut event) {
        DeviceMemory device = memory.device(event.dev());
        if (device.moduleDropped) {
            checker.violated("module-reference-dropped-once");
        }
        device.moduleHeld = false;
        device.moduleDropped = true;
    }

    private void getPower(Memory memory, PmGetIfInUse event) {
        if (event.value() > 0) {
            DeviceMemory device = memory.device(event.dev());
            device.pmReferences++;
            device.pmDropped = false;
        }
    }

    private void putPower(Memory memory, PmPut event) {
        DeviceMemory device = memory.device(event.dev());
        if (device.pmDropped) {
            checker.violated("pm-put-after-get");
        }
        device.pmReferences = Math.max(0, device.pmReferences - 1);
        device.pmDropped = device.pmReferences == 0;
    }
}
