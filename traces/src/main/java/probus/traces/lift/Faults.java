// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.facts.Task;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Position;

/**
 * Lifts oopses, warnings and sysfs complaints. Where the registers and the call trace prove what happened, the events that
 * were never recorded come first, marked inferred.
 */
final class Faults {
    /** Fields of a structure behind a NULL pointer lie below this. */
    private static final long SMALL = 4096;

    private static final Pattern LINK = Pattern.compile("/devices/(?:.*/)?([^/]+)/iommu/[^/]+/devices/([^/]+)");

    private final Scene scene;
    private final Emitter out;
    private final Set<String> dropped = new HashSet<>();
    private boolean crashed;

    Faults(Scene scene) {
        this.scene = scene;
        out = scene.out;
    }

    /** {@return whether an oops killed a task} */
    boolean crashed() {
        return crashed;
    }

    void lift(TraceRecord.Oops oops) {
        TaskCalls task = task(oops.pid(), oops.command());
        out.at(oops.position(), oops.time(), oops.cpu(), task.task);
        List<String> trace = oops.callTrace();
        boolean nearNull = oops.address() >= 0 && oops.address() < SMALL;
        if (oops.pc().equals("dev_iommu_free") && nearNull && !task.freesNull && isWhereItWas(task)) {
            Call probing = task.inside(Meaning.IOMMU_PROBE);
            String device = probing == null ? ProbeEvent.UNKNOWN : probing.dev;
            out.emit(new DevIommuFree(inferred(oops.lines()), device, ObjectId.NULL));
        }
        if (isPoison(oops.address()) && task.lastObject.isObject() && isOurs(oops.pc())) {
            out.emit(new Load(inferred(oops.lines()), task.lastObject, "fwspec"));
        }
        linkDropped(task, trace, oops.lines());
        if (nearNull) {
            allocatedForNobody(task, trace, oops.lines());
        }
        String caller = trace.size() > 1 ? trace.get(1) : oops.lr();
        out.emit(new KernelOops(
                out.stamp(lines(oops.lines())), oops.pc(), oops.address(), caller, String.join(" ", trace)));
        task.dead = oops.cause().kills();
        crashed |= oops.cause().kills();
    }

    void lift(TraceRecord.Warning warning) {
        TaskCalls task = task(warning.pid(), warning.command());
        out.at(warning.position(), warning.time(), warning.cpu(), task.task);
        List<String> trace = warning.callTrace();
        linkDropped(task, trace, warning.lines());
        boolean ours = trace.stream().anyMatch(Faults::isInProbePath) || isInProbePath(warning.function());
        out.emit(new KernelWarning(
                out.stamp(lines(warning.lines())),
                warning.function(),
                warning.location(),
                ours,
                String.join(" ", trace)));
    }

    void lift(TraceRecord.SysfsDuplicate duplicate) {
        Task task = task(duplicate.pid(), duplicate.command()).task;
        out.at(duplicate.position(), duplicate.time(), duplicate.cpu(), task);
        Matcher link = LINK.matcher(duplicate.path());
        boolean deviceLink = link.matches();
        out.emit(new SysfsDuplicate(
                out.stamp(lines(duplicate.lines())),
                deviceLink ? link.group(2) : ProbeEvent.UNKNOWN,
                deviceLink ? link.group(1) : ProbeEvent.UNKNOWN,
                deviceLink,
                duplicate.path()));
    }

    /**
     * device_del deletes all links of a device before it has the driver release it, so a driver that then drops its link
     * has dropped a deleted one. The warning and the oops that follows are one drop.
     */
    private void linkDropped(TaskCalls task, List<String> trace, List<Position> lines) {
        int drop = indexOf(trace, 0, "device_link_put_kref", "pm_runtime_drop_link");
        int release = drop < 0 ? -1 : indexOfEnding(trace, drop, "_release_device");
        String device = task.lastDevice.equals(ProbeEvent.UNKNOWN) ? standIn(task.task) : task.lastDevice;
        if (release < 0 || indexOf(trace, release, "device_del") < 0 || !dropped.add(device)) {
            return;
        }
        out.emit(new LinkPurge(inferred(lines), device));
        out.emit(new LinkDel(inferred(lines), device, ProbeEvent.UNKNOWN));
    }

    /** devm_kmalloc that faults near NULL under an of_xlate was given no device. */
    private void allocatedForNobody(TaskCalls task, List<String> trace, List<Position> lines) {
        int allocation = indexOf(trace, 0, "devm_kmalloc");
        int xlate = allocation < 0 ? -1 : indexOfEnding(trace, allocation, "_of_xlate");
        if (xlate < 0) {
            return;
        }
        String function = trace.get(xlate);
        if (task.inside(Meaning.XLATE) == null) {
            String driver =
                    ProbePoints.find(function).map(row -> row.driver(function)).orElse("");
            out.emit(new XlateBegin(inferred(lines), task.lastDevice, ProbeEvent.UNKNOWN, driver, ObjectId.NULL));
        }
        out.emit(new Alloc(inferred(lines), ObjectId.UNKNOWN, "data of " + function, true, ObjectId.NULL));
    }

    /**
     * Where a dump has stopped the trace, tasks go on unrecorded: a fault that does not happen in the recorded call says
     * nothing about what is recorded.
     */
    private static boolean isWhereItWas(TaskCalls task) {
        return task.lastDevice.equals(ProbeEvent.UNKNOWN)
                || task.inside(Meaning.IOMMU_PROBE) != null
                || task.inside(Meaning.DEV_IOMMU_FREE) != null;
    }

    /** A device that no line names is still one device: that of the task. */
    private static String standIn(Task task) {
        return task.isKnown() ? "(device of " + task + ")" : ProbeEvent.UNKNOWN;
    }

    /** {@return whether an address is what a load through freed memory finds, where the slab poisons it} */
    private static boolean isPoison(long address) {
        return (address >>> 16 & 0xffff_ffffL) == 0x6b6b_6b6bL;
    }

    private static boolean isOurs(String function) {
        return function.contains("iommu");
    }

    private static boolean isInProbePath(String function) {
        return function.contains("iommu") || function.equals("really_probe") || function.startsWith("driver_probe");
    }

    private TaskCalls task(int pid, String command) {
        return pid < 0 ? new TaskCalls(Task.UNKNOWN) : scene.calls.of(pid, command);
    }

    private probus.facts.Stamp inferred(List<Position> lines) {
        return out.inferred(lines(lines));
    }

    private static Origin[] lines(List<Position> lines) {
        return lines.stream().skip(1).map(Emitter::of).toArray(Origin[]::new);
    }

    private static int indexOf(List<String> trace, int from, String... functions) {
        for (int i = from; i < trace.size(); i++) {
            if (List.of(functions).contains(trace.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOfEnding(List<String> trace, int from, String end) {
        for (int i = from; i < trace.size(); i++) {
            if (trace.get(i).endsWith(end) && !trace.get(i).equals("iommu" + end)) {
                return i;
            }
        }
        return -1;
    }
}
