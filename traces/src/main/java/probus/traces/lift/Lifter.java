// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import probus.facts.ProbeEvent;
import probus.traces.format.RecordSink;
import probus.traces.lift.ProbePoints.Half;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Armed;
import probus.traces.record.TraceRecord.NotArmed;
import probus.traces.record.TraceRecord.Probe;
import probus.traces.record.TraceRecord.Tracepoint;

/**
 * Turns the records of one boot into events. Records are pushed in the order of the input, events come out at once: what is
 * remembered is bounded by the tasks, devices and objects that live, and by limits where an input invents them.
 */
public final class Lifter implements RecordSink {
    private static final Arguments NONE = new Arguments("");
    private static final int MAX_FUNCTIONS = 1 << 14;

    private final Map<String, Function> functions = new HashMap<>();
    private final Handlers handlers = new Handlers();
    private final Emitter out;
    private final Scene scene;
    private final IommuCore core;
    private final Tracepoints tracepoints;
    private final Losses losses;
    private final Faults faults;
    private final Map<Half, Long> armed = new HashMap<>();
    private final Set<Half> notArmed = new HashSet<>();
    private final Set<String> kernelEvents = new HashSet<>();

    /**
     * Prepares to lift a boot.
     *
     * @param sink takes the events, numbered from 1
     */
    public Lifter(Consumer<ProbeEvent> sink) {
        out = new Emitter(sink);
        scene = new Scene(out, this::lost);
        new DriverCore(scene, handlers);
        core = new IommuCore(scene, handlers);
        tracepoints = new Tracepoints(scene, new Domains(scene, handlers));
        new Locks(scene, handlers);
        losses = new Losses(scene);
        faults = new Faults(scene);
    }

    @Override
    public void accept(TraceRecord trace) {
        if (trace instanceof Probe probe) {
            lift(probe);
        } else if (trace instanceof TraceRecord.Call call) {
            lift(call);
        } else if (trace instanceof Tracepoint event) {
            lift(event);
        } else if (trace instanceof TraceRecord.Lost lost) {
            out.at(lost.position());
            losses.lift(lost);
        } else if (trace instanceof TraceRecord.Oops oops) {
            faults.lift(oops);
        } else if (trace instanceof TraceRecord.Warning warning) {
            faults.lift(warning);
        } else if (trace instanceof TraceRecord.SysfsDuplicate duplicate) {
            faults.lift(duplicate);
        } else if (trace instanceof Armed point) {
            arm(point);
        } else if (trace instanceof NotArmed point) {
            notArmed.add(new Half(point.function(), point.exit()));
        }
    }

    /** {@return whether an oops killed a task} */
    public boolean crashed() {
        return faults.crashed();
    }

    /** {@return how many events are known to be missing} */
    public long lostEvents() {
        return losses.count();
    }

    /** {@return whether something told which probe points were armed, so that what was never hit is known too} */
    public boolean knowsArmed() {
        return !armed.isEmpty() && !losses.undescribed();
    }

    /** {@return names of the events that could have been recorded: their probe points were armed, or were hit} */
    public Set<String> recordable() {
        Set<Half> halves = new HashSet<>(losses.undescribed() ? Set.of() : armed.keySet());
        halves.removeAll(notArmed);
        for (Function function : functions.values()) {
            if (!function.probed) {
                continue;
            }
            if (function.entered) {
                halves.add(new Half(function.name, false));
            }
            if (function.returned) {
                halves.add(new Half(function.name, true));
            }
        }
        Set<String> kinds = ProbePoints.recordable(halves);
        kinds.addAll(kernelEvents);
        return kinds;
    }

    private void arm(Armed point) {
        Half half = new Half(point.function(), point.exit());
        long more = point.missed() - armed.getOrDefault(half, 0L);
        armed.merge(half, point.missed(), Math::max);
        if (more > 0) {
            out.at(point.position());
            losses.missedHits(more, ProbePoints.kinds(point.function(), point.exit()));
        }
    }

    private void lift(Probe probe) {
        Function function = function(probe.function());
        if (function == null) {
            return;
        }
        TaskCalls task = scene.calls.of(probe.stamp());
        out.at(probe.position(), probe.stamp(), task.task);
        losses.started(probe.stamp().cpu());
        scene.goesOn(task);
        function.probed = true;
        if (probe.exit()) {
            returns(function, probe.arguments(), task);
        } else {
            enters(function, probe.arguments(), task);
        }
    }

    /** Of a function that is probed too, the probe says more. */
    private void lift(TraceRecord.Call trace) {
        Function function = function(trace.function());
        if (function == null || function.probed || function.isLock()) {
            return;
        }
        TaskCalls task = scene.calls.of(trace.stamp());
        out.at(trace.position(), trace.stamp(), task.task);
        losses.started(trace.stamp().cpu());
        scene.goesOn(task);
        Arguments arguments = CallArguments.of(function, trace);
        if (trace.exit()) {
            returns(function, arguments, task);
        } else {
            enters(function, arguments, task);
        }
    }

    private void enters(Function function, Arguments arguments, TaskCalls task) {
        Call call = new Call(function, out.origin());
        call.slot = scene.ids.device(arguments, "dev");
        if (call.slot == null && call.is(Meaning.IOMMU_PROBE)) {
            Call step = task.inside(Meaning.WALK_STEP);
            call.slot = step == null ? null : step.slot;
        }
        function.entered = true;
        scene.calls.entering(task, function, call.slot);
        task.wasOutside(function);
        task.freesNull = false;
        if (call.slot != null) {
            call.dev = call.slot.name;
            task.lastDevice = call.dev;
            observe(function, arguments, call.slot);
        }
        handlers.enter(call, arguments, task);
        if (function.kept && task.task.isKnown()) {
            task.push(call);
        }
    }

    /** What dev->iommu shows at the entry is newer than anything that returns told. */
    private void observe(Function function, Arguments arguments, Identities.Slot slot) {
        if (!function.showsDevice || function.row.meaning() == Meaning.DEV_IOMMU_FREE) {
            return;
        }
        long address = arguments.number("iommu", Returns.NOT_FETCHED);
        if (address != Returns.NOT_FETCHED && scene.ids.observe(slot, address)) {
            core.foundObject(slot);
        }
    }

    private void returns(Function function, Arguments arguments, TaskCalls task) {
        function.returned = true;
        task.freesNull = false;
        if (!function.kept || !task.task.isKnown()) {
            return;
        }
        Call call = scene.calls.returned(task, function);
        if (call != null) {
            handlers.leave(call, arguments, task);
        } else if (function.entered && task.isKnownOutside(function)) {
            losses.discovered();
        }
        task.wasOutside(function);
    }

    /** The return of a call is missing. Where returns of the function are not recorded at all, that says nothing. */
    private void lost(Call call, TaskCalls task) {
        if (call.function.returned) {
            out.losing(true);
            handlers.leave(call, NONE, task);
            out.losing(false);
        }
    }

    private void lift(Tracepoint event) {
        TaskCalls task = scene.calls.of(event.stamp());
        out.at(event.position(), event.stamp(), task.task);
        losses.started(event.stamp().cpu());
        if (!Tracepoints.isWaiting(event.event())) {
            scene.goesOn(task);
            kernelEvents.addAll(tracepoints.lift(event, task));
        }
    }

    private Function function(String name) {
        Function function = functions.get(name);
        if (function == null && functions.size() < MAX_FUNCTIONS) {
            ProbePoint row = ProbePoints.find(name).orElse(null);
            if (row != null) {
                function = new Function(name, row, functions.size());
                functions.put(name, function);
            }
        }
        return function;
    }
}
