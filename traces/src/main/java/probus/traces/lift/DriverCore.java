// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.LinkedHashMap;
import java.util.Map;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.traces.record.Arguments;

/** Lifts what the driver core does: binding, deferral, device links, runtime power management. */
final class DriverCore {
    private static final int MAX_LINKS = 1 << 16;
    private static final int STATELESS = 1;

    private final Scene scene;
    private final Emitter out;
    private final Map<Long, Ends> links = new LinkedHashMap<>();

    /** Which two devices a link ties. */
    private record Ends(String consumer, String supplier) {}

    DriverCore(Scene scene, Handlers handlers) {
        this.scene = scene;
        out = scene.out;
        handlers.on(Meaning.REALLY_PROBE, this::probeBegins, this::probeEnds);
        handlers.on(Meaning.DRIVER_PROBE, this::driverBegins, this::driverEnds);
        handlers.onEntry(
                Meaning.BOUND, (call, arguments, task) -> out.emit(new Bind(out.stamp(), call.dev, driver(arguments))));
        handlers.onEntry(
                Meaning.UNBOUND,
                (call, arguments, task) -> out.emit(new Unbind(out.stamp(), call.dev, driver(arguments))));
        handlers.onEntry(Meaning.DEFER_ADD, (call, arguments, task) -> out.emit(new DeferAdd(out.stamp(), call.dev)));
        handlers.onEntry(Meaning.DEFER_DEL, (call, arguments, task) -> out.emit(new DeferDel(out.stamp(), call.dev)));
        handlers.onEntry(Meaning.DEVICE_DEL, (call, arguments, task) -> out.emit(new Dead(out.stamp(), call.dev)));
        handlers.onEntry(Meaning.PM_ENABLE, (call, arguments, task) -> out.emit(new PmEnable(out.stamp(), call.dev)));
        handlers.onEntry(Meaning.PM_DISABLE, (call, arguments, task) -> out.emit(new PmDisable(out.stamp(), call.dev)));
        handlers.on(Meaning.LINK_ADD, this::linkBegins, this::linkAdded);
        handlers.onEntry(Meaning.LINK_DEL, this::linkDeleted);
        handlers.onEntry(Meaning.LINK_PURGE, (call, arguments, task) -> out.emit(new LinkPurge(out.stamp(), call.dev)));
        handlers.onReturn(Meaning.MODULE_GET, this::moduleGot);
        handlers.onEntry(Meaning.MODULE_PUT, this::modulePut);
    }

    private void probeBegins(Call call, Arguments arguments, TaskCalls task) {
        scene.reallyProbeRecorded = true;
        call.name = driver(arguments);
        out.emit(new ProbeBegin(out.stamp(), call.dev, call.name));
    }

    private void probeEnds(Call call, Arguments arguments, TaskCalls task) {
        out.emit(new ProbeEnd(out.returning(call.origin), call.dev, call.name, Returns.ofProbe(arguments)));
    }

    /** Many functions end in {@code _probe}: the driver's own is the one that really_probe calls with its device. */
    private void driverBegins(Call call, Arguments arguments, TaskCalls task) {
        Call binding = task.inside(Meaning.REALLY_PROBE);
        boolean sameDevice = binding != null && binding.slot == call.slot;
        call.done = call.slot == null || (scene.reallyProbeRecorded && !sameDevice);
        if (!call.done) {
            call.dmaDev = scene.dmaDev(arguments);
            out.emit(new DriverProbeBegin(out.stamp(), call.dev, call.function.name, call.dmaDev));
        }
    }

    private void driverEnds(Call call, Arguments arguments, TaskCalls task) {
        if (call.done) {
            return;
        }
        out.emit(new DriverProbeEnd(
                out.returning(call.origin),
                call.dev,
                call.function.name,
                Returns.status(arguments),
                scene.dmaDev(arguments)));
        bindingIsOver(call, task);
    }

    /** Once the driver has answered, really_probe calls nothing in which another device would be bound. */
    static void bindingIsOver(Call call, TaskCalls task) {
        Call binding = task.inside(Meaning.REALLY_PROBE);
        if (binding != null && binding.slot == call.slot) {
            binding.over = true;
        }
    }

    private void linkBegins(Call call, Arguments arguments, TaskCalls task) {
        call.dev = arguments.string("consumer", ProbeEvent.UNKNOWN);
        call.name = arguments.string("supplier", ProbeEvent.UNKNOWN);
        call.flags = arguments.number("flags", 0);
    }

    private void linkAdded(Call call, Arguments arguments, TaskCalls task) {
        long link = arguments.number("ret", 0);
        if (link == 0) {
            return;
        }
        if (links.size() < MAX_LINKS) {
            links.put(link, new Ends(call.dev, call.name));
        }
        boolean stateless = (call.flags & STATELESS) != 0;
        Call probe = task.inside(Meaning.OPS_PROBE);
        Origin within = probe == null ? Origin.NONE : probe.origin;
        out.emit(new LinkAdd(out.returning(call.origin, within), call.dev, call.name, stateless, probe != null));
    }

    private void linkDeleted(Call call, Arguments arguments, TaskCalls task) {
        Ends ends = links.get(arguments.number("link", 0));
        String consumer = arguments.string("consumer", ends == null ? ProbeEvent.UNKNOWN : ends.consumer());
        String supplier = arguments.string("supplier", ends == null ? ProbeEvent.UNKNOWN : ends.supplier());
        out.emit(new LinkDel(out.stamp(), consumer, supplier));
    }

    private void moduleGot(Call call, Arguments arguments, TaskCalls task) {
        String device = deviceOfReference(task);
        if (arguments.number("ret", 0) != 0 && !device.equals(ProbeEvent.UNKNOWN)) {
            out.emit(new ModuleGet(out.returning(call.origin), device));
        }
    }

    private void modulePut(Call call, Arguments arguments, TaskCalls task) {
        String device = deviceOfReference(task);
        if (!device.equals(ProbeEvent.UNKNOWN)) {
            out.emit(new ModulePut(out.stamp(), device));
        }
    }

    /** References for the time of an of_xlate, or for anything else in the kernel, are none of a probed device. */
    private static String deviceOfReference(TaskCalls task) {
        for (int i = task.open().size() - 1; i >= 0; i--) {
            Call call = task.open().get(i);
            if (call.is(Meaning.DMA_CONFIGURE)) {
                return ProbeEvent.UNKNOWN;
            }
            if (call.is(Meaning.IOMMU_PROBE) || call.is(Meaning.IOMMU_RELEASE)) {
                return call.dev;
            }
        }
        return ProbeEvent.UNKNOWN;
    }

    private static String driver(Arguments arguments) {
        return arguments.string("drv", ProbeEvent.UNKNOWN);
    }
}
