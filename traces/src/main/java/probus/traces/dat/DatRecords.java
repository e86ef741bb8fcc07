// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import probus.traces.format.Interest;
import probus.traces.format.ProbeNames;
import probus.traces.format.Symbols;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Stamp;

/** Makes records of events; of one that is of no interest nothing is made but a look at its number. */
final class DatRecords {
    private static final int MOST_PLACES = 1 << 16;

    private final String file;
    private final Description about;
    private final Interest interest;
    private final EventKind[] kinds = new EventKind[1 << 16];
    private final Map<Long, Place> places = new HashMap<>();
    private final Map<Long, Place> callers = new HashMap<>();
    private final EventLine lines = new EventLine();
    private final StringBuilder printed = new StringBuilder();

    /** A function that was found at an address, null if it is of no interest there. */
    private record Place(String function, String printed) {}

    DatRecords(String file, Description about, Interest interest) {
        this.file = file;
        this.about = about;
        this.interest = interest;
    }

    /** {@return a record of missing events} */
    Lost lost(int cpu, long count) {
        String text = "CPU:" + cpu + (count > 0 ? " [LOST " + count + " EVENTS]" : " [EVENTS DROPPED]");
        return new Lost(new Position(file, 0, text), cpu, count, -1, Lost.Kind.DROPPED);
    }

    /** {@return whether the file says what an event is made of} */
    boolean isDescribed(CpuEvents at) {
        return at.event.limit() >= 8 && kind(at.event.getShort(0) & 0xffff) != null;
    }

    /** {@return where an event stands that the file does not describe} */
    Position undescribed(CpuEvents at, long line) {
        int id = at.event.limit() < 2 ? 0 : at.event.getShort(0) & 0xffff;
        return new Position(
                file, line, "CPU:" + at.cpu + " an event of kind " + id + ", which the file does not describe");
    }

    /** {@return a record of all events that the file does not describe} */
    Lost undescribed(long count) {
        String text = count + " events that the file does not describe";
        return new Lost(new Position(file, 0, text), -1, count, -1, Lost.Kind.UNDESCRIBED);
    }

    /** {@return the record of an event, null if it is of no interest} */
    TraceRecord of(CpuEvents at, long number) {
        EventKind kind = kind(at.event.getShort(0) & 0xffff);
        return switch (kind.sort()) {
            case PROBE, PROBE_RETURN -> probe(kind, at, number);
            case CALL, CALL_RETURN -> call(kind, at, number);
            case TRACEPOINT -> tracepoint(kind, at, number);
            case OTHER -> null;
        };
    }

    private TraceRecord tracepoint(EventKind kind, CpuEvents at, long number) {
        Stamp stamp = stamp(kind, at);
        StringBuilder line = lines.begin(kind, stamp, at.event);
        int from = line.length();
        print(kind, at.event, line);
        String text = line.toString();
        return new TraceRecord.Tracepoint(
                new Position(file, number, text), stamp, kind.tracepoint(), text.substring(from));
    }

    /** What the function tracer and the function graph recorded. */
    private TraceRecord call(EventKind kind, CpuEvents at, long number) {
        boolean exit = kind.sort().isReturn();
        Place place = place(kind.address().number(at.event), kind);
        if (place.function() == null) {
            return null;
        }
        Stamp stamp = stamp(kind, at);
        StringBuilder line = lines.begin(kind, stamp, at.event);
        line.append(exit ? "} /* " : "").append(place.printed()).append(exit ? " */" : "() {");
        Field returned = kind.format().fields().get("retval");
        Arguments arguments =
                new Arguments(exit && returned != null ? "ret=0x" + Long.toHexString(returned.number(at.event)) : "");
        return new TraceRecord.Call(
                new Position(file, number, line.toString()), stamp, place.function(), exit, arguments);
    }

    private TraceRecord probe(EventKind kind, CpuEvents at, long number) {
        boolean exit = kind.sort().isReturn();
        Place place = place(kind.address().number(at.event), kind);
        if (place.function() == null) {
            return null;
        }
        Stamp stamp = stamp(kind, at);
        StringBuilder line = lines.begin(kind, stamp, at.event).append('(');
        String caller = exit ? caller(kind.caller().number(at.event), line) : "";
        line.append(place.printed()).append(") ");
        int from = line.length();
        line.append(printed, arguments(kind, at.event), printed.length());
        String text = line.toString();
        return new TraceRecord.Probe(
                new Position(file, number, text),
                stamp,
                kind.format().name(),
                place.function(),
                caller,
                exit,
                new Arguments(text, from, text.length()));
    }

    /** {@return the function that is returned to, {@code ""} where no symbol tells} It is printed before the arrow. */
    private String caller(long address, StringBuilder line) {
        Place known = callers.get(address);
        if (known == null) {
            Optional<Symbols.Place> from = about.symbols().at(address);
            String name = from.map(Symbols.Place::name).orElse("");
            long offset = from.map(Symbols.Place::offset).orElse(address);
            known = new Place(name, (name.isEmpty() ? "0x" : name + "+0x") + Long.toHexString(offset));
            if (callers.size() < MOST_PLACES) {
                callers.put(address, known);
            }
        }
        line.append(known.printed()).append(" <- ");
        return known.function();
    }

    /** Prints an event of a probe, and {@return where its arguments begin}, behind the address in parentheses. */
    private int arguments(EventKind kind, ByteBuffer event) {
        printed.setLength(0);
        print(kind, event, printed);
        int from = printed.length() > 0 && printed.charAt(0) == '(' ? printed.indexOf(")") + 1 : 0;
        while (from < printed.length() && printed.charAt(from) == ' ') {
            from++;
        }
        return from;
    }

    private void print(EventKind kind, ByteBuffer event, StringBuilder to) {
        if (kind.print().isPresent()) {
            kind.print().get().print(event, about.symbols(), to);
        } else {
            to.append(RawFields.print(kind.format(), event));
        }
    }

    /** Probes in the middle of a function say nothing about its entry. */
    private Place place(long address, EventKind kind) {
        Place known = places.get(address);
        if (known == null) {
            boolean exit = kind.sort().isReturn();
            Optional<Symbols.Place> found = about.symbols().at(address);
            String function = found.isEmpty()
                    ? (kind.format().isProbe()
                            ? interest.addresses().function(kind.format().name(), address, exit)
                            : "")
                    : exit || ProbeNames.isEntry(found.get().name(), found.get().offset())
                            ? ProbeNames.withoutSuffix(found.get().name())
                            : "";
            String ours = function.isEmpty() ? null : interest.functions().find(bytes(function), 0, function.length());
            if (ours != null && found.isEmpty()) {
                interest.addresses().used();
            }
            String printed = found.map(place -> place.name() + (exit ? "" : "+0x" + Long.toHexString(place.offset())))
                    .orElse(function);
            known = new Place(ours, printed);
            if (places.size() < MOST_PLACES) {
                places.put(address, known);
            }
        }
        return known;
    }

    private EventKind kind(int id) {
        EventKind kind = kinds[id];
        EventFormat format = kind == null ? about.formats.get(id) : null;
        if (format != null) {
            kind = EventKind.of(format, about.commitSize == 4, interest.tracepoints())
                    .orElse(null);
            kinds[id] = kind;
        }
        return kind;
    }

    private Stamp stamp(EventKind kind, CpuEvents at) {
        int pid = (int) kind.pid().number(at.event);
        String command = about.commands.get(pid);
        return new Stamp(pid, command != null ? command : pid == 0 ? "<idle>" : "<...>", at.cpu, at.time);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}
