// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import probus.bench.oracle.Memory.DeviceMemory;
import probus.bench.oracle.Memory.ObjectMemory;
import probus.bench.oracle.Memory.TaskMemory;
import probus.bench.oracle.Memory.Use;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.Alloc;
import probus.facts.ProbeEvent.DevIommuFree;
import probus.facts.ProbeEvent.DevIommuGet;
import probus.facts.ProbeEvent.DmaConfigureBegin;
import probus.facts.ProbeEvent.DmaConfigureEnd;
import probus.facts.ProbeEvent.Free;
import probus.facts.ProbeEvent.IommuProbeBegin;
import probus.facts.ProbeEvent.IommuProbeEnd;
import probus.facts.ProbeEvent.IommuReleaseBegin;
import probus.facts.ProbeEvent.Load;
import probus.facts.ProbeEvent.OpsProbe;
import probus.facts.ProbeEvent.Store;
import probus.facts.Task;

/** The life of dev-&gt;iommu: DI-1 to DI-8, DI-10, DI-13, and LK-6. */
final class DevIommuInvariants {
    private final HandWrittenChecker checker;

    DevIommuInvariants(HandWrittenChecker checker) {
        this.checker = checker;
    }

    void register() {
        checker.on(IommuProbeBegin.class, this::enter);
        checker.on(IommuProbeEnd.class, this::end);
        checker.on(DevIommuGet.class, this::get);
        checker.on(DevIommuFree.class, this::freeDevIommu);
        checker.on(OpsProbe.class, this::probe);
        checker.on(Alloc.class, this::allocate);
        checker.on(Free.class, this::free);
        checker.on(Load.class, (memory, load) -> usedAfterFree(memory, load.object()));
        checker.on(Store.class, this::store);
        checker.on(DmaConfigureBegin.class, Calls::enter);
        checker.on(DmaConfigureEnd.class, this::endConfigure);
        checker.on(ProbeEvent.SysfsDuplicate.class, (memory, message) -> {
            if (message.deviceLink()) {
                checker.violated("iommu-device-linked-once");
            }
        });
    }

    private void enter(Memory memory, IommuProbeBegin event) {
        DeviceMemory device = memory.device(event.dev());
        if (isOtherInside(memory, device, event.getTask())) {
            checker.violated("one-prober-per-device");
        }
        if (memory.probeLockSeen && LockInvariants.lacksProbeLock(memory, event.getTask())) {
            checker.violated("iommu-probed-under-probe-lock");
        }
        int pid = event.getTask().pid();
        boolean known = event.getTask().isKnown();
        if (known
                && event.dev().equals(ProbeEvent.UNKNOWN)
                && memory.probers.stream().anyMatch(other -> other != pid)) {
            checker.violated("one-prober-at-a-time");
        }
        if (known) {
            memory.probers.add(pid);
        }
        device.probers.add(event.getTask().pid());
        memory.task(event.getTask()).opsProbed = false;
        memory.task(event.getTask()).opsAnswer = null;
        Calls.enter(memory, event);
    }

    private void end(Memory memory, IommuProbeEnd event) {
        DeviceMemory device = memory.device(event.dev());
        TaskMemory task = memory.task(event.getTask());
        if (event.result().isFailed()
                && isLeftBehind(device, event.getTask(), task, IommuProbeBegin.class, event.dev())) {
            checker.violated("failed-iommu-probe-undone");
        }
        if (event.result().isFailed() && task.opsAnswer != null && task.opsAnswer == device.opsAnswer) {
            checker.violated("failed-iommu-probe-releases");
        }
        if (event.result().isSucceeded()) {
            if (device.iommuProbed && !task.opsProbed) {
                checker.violated("iommu-probe-succeeds-once");
            }
            device.iommuProbed = true;
        }
        task.opsProbed = false;
        task.opsAnswer = null;
        device.probers.remove(event.getTask().pid());
        memory.probers.remove(event.getTask().pid());
        Calls.leave(task, IommuProbeBegin.class, event.dev());
        endUse(task, event.getTask(), event.dev());
    }

    private void endConfigure(Memory memory, DmaConfigureEnd event) {
        DeviceMemory device = memory.device(event.dev());
        TaskMemory task = memory.task(event.getTask());
        if (event.result().isFailed()
                && isLeftBehind(device, event.getTask(), task, DmaConfigureBegin.class, event.dev())) {
            checker.violated("failed-dma-configure-undone");
        }
        Calls.leave(task, DmaConfigureBegin.class, event.dev());
        endUse(task, event.getTask(), event.dev());
    }

    private void get(Memory memory, DevIommuGet event) {
        if (event.created() && memory.probeLockSeen && LockInvariants.lacksProbeLock(memory, event.getTask())) {
            checker.violated("dev-iommu-created-under-probe-lock");
        }
        DeviceMemory device = memory.device(event.dev());
        ObjectMemory object = memory.object(event.object());
        if (object.freed && !event.created()) {
            checker.violated("dev-iommu-not-taken-after-free");
        }
        if (event.created()) {
            create(object, event);
            object.iommuDevKnown = true;
            object.iommuDevSet = false;
            device.untranslated = false;
        }
        device.object = event.object().isObject() ? object : null;
        TaskMemory task = memory.task(event.getTask());
        if (event.object().isObject() && Calls.uses(task, event.dev())) {
            object.users.add(new Use(event.getTask().pid(), event.dev()));
            task.using.add(object);
        }
    }

    private void freeDevIommu(Memory memory, DevIommuFree event) {
        DeviceMemory device = memory.device(event.dev());
        TaskMemory task = memory.task(event.getTask());
        ObjectMemory object = memory.object(event.object());
        if (event.object().equals(ObjectId.NULL)) {
            checker.violated("dev-iommu-freed-after-get");
        }
        if (object.freed) {
            checker.violated("dev-iommu-freed-once");
        }
        if (event.getTask().isKnown()
                && object.users.stream()
                        .anyMatch(use -> use.pid() != event.getTask().pid())) {
            checker.violated("dev-iommu-not-freed-under-user");
        }
        if (device.joined) {
            checker.violated("dev-iommu-outlives-group-membership");
        }
        if (event.getTask().isKnown()
                && device.probers.stream()
                        .anyMatch(pid ->
                                pid != Memory.NOBODY && pid != event.getTask().pid())) {
            checker.violated("dev-iommu-not-freed-during-configuration");
        }
        boolean releasing = Calls.inside(task, IommuReleaseBegin.class, event.dev()) != null;
        if (releasing && isOtherInside(memory, device, event.getTask())) {
            checker.violated("release-excludes-probe");
        }
        Calls.leave(task, IommuReleaseBegin.class, event.dev());
        freed(object, task, event.getTask());
        device.object = null;
    }

    private void probe(Memory memory, OpsProbe event) {
        DeviceMemory device = memory.device(event.dev());
        if (event.instance().isNull()) {
            checker.violated("probe-device-returns-instance");
        }
        if (event.result().isSucceeded()) {
            if (device.hasDriver) {
                checker.violated("iommu-probed-before-driver");
            }
            if (device.opsProbed) {
                checker.violated("device-probed-once");
            }
            if (device.untranslated) {
                checker.violated("probed-after-every-translation");
            }
            device.opsProbed = true;
            device.opsAnswer = event;
        }
        memory.task(event.getTask()).opsProbed = true;
        memory.task(event.getTask()).opsAnswer = event;
    }

    private void allocate(Memory memory, Alloc event) {
        if (event.deviceManaged() && event.owner().isNull()) {
            checker.violated("managed-allocation-has-owner");
        }
        create(memory.object(event.object()), event);
    }

    private void free(Memory memory, Free event) {
        freed(memory.object(event.object()), memory.task(event.getTask()), event.getTask());
    }

    private void store(Memory memory, Store event) {
        usedAfterFree(memory, event.object());
        if (event.field().equals("priv")
                && memory.probeLockSeen
                && LockInvariants.lacksProbeLock(memory, event.getTask())) {
            checker.violated("priv-stored-under-probe-lock");
        }
        if (event.field().equals("iommu_dev")) {
            ObjectMemory object = memory.object(event.object());
            object.iommuDevKnown = true;
            object.iommuDevSet = !event.value().equals("NULL");
        }
    }

    private void usedAfterFree(Memory memory, ObjectId object) {
        if (object.isObject() && memory.object(object).freed) {
            checker.violated("dev-iommu-not-used-after-free");
        }
    }

    static boolean isOtherInside(Memory memory, DeviceMemory device, Task task) {
        return task.isKnown()
                && device.probers.stream()
                        .anyMatch(pid -> pid != Memory.NOBODY
                                && pid != task.pid()
                                && (!memory.probeLockSeen || LockInvariants.isProbeLockHeldBy(memory, pid)));
    }

    private static boolean isLeftBehind(
            DeviceMemory device, Task task, TaskMemory calls, Class<? extends ProbeEvent> begin, String dev) {
        ObjectMemory object = device.object;
        ProbeEvent call = Calls.inside(calls, begin, dev);
        return call != null
                && object != null
                && object.created
                && !object.freed
                && !device.joined
                && object.creator == task.pid()
                && object.createdAt > call.getSeq();
    }

    private static void create(ObjectMemory object, ProbeEvent event) {
        object.created = true;
        object.freed = false;
        object.creator = event.getTask().pid();
        object.createdAt = event.getSeq();
    }

    private static void freed(ObjectMemory object, TaskMemory task, Task by) {
        object.freed = true;
        object.iommuDevKnown = false;
        object.users.removeIf(use -> use.pid() == by.pid());
        task.using.remove(object);
    }

    /** A use ends with the outermost probe or configuration of the device. */
    private static void endUse(TaskMemory task, Task who, String dev) {
        if (!task.using.isEmpty() && !Calls.uses(task, dev)) {
            for (ObjectMemory object : task.using) {
                object.users.removeIf(use -> use.pid() == who.pid() && use.dev().equals(dev));
            }
            task.using.removeIf(object -> object.users.stream().noneMatch(use -> use.pid() == who.pid()));
        }
    }
}
