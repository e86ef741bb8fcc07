// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import probus.facts.DomainType;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.facts.Task;

/** What each kind of event changes in the state; a kind that is not listed changes nothing but the task's last event. */
final class Transitions {
    private static final Map<Class<?>, BiConsumer<KernelState, ProbeEvent>> TABLE = new HashMap<>();

    private Transitions() {}

    static Map<Class<?>, BiConsumer<KernelState, ProbeEvent>> table() {
        return TABLE;
    }

    static {
        driverCore();
        dmaConfiguration();
        registration();
        iommuProbe();
        groupsAndDomains();
        resources();
        locks();
    }

    private static void driverCore() {
        on(ProbeBegin.class, (state, event) -> {
            Device device = state.before.device;
            device.binding = PastEvent.of(event);
            device.driver = PastEvent.of(event);
            device.driverFailed = PastEvent.NONE;
            device.pmEnabled = PastEvent.NONE;
            device.deferred = PastEvent.NONE;
            Instance instance = state.instance(event.dev());
            instance.probing = PastEvent.of(event);
            instance.binding = PastEvent.of(event);
            call(state, event);
        });
        on(ProbeEnd.class, (state, event) -> {
            state.before.device.binding = PastEvent.NONE;
            state.instance(event.dev()).binding = PastEvent.NONE;
            if (event.result().isFailed()) {
                loseDriver(state.before.device);
            }
            state.before.device.deferred = event.result().isDeferred() ? PastEvent.of(event) : PastEvent.NONE;
            state.before.task.leave(ProbeBegin.class, event.dev());
        });
        on(DriverProbeBegin.class, (state, event) -> {
            Device device = state.before.device;
            device.driverStarted = PastEvent.of(event);
            state.instance(event.dev()).probing = PastEvent.of(event);
            if (device.joined.isSeen() && !device.group.defaultDomain.isSeen() && !device.group.clientProbed.isSeen()) {
                device.group.clientProbed = PastEvent.of(event);
            }
            call(state, event);
        });
        on(DriverProbeEnd.class, (state, event) -> {
            state.before.device.own = Group.NONE;
            state.before.device.driverFailed = event.result().isFailed() ? PastEvent.of(event) : PastEvent.NONE;
            state.before.task.leave(DriverProbeBegin.class, event.dev());
        });
        on(Bind.class, (state, event) -> {
            state.before.device.bound = PastEvent.of(event);
            state.instance(event.dev()).binding = PastEvent.NONE;
        });
        on(Unbind.class, (state, event) -> {
            state.before.device.bound = PastEvent.NONE;
            loseDriver(state.before.device);
        });
        on(DeferRetry.class, (state, event) -> state.before.device.deferred = PastEvent.NONE);
    }

    private static void dmaConfiguration() {
        on(DmaConfigureBegin.class, Transitions::call);
        on(DmaConfigureEnd.class, (state, event) -> {
            state.before.task.leave(DmaConfigureBegin.class, event.dev());
            endUse(state, event.dev());
        });
        on(FwspecInit.class, (state, event) -> state.before.device.untranslated = PastEvent.of(event));
        on(FwspecFree.class, (state, event) -> state.before.device.untranslated = PastEvent.NONE);
        on(
                XlateEnd.class,
                (state, event) -> state.before.device.untranslated =
                        event.result().isFailed() ? PastEvent.of(event) : PastEvent.NONE);
    }

    private static void registration() {
        on(RegisterBegin.class, (state, event) -> {
            state.before.instance.registered = PastEvent.of(event);
            state.before.instance.registering = PastEvent.of(event);
            call(state, event);
        });
        on(RegisterEnd.class, (state, event) -> {
            state.before.instance.registering = PastEvent.NONE;
            if (event.result().isFailed()) {
                state.before.instance.registered = PastEvent.NONE;
                state.before.instance.listed = PastEvent.NONE;
            }
            state.before.task.leave(RegisterBegin.class, event.iommu());
        });
        on(WalkBegin.class, Transitions::call);
        on(WalkEnd.class, (state, event) -> {
            List.copyOf(state.before.instance.queue).forEach(Group::leaveQueue);
            state.before.task.leave(WalkBegin.class, event.iommu());
        });
        on(ListAdd.class, (state, event) -> {
            state.before.instance.listed = PastEvent.of(event);
            state.before.instance.removed = PastEvent.NONE;
            if (!state.before.published.isSeen()) {
                state.before.published = PastEvent.of(event);
            }
        });
        on(ListDel.class, (state, event) -> {
            Instance instance = state.before.instance;
            instance.listed = PastEvent.NONE;
            instance.registered = PastEvent.NONE;
            instance.registering = PastEvent.NONE;
            instance.ready = PastEvent.NONE;
            instance.removed = PastEvent.of(event);
        });
        on(Unregister.class, (state, event) -> state.before.instance.registered = PastEvent.NONE);
        on(Ready.class, (state, event) -> {
            state.before.instance.ready = PastEvent.of(event);
            state.before.instance.registering = PastEvent.NONE;
        });
    }

    private static void iommuProbe() {
        on(IommuProbeBegin.class, (state, event) -> {
            state.before.device.insiders.add(new Device.Insider(PastEvent.of(event), state.before.task));
            opsProbed(state, PastEvent.NONE);
            call(state, event);
            if (event.getTask().isKnown()) {
                state.before.probers.put(event.getTask().pid(), PastEvent.of(event));
            }
        });
        on(IommuProbeEnd.class, (state, event) -> {
            state.before.probers.remove(event.getTask().pid());
            opsProbed(state, PastEvent.NONE);
            Device device = state.before.device;
            device.insiders.removeIf(insider -> insider.entered().getTask().equals(event.getTask()));
            if (event.result().isSucceeded()) {
                device.iommuProbed = PastEvent.of(event);
            }
            state.before.task.leave(IommuProbeBegin.class, event.dev());
            endUse(state, event.dev());
        });
        on(DevIommuGet.class, (state, event) -> {
            DevIommu object = state.before.devIommu;
            if (event.created()) {
                created(object, event);
                state.before.device.untranslated = PastEvent.NONE;
            }
            if (event.created() && object != DevIommu.NONE) {
                object.iommuDev = Known.NO;
            }
            state.before.device.devIommu = object;
            if (object != DevIommu.NONE) {
                state.before.device.lastDevIommu = object;
                beginUse(state, event);
            }
        });
        on(DevIommuFree.class, (state, event) -> {
            state.before.device.freed = PastEvent.of(event);
            state.before.device.devIommu = DevIommu.NONE;
            state.before.task.leave(IommuReleaseBegin.class, event.dev());
            free(state, event);
        });
        on(OpsProbe.class, (state, event) -> {
            PastEvent answer = PastEvent.of(event);
            opsProbed(state, answer);
            if (event.result().isSucceeded()) {
                state.before.device.opsProbed = answer;
            }
        });
        on(OpsRelease.class, (state, event) -> {
            released(state.before.device, event);
            state.before.device.attach(Domain.NONE, PastEvent.NONE);
            state.before.device.links.values().forEach(link -> link.held = PastEvent.NONE);
        });
        on(IommuReleaseBegin.class, (state, event) -> {
            released(state.before.device, event);
            state.before.device.joined = PastEvent.NONE;
            call(state, event);
        });
        on(IommuReleaseEnd.class, (state, event) -> state.before.task.leave(IommuReleaseBegin.class, event.dev()));
    }

    private static void groupsAndDomains() {
        on(GroupAlloc.class, (state, event) -> {
            state.before.group.allocated = PastEvent.of(event);
            state.before.group.references = 1;
            if (state.before.task.getCall().getEvent() instanceof DriverProbeBegin driver) {
                state.device(driver.dev()).own = state.before.group;
            }
        });
        on(GroupRef.class, (state, event) -> state.before.group.references += event.delta());
        on(GroupFree.class, (state, event) -> {
            state.before.group.references = 0;
            state.before.group.leaveQueue();
            state.groups.remove(event.group());
        });
        on(GroupEntryAdd.class, (state, event) -> {
            if (event.group().isObject()) {
                state.before.group.enterQueue(PastEvent.of(event), state.before.instance);
            }
        });
        on(GroupEntryDel.class, (state, event) -> state.before.group.leaveQueue());
        on(GroupAdd.class, (state, event) -> {
            if (event.result().isSucceeded()) {
                state.before.device.joined = PastEvent.of(event);
                state.before.device.group = state.before.group;
                state.before.group.members.put(event.dev(), state.before.device);
            }
        });
        on(GroupDel.class, (state, event) -> {
            // only what is released leaves its group, also where the release itself is not recorded
            state.before.device.joined = PastEvent.NONE;
            state.before.device.opsProbed = PastEvent.NONE;
            state.before.device.iommuProbed = PastEvent.NONE;
            state.before.group.members.remove(event.dev());
            if (state.before.group.members.isEmpty()) {
                state.before.group.defaultDomain = PastEvent.NONE;
            }
        });
        on(DomainAlloc.class, (state, event) -> {
            state.before.domain.allocated = PastEvent.of(event);
            state.before.domain.freed = PastEvent.NONE;
        });
        on(DomainFree.class, (state, event) -> state.domains.remove(event.domain()));
        on(SetDefault.class, (state, event) -> {
            state.before.group.defaultDomain = PastEvent.of(event);
            state.before.group.clientProbed = PastEvent.NONE;
        });
        on(Attach.class, (state, event) -> {
            Device device = state.before.device;
            if (event.result().isSucceeded()) {
                device.attached = PastEvent.of(event);
                device.attach(event.domain().isObject() ? state.before.domain : Domain.NONE, device.attached);
                device.attachedType = event.type();
                device.everAttached = Known.YES;
            } else if (!event.result().known()) {
                device.attached = PastEvent.NONE;
                device.attach(Domain.NONE, PastEvent.NONE);
                device.attachedType = DomainType.UNKNOWN;
                device.everAttached = device.everAttached == Known.YES ? Known.YES : Known.UNKNOWN;
            }
        });
        on(Detach.class, (state, event) -> {
            state.before.device.attached = PastEvent.NONE;
            state.before.device.attach(Domain.NONE, PastEvent.NONE);
            state.before.device.attachedType = DomainType.UNKNOWN;
        });
    }

    private static void resources() {
        on(Alloc.class, (state, event) -> created(state.object(event.object()), event));
        on(Free.class, Transitions::free);
        on(Store.class, (state, event) -> {
            if (event.field().equals("iommu_dev") && state.before.devIommu != DevIommu.NONE) {
                state.before.devIommu.iommuDev = Known.of(!event.value().equals("NULL"));
            }
        });
        on(ModuleGet.class, (state, event) -> {
            state.before.device.moduleHeld = PastEvent.of(event);
            state.before.device.moduleDropped = PastEvent.NONE;
        });
        on(ModulePut.class, (state, event) -> {
            state.before.device.moduleHeld = PastEvent.NONE;
            state.before.device.moduleDropped = PastEvent.of(event);
        });
        on(LinkAdd.class, (state, event) -> {
            Link link = link(state, event.iommu());
            if (event.inProbe()) {
                link.held = PastEvent.of(event);
            }
            link.dropped = PastEvent.NONE;
            state.before.device.linksPurged = PastEvent.NONE;
        });
        on(LinkDel.class, (state, event) -> {
            Link link = link(state, event.iommu());
            link.held = PastEvent.NONE;
            link.dropped = PastEvent.of(event);
        });
        on(LinkPurge.class, (state, event) -> state.before.device.linksPurged = PastEvent.of(event));
        on(NodeAdd.class, (state, event) -> state.before.instance.node = PastEvent.of(event));
        on(NodeDel.class, (state, event) -> state.before.instance.node = PastEvent.NONE);
        on(PmEnable.class, (state, event) -> {
            Device device = state.before.device;
            state.instance(event.dev()).pmEnabled = PastEvent.of(event);
            device.pmEnabled = device.binding.isSeen() ? PastEvent.of(event) : PastEvent.NONE;
        });
        on(PmDisable.class, (state, event) -> {
            state.instance(event.dev()).pmEnabled = PastEvent.NONE;
            state.before.device.pmEnabled = PastEvent.NONE;
        });
        on(PmGetIfInUse.class, (state, event) -> {
            Device device = state.before.device;
            if (event.value() > 0) {
                device.pmReferences++;
                device.pmHeld = device.pmReferences == 1 ? PastEvent.of(event) : device.pmHeld;
                device.pmDropped = PastEvent.NONE;
            }
        });
        on(PmPut.class, (state, event) -> {
            Device device = state.before.device;
            device.pmReferences = Math.max(0, device.pmReferences - 1);
            if (device.pmReferences == 0) {
                device.pmHeld = PastEvent.NONE;
                device.pmDropped = PastEvent.of(event);
            }
        });
    }

    private static void locks() {
        on(LockAcquire.class, (state, event) -> {
            PastEvent acquired = PastEvent.of(event);
            state.before.probeLockRecorded |= event.name().equals(KernelState.PROBE_LOCK);
            state.before.deviceLocksRecorded |= !event.dev().isEmpty();
            state.before.lock.drop();
            state.lockOrder.acquired(acquired, state.before.task.locks);
            state.before.lock.held = acquired;
            state.before.lock.holder = state.before.task;
            if (state.before.task != TaskState.NONE) {
                state.before.task.locks.add(acquired);
            }
        });
        on(LockRelease.class, (state, event) -> {
            state.before.lock.drop();
            if (event.name().equals(KernelState.PROBE_LOCK)) {
                state.before.task.using.forEach(object -> stopUsing(object, event.getTask()));
                state.before.task.using.clear();
            }
        });
    }

    private static <E extends ProbeEvent> void on(Class<E> kind, BiConsumer<KernelState, E> transition) {
        TABLE.put(kind, (state, event) -> transition.accept(state, kind.cast(event)));
    }

    private static void call(KernelState state, ProbeEvent event) {
        if (state.before.task != TaskState.NONE) {
            state.before.task.enter(event);
        }
    }

    private static void loseDriver(Device device) {
        device.driver = PastEvent.NONE;
        device.driverStarted = PastEvent.NONE;
    }

    private static void released(Device device, ProbeEvent event) {
        device.opsProbed = PastEvent.NONE;
        device.iommuProbed = PastEvent.NONE;
        device.released = PastEvent.of(event);
    }

    private static void free(KernelState state, ProbeEvent event) {
        DevIommu object = state.before.devIommu;
        if (object != DevIommu.NONE) {
            object.freed = PastEvent.of(event);
            object.iommuDev = Known.UNKNOWN;
            stopUsing(object, event.getTask());
        }
    }

    private static void beginUse(KernelState state, DevIommuGet event) {
        PastEvent call = outermostUse(state, event.dev());
        if (call.isSeen()) {
            state.before.devIommu.users.add(new DevIommu.Use(event.dev(), PastEvent.of(event), call));
            state.before.task.using.add(state.before.devIommu);
        }
    }

    /** A use ends with the outermost probe or configuration of the device by the task. */
    private static void endUse(KernelState state, String device) {
        if (!outermostUse(state, device).isSeen()) {
            Task task = state.before.current;
            state.before.task.using.forEach(object -> object.users.removeIf(
                    use -> use.get().getTask().equals(task) && use.dev().equals(device)));
            state.before.task.using.removeIf(object ->
                    object.users.stream().noneMatch(use -> use.get().getTask().equals(task)));
        }
    }

    private static void opsProbed(KernelState state, PastEvent answer) {
        if (state.before.task != TaskState.NONE) {
            state.before.task.opsProbed = answer;
        }
    }

    private static void created(DevIommu object, ProbeEvent event) {
        if (object != DevIommu.NONE) {
            object.created = PastEvent.of(event);
            object.freed = PastEvent.NONE;
        }
    }

    private static Link link(KernelState state, String iommu) {
        return state.before.device.links.computeIfAbsent(iommu, key -> new Link());
    }

    private static PastEvent outermostUse(KernelState state, String device) {
        for (PastEvent call : state.before.task.calls) {
            ProbeEvent event = call.getEvent();
            boolean uses = event instanceof IommuProbeBegin || event instanceof DmaConfigureBegin;
            if (uses && ((OfDevice) event).dev().equals(device)) {
                return call;
            }
        }
        return PastEvent.NONE;
    }

    private static void stopUsing(DevIommu object, Task task) {
        object.users.removeIf(use -> use.get().getTask().equals(task));
    }
}
