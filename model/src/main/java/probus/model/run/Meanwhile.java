// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import probus.facts.ProbeEvent;
import probus.model.linux.include.Device;
import probus.model.world.Finding;
import probus.model.world.Kind;
import probus.model.world.Location;
import probus.model.world.Step;

/**
 * What of an execution a person has to see to understand how it ended: what was told of the device concerned since the task
 * that failed began with it, and the steps at the pointer or the object that it failed on.
 */
public final class Meanwhile {
    private static final String BEGIN = "Begin";
    private static final String END = "End";

    /** What the driver core does around: it is about the device's own driver, not about who translates for it. */
    private static final Set<String> AROUND = Set.of(
            "ProbeBegin",
            "ProbeEnd",
            "DriverProbeBegin",
            "DriverProbeEnd",
            "Bind",
            "Match",
            "Notify",
            "BusLink",
            "AsyncSchedule",
            "DeferAdd",
            "DeferDel",
            "DeferRetry",
            "PmEnable");

    private final Recording recording;
    private final Finding finding;
    private final int pid;
    private final Set<Location> watched = new LinkedHashSet<>();
    private final Set<Integer> marked = new HashSet<>();
    private String device = "";

    private Meanwhile(Recording recording, Finding finding) {
        this.recording = recording;
        this.finding = finding;
        this.pid = recording.pid(finding.task());
    }

    /**
     * A row.
     *
     * @param step the step after which, or at which, it was
     * @param task who
     * @param event what was told, if it was an event
     * @param words of a step, {@code ""} for an event
     * @param marked whether it is part of what went wrong
     */
    public record Row(int step, probus.facts.Task task, Optional<ProbeEvent> event, String words, boolean marked) {}

    /** {@return in which functions tasks were, innermost first, when they did what the rows mark; not the one that failed} */
    public static Map<probus.facts.Task, List<String>> inside(Recording recording, Finding finding, List<Row> rows) {
        Map<probus.facts.Task, List<String>> inside = new LinkedHashMap<>();
        for (Row row : rows) {
            boolean other = !row.task.name().equals(finding.task()) || finding.kind() == Finding.Kind.DEADLOCK;
            if (row.marked && other && row.step > 0) {
                inside.put(row.task, recording.calls(row.task.pid(), row.step));
            }
        }
        inside.values().removeIf(List::isEmpty);
        return inside;
    }

    /** {@return the rows, in order} */
    public static List<Row> of(Recording recording, Finding finding) {
        Meanwhile meanwhile = new Meanwhile(recording, finding);
        if (finding.kind() == Finding.Kind.DEADLOCK) {
            return meanwhile.locks();
        }
        meanwhile.findPointer();
        return meanwhile.rows();
    }

    /** What failed: the last NULL that the task read and went on with, or the object that it touched. */
    private void findPointer() {
        List<Step> own = recording.steps().stream().filter(this::isOwn).toList();
        if (own.isEmpty()) {
            return;
        }
        Step last = own.get(own.size() - 1);
        Location object = last.op().location().owner() == null
                ? last.op().location()
                : last.op().location().owner();
        boolean isNull = finding.kind() == Finding.Kind.NULL_DEREFERENCE;
        Object pointer = isNull ? null : object;
        if (!isNull) {
            watched.add(object);
            recording.steps().stream()
                    .filter(step -> step.op().kind() == Kind.FREE && step.op().location() == object)
                    .findFirst()
                    .ifPresent(step -> marked.add(step.number()));
        }
        for (int i = own.size() - 1; i >= 0; i--) {
            Step step = own.get(i);
            if (step.op().kind() == Kind.READ && step.result() == pointer) {
                watched.add(step.op().location());
                marked.add(step.number());
                lastChange(step.op().location(), step.number());
                break;
            }
        }
        device = watched.stream()
                .map(Location::owner)
                .filter(Device.class::isInstance)
                .map(owner -> ((Device) owner).init_name)
                .findFirst()
                .orElseGet(this::lastDevice);
    }

    private void lastChange(Location location, int before) {
        recording.steps().stream()
                .filter(step -> step.number() < before && step.op().location() == location && changes(step))
                .reduce((first, second) -> second)
                .ifPresent(step -> marked.add(step.number()));
    }

    private String lastDevice() {
        return recording.events().stream()
                .filter(event ->
                        event.getTask().pid() == pid && !deviceOf(event).isEmpty())
                .reduce((first, second) -> second)
                .map(Meanwhile::deviceOf)
                .orElse("");
    }

    private List<Row> rows() {
        int start = start();
        List<Row> rows = new ArrayList<>();
        for (Step step : recording.steps()) {
            boolean shown = watched.contains(step.op().location())
                    && (changes(step)
                            || marked.contains(step.number())
                            || step.op().kind() == Kind.ALLOC);
            if (shown && (step.number() >= start || marked.contains(step.number()))) {
                rows.add(new Row(
                        step.number(), who(step), Optional.empty(), words(step), marked.contains(step.number())));
            }
        }
        for (ProbeEvent event : recording.events()) {
            boolean oops = event instanceof ProbeEvent.KernelOops;
            if (oops || (isAbout(event) && stepOf(event) >= start)) {
                rows.add(new Row(stepOf(event), event.getTask(), Optional.of(event), "", oops));
            }
        }
        return inOrder(rows);
    }

    /** The step at which the task that failed, or one that changed what it failed on, began with the device. */
    private int start() {
        int start = beginning(pid, Integer.MAX_VALUE);
        for (Step step : recording.steps()) {
            if (marked.contains(step.number())) {
                start = Math.min(start, beginning(step.task().id() + 1, step.number()));
            }
        }
        return start;
    }

    /** {@return the step of the outermost call about the device that the task was in before that step} */
    private int beginning(int task, int before) {
        Deque<ProbeEvent> open = new ArrayDeque<>();
        int first = Integer.MAX_VALUE;
        for (ProbeEvent event : recording.events()) {
            if (event.getTask().pid() == task && stepOf(event) <= before && isAbout(event)) {
                String kind = event.getClass().getSimpleName();
                first = Math.min(first, stepOf(event));
                if (kind.endsWith(BEGIN)) {
                    open.addLast(event);
                } else if (kind.endsWith(END)) {
                    open.pollLast();
                }
            }
        }
        return open.isEmpty() ? Math.min(first, before) : stepOf(open.peekFirst());
    }

    private boolean isAbout(ProbeEvent event) {
        return deviceOf(event).equals(device)
                && !(event instanceof ProbeEvent.OfLock)
                && !AROUND.contains(event.getClass().getSimpleName());
    }

    /** Who took and who asked for the locks that somebody still waits for. */
    private List<Row> locks() {
        Set<Long> awaited = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        for (ProbeEvent event : recording.events()) {
            if (event instanceof ProbeEvent.LockRequest request && !isAnswered(request)) {
                awaited.add(request.lock().address());
            }
        }
        for (ProbeEvent event : recording.events()) {
            if (event instanceof ProbeEvent.OfLock lock
                    && awaited.contains(lock.lock().address())) {
                boolean waits = event instanceof ProbeEvent.LockRequest request && !isAnswered(request);
                if (waits || event instanceof ProbeEvent.LockAcquire || event instanceof ProbeEvent.LockRelease) {
                    rows.add(new Row(stepOf(event), event.getTask(), Optional.of(event), "", waits));
                }
            }
        }
        return inOrder(rows);
    }

    private boolean isAnswered(ProbeEvent.LockRequest request) {
        return recording.events().stream()
                .anyMatch(event -> event instanceof ProbeEvent.LockAcquire acquire
                        && acquire.getSeq() > request.getSeq()
                        && acquire.getTask().equals(request.getTask())
                        && acquire.lock().equals(request.lock()));
    }

    private static List<Row> inOrder(List<Row> rows) {
        rows.sort(Comparator.comparingInt(Row::step).thenComparing(row -> row.event.isPresent()));
        return List.copyOf(rows);
    }

    private boolean isOwn(Step step) {
        return step.task().id() + 1 == pid;
    }

    private static boolean changes(Step step) {
        Kind kind = step.op().kind();
        return kind == Kind.WRITE || kind == Kind.UPDATE || kind == Kind.FREE;
    }

    private static probus.facts.Task who(Step step) {
        return new probus.facts.Task(step.task().id() + 1, step.task().label());
    }

    private static int stepOf(ProbeEvent event) {
        return (int) event.at().origin().line();
    }

    private static String deviceOf(ProbeEvent event) {
        return event instanceof ProbeEvent.OfDevice of ? of.dev() : "";
    }

    private static String words(Step step) {
        Location location = step.op().location();
        String name = location.kindLabel().replace("device->", "dev->");
        String value = step.result() == null ? "NULL" : String.valueOf(step.result());
        return switch (step.op().kind()) {
            case READ -> name + " == " + value;
            case ALLOC -> "kzalloc(" + name + ")";
            case FREE -> "kfree(" + name + ")";
            default -> name + " = " + value;
        };
    }
}
