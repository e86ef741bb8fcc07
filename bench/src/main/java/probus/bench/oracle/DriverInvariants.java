// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import probus.bench.oracle.Memory.DeviceMemory;
import probus.bench.oracle.Memory.Holder;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.Bind;
import probus.facts.ProbeEvent.BindingStep;
import probus.facts.ProbeEvent.DeviceAtEnd;
import probus.facts.ProbeEvent.IommuReleaseBegin;
import probus.facts.ProbeEvent.IommuReleaseEnd;
import probus.facts.ProbeEvent.KernelOops;
import probus.facts.ProbeEvent.KernelWarning;
import probus.facts.ProbeEvent.OpsRelease;
import probus.facts.ProbeEvent.ProbeBegin;
import probus.facts.ProbeEvent.ProbeEnd;
import probus.facts.ProbeEvent.Unbind;

/** The driver core: DC-1, DC-2, DC-4; releases; what the kernel says itself. */
final class DriverInvariants {
    private final HandWrittenChecker checker;

    DriverInvariants(HandWrittenChecker checker) {
        this.checker = checker;
    }

    void register() {
        checker.on(ProbeBegin.class, this::begin);
        checker.on(ProbeEnd.class, this::end);
        checker.on(Bind.class, this::bind);
        checker.on(Unbind.class, (memory, event) -> {
            underDeviceLock(memory, event);
            memory.device(event.dev()).bound = false;
            losesDriver(memory.device(event.dev()));
        });
        checker.on(ProbeEvent.DeferRetry.class, (memory, event) -> memory.device(event.dev()).deferred = false);
        checker.on(DeviceAtEnd.class, this::atEnd);
        checker.on(OpsRelease.class, (memory, event) -> {
            DeviceMemory device = memory.device(event.dev());
            released(device);
            DomainInvariants.attach(event.dev(), device, null);
            device.links.values().forEach(link -> link.held = false);
        });
        checker.on(IommuReleaseBegin.class, (memory, event) -> {
            DeviceMemory device = memory.device(event.dev());
            released(device);
            device.joined = false;
            Calls.enter(memory, event);
        });
        checker.on(
                IommuReleaseEnd.class,
                (memory, event) -> Calls.leave(memory.task(event.getTask()), IommuReleaseBegin.class, event.dev()));
        checker.on(KernelOops.class, (memory, event) -> checker.violated("no-kernel-oops"));
        checker.on(KernelWarning.class, (memory, event) -> {
            if (event.inProbePath()) {
                checker.violated("no-kernel-warning");
            }
        });
    }

    private void begin(Memory memory, ProbeBegin event) {
        underDeviceLock(memory, event);
        DeviceMemory device = memory.device(event.dev());
        int pid = event.getTask().pid();
        if (device.binding && device.binder != Memory.NOBODY && pid != Memory.NOBODY && device.binder != pid) {
            checker.violated("one-binding-at-a-time");
        }
        device.binding = true;
        device.binder = pid;
        device.deferred = false;
        device.driverFailed = false;
        device.pmEnabled = false;
        device.hasDriver = true;
        memory.iommu(event.dev()).probes(event.driver());
        memory.iommu(event.dev()).binding = true;
        Calls.enter(memory, event);
    }

    private void end(Memory memory, ProbeEnd event) {
        DeviceMemory device = memory.device(event.dev());
        device.binding = false;
        memory.iommu(event.dev()).binding = false;
        if (event.result().isFailed()) {
            if (device.pmEnabled) {
                checker.violated("failed-probe-disables-pm");
            }
            losesDriver(device);
        }
        device.deferred = event.result().isDeferred();
        Calls.leave(memory.task(event.getTask()), ProbeBegin.class, event.dev());
    }

    private void bind(Memory memory, Bind event) {
        underDeviceLock(memory, event);
        DeviceMemory device = memory.device(event.dev());
        if (device.bound) {
            checker.violated("one-driver-per-device");
        }
        if (device.driverFailed) {
            checker.violated("failed-driver-not-bound");
        }
        device.bound = true;
        memory.iommu(event.dev()).binding = false;
    }

    private void atEnd(Memory memory, DeviceAtEnd event) {
        DeviceMemory device = memory.device(event.dev());
        if (device.deferred) {
            checker.violated("deferred-probe-retried");
        }
        if (device.pmReferences > 0) {
            checker.violated("pm-get-is-put");
        }
        DomainInvariants.atEnd(checker, memory, device);
    }

    private void underDeviceLock(Memory memory, BindingStep event) {
        boolean decidable = memory.deviceLockSeen && event.getTask().isKnown() && !Memory.isUnknown(event.dev());
        if (!decidable) {
            return;
        }
        for (Holder held : memory.task(event.getTask()).locks) {
            if (held.dev().equals(event.dev())) {
                return;
            }
        }
        checker.violated("bound-under-device-lock");
    }

    private static void losesDriver(DeviceMemory device) {
        device.hasDriver = false;
        device.driverStarted = false;
    }

    private static void released(DeviceMemory device) {
        device.opsProbed = false;
        device.opsAnswer = null;
        device.iommuProbed = false;
    }
}
