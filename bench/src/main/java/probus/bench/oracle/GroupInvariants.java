// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.util.List;
import probus.bench.oracle.Memory.DeviceMemory;
import probus.bench.oracle.Memory.GroupMemory;
import probus.bench.oracle.Memory.ObjectMemory;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DeviceGroup;
import probus.facts.ProbeEvent.DriverProbeBegin;
import probus.facts.ProbeEvent.DriverProbeEnd;
import probus.facts.ProbeEvent.GroupAdd;
import probus.facts.ProbeEvent.GroupAlloc;
import probus.facts.ProbeEvent.GroupDel;
import probus.facts.ProbeEvent.GroupEntryAdd;
import probus.facts.ProbeEvent.GroupEntryDel;
import probus.facts.ProbeEvent.GroupFree;
import probus.facts.ProbeEvent.GroupRef;
import probus.facts.ProbeEvent.ProbeFinalize;
import probus.facts.ProbeEvent.SetDefault;
import probus.facts.ProbeEvent.WalkEnd;

/** Groups: GR-1, GR-3, GR-6, GR-8, GR-12, GR-19, GR-22, DI-13. */
final class GroupInvariants {
    private final HandWrittenChecker checker;

    GroupInvariants(HandWrittenChecker checker) {
        this.checker = checker;
    }

    void register() {
        checker.on(DeviceGroup.class, this::ask);
        checker.on(GroupAlloc.class, (memory, event) -> {
            GroupMemory group = memory.group(event.group());
            group.allocated = true;
            group.references = 1;
            List<ProbeEvent> calls = memory.task(event.getTask()).calls;
            if (!calls.isEmpty() && calls.get(calls.size() - 1) instanceof DriverProbeBegin driver) {
                memory.device(driver.dev()).own = group;
            }
        });
        checker.on(GroupRef.class, this::reference);
        checker.on(GroupFree.class, this::free);
        checker.on(GroupAdd.class, this::add);
        checker.on(GroupDel.class, this::remove);
        checker.on(SetDefault.class, this::setDefault);
        checker.on(GroupEntryAdd.class, (memory, event) -> memory.group(event.group()).queuedBy = event.iommu());
        checker.on(GroupEntryDel.class, (memory, event) -> memory.group(event.group()).queuedBy = "");
        checker.on(ProbeFinalize.class, this::finish);
    }

    private void ask(Memory memory, DeviceGroup event) {
        RegistrationInvariants.showsDmaDev(checker, memory, event);
        ObjectMemory object = memory.device(event.dev()).object;
        if (object != null && object.iommuDevKnown && !object.iommuDevSet) {
            checker.violated("iommu-dev-set-before-device-group");
        }
    }

    private void reference(Memory memory, GroupRef event) {
        GroupMemory group = memory.group(event.group());
        if (group.allocated && group.references <= 0) {
            checker.violated("group-reference-not-dropped-twice");
        }
        group.references += event.delta();
    }

    private void free(Memory memory, GroupFree event) {
        GroupMemory group = memory.group(event.group());
        if (group.allocated && group.references > 0) {
            checker.violated("group-freed-without-references");
        }
        group.references = 0;
        memory.groups.remove(event.group());
    }

    private void add(Memory memory, GroupAdd event) {
        if (event.result().isSucceeded()) {
            DeviceMemory device = memory.device(event.dev());
            if (device.joined) {
                checker.violated("one-group-per-device");
            }
            device.joined = true;
            device.group = memory.group(event.group());
            device.group.members.add(event.dev());
        }
    }

    private void remove(Memory memory, GroupDel event) {
        DeviceMemory device = memory.device(event.dev());
        device.joined = false;
        device.opsProbed = false;
        device.opsAnswer = null;
        device.iommuProbed = false;
        GroupMemory group = memory.group(event.group());
        group.members.remove(event.dev());
        if (group.members.isEmpty()) {
            group.hasDefault = false;
        }
    }

    private void setDefault(Memory memory, SetDefault event) {
        GroupMemory group = memory.group(event.group());
        if (group.hasDefault) {
            checker.violated("one-default-domain-per-group");
        }
        if (group.clientProbed) {
            checker.violated("default-domain-before-client-probe");
        }
        group.hasDefault = true;
        group.clientProbed = false;
    }

    private void finish(Memory memory, ProbeFinalize event) {
        DeviceMemory device = memory.device(event.dev());
        boolean neverAttached = device.historyKnown && !device.attachedEver && !device.attachUnknown;
        if (device.joined && neverAttached) {
            checker.violated("probe-finalize-after-attach");
        }
        if (LockInvariants.isHeldBy(memory, event.getTask(), "group->mutex")) {
            checker.violated("probe-finalize-outside-group-mutex");
        }
    }

    /** Notes that the driver of a device in a group without a default domain starts. */
    static void clientStarts(Memory memory, DriverProbeBegin event) {
        DeviceMemory device = memory.device(event.dev());
        if (device.joined && !device.group.hasDefault) {
            device.group.clientProbed = true;
        }
    }

    static void walkEnds(HandWrittenChecker checker, Memory memory, WalkEnd event) {
        boolean left = false;
        for (GroupMemory group : memory.groups.values()) {
            if (group.queuedBy.equals(event.iommu()) && !Memory.isUnknown(event.iommu())) {
                group.queuedBy = "";
                left = true;
            }
        }
        if (left) {
            checker.violated("walk-leaves-no-group-queued");
        }
    }

    static void driverEnds(HandWrittenChecker checker, Memory memory, DriverProbeEnd event) {
        DeviceMemory device = memory.device(event.dev());
        GroupMemory own = device.own;
        if (event.result().isFailed() && own != null && own.references > 0 && own.members.isEmpty()) {
            checker.violated("failed-probe-frees-its-group");
        }
        device.own = null;
    }
}
