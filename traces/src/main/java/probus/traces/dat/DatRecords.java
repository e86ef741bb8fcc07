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
    private final Map<Integer, Kind> kinds = new HashMap<>();
    private final Map<Long, Place> places = new HashMap<>();

    /** A kind of event, and what is needed to print it. */
    private record Kind(EventFormat format, Optional<PrintFormat> print, Field pid, Field flags, Field count) {}

    /** A function that was found at an address, and whether it is of interest there. */
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
    TraceRecord of(CpuEvents at, long line) {
        ByteBuffer event = at.event;
        Kind kind = kind(event.getShort(0) & 0xffff);
        EventFormat format = kind.format();
        if (format.isProbe()) {
            return probe(kind, at, line);
        }
        if (format.system().equals("ftrace")) {
            return call(kind, at, line);
        }
        String name = interest.tracepoints()
                .find(bytes(format.name()), 0, format.name().length());
        if (name == null) {
            return null;
        }
        Stamp stamp = stamp(kind, at);
        String text = text(kind, event);
        return new TraceRecord.Tracepoint(position(kind, at, stamp, line, text), stamp, name, text);
    }

    /** What the function tracer and the function graph recorded. */
    private TraceRecord call(Kind kind, CpuEvents at, long line) {
        EventFormat format = kind.format();
        boolean exit = format.name().equals("funcgraph_exit");
        Field address = format.fields().get(format.name().equals("function") ? "ip" : "func");
        boolean calls =
                exit || format.name().equals("funcgraph_entry") || format.name().equals("function");
        if (!calls || address == null) {
            return null;
        }
        Place place = place(address.number(at.event), format, exit);
        if (place.function() == null) {
            return null;
        }
        Stamp stamp = stamp(kind, at);
        String text = exit ? "} /* " + place.printed() + " */" : place.printed() + "() {";
        Field returned = format.fields().get("retval");
        Arguments arguments =
                new Arguments(exit && returned != null ? "ret=0x" + Long.toHexString(returned.number(at.event)) : "");
        return new TraceRecord.Call(position(kind, at, stamp, line, text), stamp, place.function(), exit, arguments);
    }

    private TraceRecord probe(Kind kind, CpuEvents at, long line) {
        EventFormat format = kind.format();
        boolean exit = format.isReturn();
        Place place =
                place(format.fields().get(exit ? "__probe_func" : "__probe_ip").number(at.event), format, exit);
        if (place.function() == null) {
            return null;
        }
        Stamp stamp = stamp(kind, at);
        String all = text(kind, at.event);
        int close = all.indexOf(')');
        String arguments =
                all.startsWith("(") && close > 0 ? all.substring(close + 1).strip() : all;
        String where = place.printed();
        String caller = "";
        if (exit) {
            long address = format.fields().get("__probe_ret_ip").number(at.event);
            Optional<Symbols.Place> from = about.symbols().at(address);
            caller = from.map(Symbols.Place::name).orElse("");
            where = from.map(found -> found.name() + "+0x" + Long.toHexString(found.offset()))
                            .orElse("0x" + Long.toHexString(address))
                    + " <- " + where;
        }
        Position position = position(kind, at, stamp, line, "(" + where + ") " + arguments);
        return new TraceRecord.Probe(
                position, stamp, format.name(), place.function(), caller, exit, new Arguments(arguments));
    }

    /** Probes in the middle of a function say nothing about its entry. */
    private Place place(long address, EventFormat format, boolean exit) {
        Place known = places.get(address);
        if (known == null) {
            Optional<Symbols.Place> found = about.symbols().at(address);
            String function = found.isEmpty()
                    ? (format.isProbe() ? interest.addresses().function(format.name(), address, exit) : "")
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

    private Kind kind(int id) {
        Kind kind = kinds.get(id);
        EventFormat format = kind == null ? about.formats.get(id) : null;
        if (format != null && format.fields().containsKey("common_pid")) {
            Field none = new Field("", "", Integer.MAX_VALUE - 8, 0, false, Field.Kind.NUMBER);
            kind = new Kind(
                    format,
                    PrintFormat.of(format, about.commitSize == 4),
                    format.fields().get("common_pid"),
                    format.fields().getOrDefault("common_flags", none),
                    format.fields().getOrDefault("common_preempt_count", none));
            kinds.put(id, kind);
        }
        return kind;
    }

    private Stamp stamp(Kind kind, CpuEvents at) {
        int pid = (int) kind.pid().number(at.event);
        String command = about.commands.get(pid);
        return new Stamp(pid, command != null ? command : pid == 0 ? "<idle>" : "<...>", at.cpu, at.time);
    }

    private String text(Kind kind, ByteBuffer event) {
        return kind.print().isPresent()
                ? kind.print().get().print(event, about.symbols())
                : RawFields.print(kind.format(), event);
    }

    /** The line that the kernel would have printed. */
    private Position position(Kind kind, CpuEvents at, Stamp stamp, long line, String text) {
        long microseconds = (stamp.time() + 500) / 1000;
        return new Position(
                file,
                line,
                String.format(
                        "%16s-%-7d [%03d] %s %5d.%06d: %s: %s",
                        stamp.command(),
                        stamp.pid(),
                        stamp.cpu(),
                        flags(kind, at.event),
                        microseconds / 1_000_000,
                        microseconds % 1_000_000,
                        kind.format().name(),
                        text));
    }

    /** The kernel's five columns: interrupts off, reschedule, in which kind of interrupt, preemption and migration off. */
    private static String flags(Kind kind, ByteBuffer event) {
        long flags = kind.flags().number(event);
        long count = kind.count().number(event);
        boolean hard = (flags & 8) != 0;
        boolean soft = (flags & 16) != 0;
        char off = (flags & 1) != 0 ? ((flags & 128) != 0 ? 'D' : 'd') : (flags & 128) != 0 ? 'b' : '.';
        char resched = (flags & 4) != 0 ? ((flags & 32) != 0 ? 'N' : 'n') : (flags & 32) != 0 ? 'p' : '.';
        char irq = (flags & 64) != 0 ? 'Z' : hard ? (soft ? 'H' : 'h') : soft ? 's' : '.';
        return "" + off + resched + irq + digit(count & 15) + digit(count >> 4 & 15);
    }

    private static char digit(long count) {
        return count == 0 ? '.' : Character.forDigit((int) count, 16);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}
