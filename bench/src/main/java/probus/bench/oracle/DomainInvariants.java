// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import probus.bench.oracle.Memory.DeviceMemory;
import probus.bench.oracle.Memory.DomainMemory;
import probus.bench.oracle.Memory.IommuMemory;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent.Attach;
import probus.facts.ProbeEvent.Detach;
import probus.facts.ProbeEvent.DmaOpsSet;
import probus.facts.ProbeEvent.DomainFree;
import probus.facts.ProbeEvent.NodeAdd;
import probus.facts.ProbeEvent.NodeDel;
import probus.facts.ProbeEvent.RegisterBegin;

/** Domains, and who is attached to them: GR-9, GR-12, RK-4, RK-5. */
final class DomainInvariants {
    private final HandWrittenChecker checker;

    DomainInvariants(HandWrittenChecker checker) {
        this.checker = checker;
    }

    void register() {
        checker.on(Attach.class, this::attach);
        checker.on(Detach.class, (memory, event) -> forget(event.dev(), memory.device(event.dev())));
        checker.on(DomainFree.class, (memory, event) -> {
            DomainMemory domain = memory.domains.remove(event.domain());
            if (domain != null && !domain.devices.isEmpty()) {
                checker.violated("domain-not-freed-while-attached");
            }
        });
        checker.on(NodeAdd.class, (memory, event) -> {
            IommuMemory iommu = memory.iommu(event.iommu());
            if (iommu.onDomainList) {
                checker.violated("iommu-on-one-domain-list");
            }
            iommu.onDomainList = true;
        });
        checker.on(NodeDel.class, (memory, event) -> memory.iommu(event.iommu()).onDomainList = false);
        checker.on(DmaOpsSet.class, (memory, event) -> {
            if (memory.device(event.dev()).driverStarted) {
                checker.violated("dma-operations-kept-under-driver");
            }
        });
    }

    private void attach(Memory memory, Attach event) {
        DeviceMemory device = memory.device(event.dev());
        if (event.result().isSucceeded()) {
            if (event.type().isDefaultKind()
                    && device.attachedType == DomainType.UNMANAGED
                    && Calls.isInside(memory.task(event.getTask()), RegisterBegin.class)) {
                checker.violated("own-domain-not-replaced-by-walk");
            }
            boolean first = device.historyKnown && !device.attachedEver && !device.attachUnknown;
            if (event.type().isDefaultKind() && first && device.driverStarted) {
                checker.violated("first-domain-attached-before-driver");
            }
            attach(event.dev(), device, domain(memory, event.domain()));
            device.attached = true;
            device.attachedAt = event.getSeq();
            device.attachedEver = true;
            device.attachedType = event.type();
        } else if (!event.result().known()) {
            device.attachUnknown = true;
            forget(event.dev(), device);
        }
    }

    private static DomainMemory domain(Memory memory, ObjectId id) {
        return id.isObject() ? memory.domains.computeIfAbsent(id, key -> new DomainMemory()) : null;
    }

    private static void forget(String dev, DeviceMemory device) {
        attach(dev, device, null);
        device.attached = false;
        device.attachedType = DomainType.UNKNOWN;
    }

    /** Notes to which domain a device is attached, null for none that is known. */
    static void attach(String dev, DeviceMemory device, DomainMemory domain) {
        if (device.domain != null) {
            device.domain.devices.remove(dev);
        }
        device.domain = domain;
        if (domain != null && !Memory.isUnknown(dev)) {
            domain.devices.add(dev);
        }
    }

    static void atEnd(HandWrittenChecker checker, Memory memory, DeviceMemory device) {
        if (!device.joined || device.domain == null) {
            return;
        }
        for (String name : device.group.members) {
            DeviceMemory other = memory.device(name);
            if (other.domain != null && other.domain != device.domain && other.attachedAt < device.attachedAt) {
                checker.violated("members-attached-together");
                return;
            }
        }
    }
}
