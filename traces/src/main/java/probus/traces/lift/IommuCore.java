// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.facts.Result;
import probus.traces.record.Arguments;

/** Lifts registration, bus walks, the probe and release of devices, and their configuration from the device tree. */
final class IommuCore {
    private static final long CREATED = 1;
    private static final long CREATED_UNKNOWN = 2;

    private final Scene scene;
    private final Emitter out;
    private final Identities ids;

    IommuCore(Scene scene, Handlers handlers) {
        this.scene = scene;
        out = scene.out;
        ids = scene.ids;
        handlers.on(Meaning.REGISTER, this::registerBegins, this::registerEnds);
        handlers.onEntry(Meaning.UNREGISTER, this::unregisters);
        handlers.onEntry(
                Meaning.SYSFS_ADD,
                (call, arguments, task) ->
                        ids.instance(arguments.number("iommu", 0), arguments.string("parent", ProbeEvent.UNKNOWN)));
        handlers.on(Meaning.WALK, this::walkBegins, this::walkEnds);
        handlers.onEntry(Meaning.WALK_STEP, (call, arguments, task) -> listed(task));
        handlers.on(Meaning.IOMMU_PROBE, this::probeBegins, this::probeEnds);
        handlers.on(Meaning.DEV_IOMMU_GET, this::getBegins, this::getEnds);
        handlers.onEntry(Meaning.DEV_IOMMU_FREE, this::frees);
        handlers.onReturn(Meaning.OPS_PROBE, this::driverAnswers);
        handlers.onEntry(
                Meaning.OPS_RELEASE, (call, arguments, task) -> out.emit(new OpsRelease(out.stamp(), call.dev)));
        handlers.onEntry(
                Meaning.OPS_FINALIZE, (call, arguments, task) -> out.emit(new ProbeFinalize(out.stamp(), call.dev)));
        handlers.on(
                Meaning.IOMMU_RELEASE,
                (call, arguments, task) -> out.emit(new IommuReleaseBegin(out.stamp(), call.dev)),
                (call, arguments, task) -> out.emit(new IommuReleaseEnd(out.returning(call.origin), call.dev)));
        configuration(handlers);
    }

    private void configuration(Handlers handlers) {
        handlers.on(
                Meaning.DMA_CONFIGURE,
                (call, arguments, task) -> out.emit(new DmaConfigureBegin(out.stamp(), call.dev, call.function.name)),
                this::configured);
        handlers.on(Meaning.XLATE, this::xlateBegins, this::xlateEnds);
        handlers.onReturn(
                Meaning.FWSPEC_INIT,
                (call, arguments, task) ->
                        out.emit(new FwspecInit(out.returning(call.origin), call.dev, Returns.status(arguments))));
        handlers.onEntry(
                Meaning.FWSPEC_FREE, (call, arguments, task) -> out.emit(new FwspecFree(out.stamp(), call.dev)));
    }

    private void registerBegins(Call call, Arguments arguments, TaskCalls task) {
        long instance = arguments.number("iommu", 0);
        call.name = arguments.string("hwdev", ids.instanceAt(instance));
        if (call.name.equals(ProbeEvent.UNKNOWN)) {
            call.name = prober(task);
        }
        ids.instance(instance, call.name);
        ObjectId id = instance == 0 ? ObjectId.UNKNOWN : ids.idAt(instance);
        out.emit(new RegisterBegin(out.stamp(), call.name, id));
    }

    private void registerEnds(Call call, Arguments arguments, TaskCalls task) {
        Result result = Returns.status(arguments);
        if (result.isSucceeded()) {
            listed(call);
        }
        out.emit(new RegisterEnd(out.returning(call.origin), call.name, result));
    }

    private void unregisters(Call call, Arguments arguments, TaskCalls task) {
        String iommu = ids.instanceAt(arguments.number("iommu", 0));
        out.emit(new Unregister(out.stamp(), iommu));
        out.emit(new ListDel(out.inferred(), iommu));
    }

    private void walkBegins(Call call, Arguments arguments, TaskCalls task) {
        listed(task);
        Call registering = task.inside(Meaning.REGISTER);
        call.name = registering == null ? prober(task) : registering.name;
        out.emit(new WalkBegin(out.stamp(), call.name, bus(arguments)));
        call.dev = bus(arguments);
    }

    private void walkEnds(Call call, Arguments arguments, TaskCalls task) {
        out.emit(new WalkEnd(out.returning(call.origin), call.name, call.dev, Returns.status(arguments)));
    }

    /** A registration that walks, or has succeeded, has put its IOMMU on the list: a store that is not probed. */
    private void listed(TaskCalls task) {
        Call registering = task.inside(Meaning.REGISTER);
        if (registering != null) {
            listed(registering);
        }
    }

    private void listed(Call registering) {
        if (!registering.done) {
            registering.done = true;
            out.emit(new ListAdd(out.inferred(registering.origin), registering.name));
        }
    }

    private void probeBegins(Call call, Arguments arguments, TaskCalls task) {
        listed(task);
        out.emit(new IommuProbeBegin(out.stamp(), call.dev, task.innermost()));
    }

    private void probeEnds(Call call, Arguments arguments, TaskCalls task) {
        out.emit(new IommuProbeEnd(out.returning(call.origin), call.dev, Returns.status(arguments)));
    }

    private void getBegins(Call call, Arguments arguments, TaskCalls task) {
        long shown = arguments.number("iommu", Returns.NOT_FETCHED);
        call.flags = shown == Returns.NOT_FETCHED ? CREATED_UNKNOWN : shown == 0 ? CREATED : 0;
    }

    private void getEnds(Call call, Arguments arguments, TaskCalls task) {
        Identities.Slot slot = call.slot;
        long address = arguments.number("ret", Returns.NOT_FETCHED);
        if (address == Returns.NOT_FETCHED) {
            missingGet(call, task);
            return;
        }
        if (address == 0) {
            out.emit(new AllocFail(out.returning(call.origin), call.function.name));
            return;
        }
        boolean created = call.flags != 0 && (slot == null || ids.creates(slot, address));
        task.lastObject = slot == null ? ids.idAt(address) : ids.got(slot, address, created);
        out.emit(new DevIommuGet(out.returning(call.origin), call.dev, task.lastObject, created));
    }

    /** The object of a get that allocated is not known until a later line shows what the device points to. */
    private void missingGet(Call call, TaskCalls task) {
        if (call.slot == null) {
            return;
        }
        if (call.flags == CREATED) {
            call.slot.lostGet = new Identities.Lost(task.task, call.origin);
        } else if (call.slot.object.isObject()) {
            task.lastObject = call.slot.object;
            out.emit(new DevIommuGet(out.returning(call.origin), call.dev, call.slot.object, false));
        }
    }

    /** The pointer of a get whose return is missing has shown itself. */
    void foundObject(Identities.Slot slot) {
        Identities.Lost get = slot.lostGet;
        slot.lostGet = null;
        slot.learned = true;
        out.emit(new DevIommuGet(out.inferredOf(get.task(), get.origin()), slot.name, slot.object, true));
    }

    private void frees(Call call, Arguments arguments, TaskCalls task) {
        ObjectId object = ObjectId.UNKNOWN;
        long address = arguments.number("iommu", Returns.NOT_FETCHED);
        if (address != Returns.NOT_FETCHED && call.slot != null) {
            if (call.slot.lostGet != null && ids.observe(call.slot, address)) {
                foundObject(call.slot);
            }
            object = ids.freed(call.slot, address);
        }
        task.lastObject = object;
        task.freesNull = object.isNull();
        out.emit(new DevIommuFree(out.stamp(), call.dev, object));
    }

    private void driverAnswers(Call call, Arguments arguments, TaskCalls task) {
        Result result = Result.UNKNOWN;
        ObjectId instance = ObjectId.UNKNOWN;
        long value = arguments.number("ret", Returns.NOT_FETCHED);
        if (value != Returns.NOT_FETCHED) {
            result = Result.of(Returns.errno(value));
            instance = result.isSucceeded() ? ids.idAt(value) : ObjectId.UNKNOWN;
        }
        out.emit(new OpsProbe(out.returning(call.origin), call.dev, result, instance));
    }

    /**
     * Up to 6.6 of_iommu_configure returns the operations, NULL where the device has no IOMMU or where an error was
     * swallowed: the caller goes on without IOMMU, which is no failure of the configuration.
     */
    private void configured(Call call, Arguments arguments, TaskCalls task) {
        Result result = Returns.status(arguments);
        out.emit(new DmaConfigureEnd(out.returning(call.origin), call.dev, call.function.name, result));
        if (result.isDeferred()) {
            DriverCore.bindingIsOver(call, task);
        }
    }

    private void xlateBegins(Call call, Arguments arguments, TaskCalls task) {
        call.name = Scene.deviceOfNode(arguments.string("mmu", ProbeEvent.UNKNOWN));
        call.dmaDev = scene.dmaDev(arguments);
        out.emit(new XlateBegin(out.stamp(), call.dev, call.name, call.function.driver(), call.dmaDev));
    }

    private void xlateEnds(Call call, Arguments arguments, TaskCalls task) {
        out.emit(new XlateEnd(
                out.returning(call.origin), call.dev, call.name, call.function.driver(), Returns.status(arguments)));
    }

    /** {@return the device that the task is binding, which is the IOMMU where its driver registers} */
    private static String prober(TaskCalls task) {
        Call driver = task.inside(Meaning.DRIVER_PROBE);
        Call binding = driver == null ? task.inside(Meaning.REALLY_PROBE) : driver;
        return binding == null ? ProbeEvent.UNKNOWN : binding.dev;
    }

    private static String bus(Arguments arguments) {
        return arguments.string("bus", ProbeEvent.UNKNOWN);
    }
}
