// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import probus.engine.Evidence;
import probus.engine.Violation;
import probus.facts.EventCatalog;
import probus.facts.ProbeEvent;
import probus.facts.Task;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as a trace that Perfetto and {@code chrome://tracing} open: a track per task, a slice per call and per lock that is
 * held, everything else as an instant, and violations as marks that arrows tie together. The format is the JSON of Chrome's
 * trace events; a boot is a process of it.
 */
public final class ChromeTrace implements AutoCloseable {
    private static final int DEEPEST = 256;
    private static final int MOST_TASKS = 1 << 16;

    private final JsonGenerator json;
    private final Map<Integer, Deque<String>> open = new HashMap<>();
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private final Map<String, String> locks = new HashMap<>();
    private int boot;
    private int flows;

    /** Begins the trace; {@code out} is flushed at the end and not closed. */
    public ChromeTrace(Writer out) {
        json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        json.writeStringProperty("displayTimeUnit", "ns");
        json.writeArrayPropertyStart("traceEvents");
    }

    /** A boot begins: a process with this name. */
    public void boot(int number, String name) {
        boot = number;
        open.clear();
        names.clear();
        locks.clear();
        metadata("process_name", 0, name);
    }

    /** Adds the next event. */
    public void event(ProbeEvent event) {
        name(event.getTask());
        String kind = event.getClass().getSimpleName();
        if (event instanceof ProbeEvent.OfLock lock) {
            lock(event, lock);
        } else if (kind.endsWith("Begin")) {
            enter(event, kind.substring(0, kind.length() - "Begin".length()));
        } else if (ends(kind)) {
            leave(event, kind.endsWith("End") ? kind.substring(0, kind.length() - "End".length()) : kind);
        } else {
            instant(event, kind);
        }
    }

    /** Adds a violation: a mark at each event of its evidence, and arrows from one to the next. */
    public void violation(Violation violation) {
        List<Evidence> evidence = violation.evidence();
        int flow = ++flows;
        for (int i = 0; i < evidence.size(); i++) {
            ProbeEvent event = evidence.get(i).event();
            begin("X", violation.rule().id() + ": " + evidence.get(i).phrase(), event, "violation");
            json.writeNumberProperty("dur", 1);
            json.writeObjectPropertyStart("args");
            json.writeStringProperty("message", violation.message());
            json.writeStringProperty("severity", violation.severity().toString());
            json.writeEndObject();
            json.writeEndObject();
            if (evidence.size() > 1) {
                begin(
                        i == 0 ? "s" : i + 1 == evidence.size() ? "f" : "t",
                        violation.rule().id(),
                        event,
                        "violation");
                json.writeNumberProperty("id", flow);
                json.writeStringProperty("bp", "e");
                json.writeEndObject();
            }
        }
        begin("i", violation.message(), violation.at(), "violation");
        json.writeStringProperty("s", "p");
        json.writeEndObject();
    }

    @Override
    public void close() {
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }

    private static boolean ends(String kind) {
        return kind.endsWith("End") || kind.equals("DomainAlloc");
    }

    private void enter(ProbeEvent event, String call) {
        Deque<String> calls = calls(event.getTask());
        if (calls.size() >= DEEPEST) {
            return;
        }
        calls.push(call);
        begin("B", call + key(event), event, "call");
        arguments(event);
        json.writeEndObject();
    }

    /** A return closes the calls inside of which it is not: theirs are missing. */
    private void leave(ProbeEvent event, String call) {
        Deque<String> calls = calls(event.getTask());
        if (!calls.contains(call)) {
            instant(event, event.getClass().getSimpleName());
            return;
        }
        boolean closed = false;
        while (!closed) {
            closed = calls.pop().equals(call);
            begin("E", call, event, "call");
            if (closed) {
                arguments(event);
            }
            json.writeEndObject();
        }
    }

    /** Locks are not let go of in the reverse order of calls: they are slices of their own. */
    private void lock(ProbeEvent event, ProbeEvent.OfLock lock) {
        String id = boot + "." + event.getTask().pid() + "." + lock.lock() + lock.name() + lock.dev();
        String name = lock.name().isEmpty() ? "lock" : lock.name();
        if (event instanceof ProbeEvent.LockAcquire
                && locks.size() < MOST_TASKS
                && locks.putIfAbsent(id, name) == null) {
            held("b", name, id, event);
        } else if (event instanceof ProbeEvent.LockRelease && locks.remove(id) != null) {
            held("e", name, id, event);
        } else {
            instant(event, event.getClass().getSimpleName() + " " + name);
        }
    }

    private void held(String phase, String name, String id, ProbeEvent event) {
        begin(phase, name + " held by " + event.getTask(), event, "lock");
        json.writeStringProperty("id", id);
        json.writeEndObject();
    }

    private void instant(ProbeEvent event, String kind) {
        begin("i", kind + key(event), event, "event");
        json.writeStringProperty("s", "t");
        arguments(event);
        json.writeEndObject();
    }

    private void begin(String phase, String name, ProbeEvent event, String category) {
        json.writeStartObject();
        json.writeStringProperty("ph", phase);
        json.writeStringProperty("name", name);
        json.writeStringProperty("cat", category);
        json.writeNumberProperty("pid", boot);
        json.writeNumberProperty("tid", track(event.getTask()));
        json.writeName("ts");
        long time = event.getTime();
        json.writeNumber(new java.math.BigDecimal(java.math.BigInteger.valueOf(time), 3));
    }

    private void arguments(ProbeEvent event) {
        json.writeObjectPropertyStart("args");
        json.writeNumberProperty("seq", event.getSeq());
        json.writeNumberProperty("cpu", event.at().cpu());
        EventCatalog.find(event.getClass().getSimpleName())
                .ifPresent(kind -> kind.fields().forEach(field -> {
                    try {
                        json.writeStringProperty(
                                field.getName(),
                                String.valueOf(field.getAccessor().invoke(event)));
                    } catch (ReflectiveOperationException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }));
        json.writeStringProperty(
                "line", event.at().origin().file() + ":" + event.at().origin().line());
        json.writeEndObject();
    }

    private static String key(ProbeEvent event) {
        String name = event instanceof ProbeEvent.OfDevice of
                ? of.dev()
                : event instanceof ProbeEvent.OfIommu iommu ? iommu.iommu() : ProbeEvent.UNKNOWN;
        return name.equals(ProbeEvent.UNKNOWN) || name.isEmpty() ? "" : " " + name;
    }

    private Deque<String> calls(Task task) {
        if (open.size() >= MOST_TASKS) {
            open.clear();
        }
        return open.computeIfAbsent(track(task), pid -> new ArrayDeque<>());
    }

    /** The name of a pid changes: the last one is shown. */
    private void name(Task task) {
        if (names.size() < MOST_TASKS && !task.name().equals(names.put(track(task), task.name()))) {
            metadata("thread_name", track(task), task.isKnown() ? task.toString() : "task not recorded");
        }
    }

    /** Perfetto gives the tracks 0 and below a meaning of their own. */
    private static int track(Task task) {
        return task.isKnown() ? task.pid() + 1 : Integer.MAX_VALUE;
    }

    private void metadata(String what, int track, String name) {
        json.writeStartObject();
        json.writeStringProperty("ph", "M");
        json.writeStringProperty("name", what);
        json.writeNumberProperty("pid", boot);
        json.writeNumberProperty("tid", track);
        json.writeObjectPropertyStart("args");
        json.writeStringProperty("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }
}
