// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.nio.charset.StandardCharsets;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Probe;
import probus.traces.record.TraceRecord.Stamp;
import probus.traces.record.TraceRecord.Tracepoint;
import probus.traces.record.TraceRecord.Unreadable;

/**
 * Reads one line of ftrace text in any of its layouts, from a {@code trace} file or from a dump inside a console log
 * (without the console's own prefix). One instance is reused for all lines and holds the last one, so that a line of no
 * interest costs no object. Not for use by several threads.
 */
public final class FtraceLine {
    /** What a line is. */
    public enum Kind {
        /** A kprobe, kretprobe or fprobe event of a function of interest; {@link #toRecord} makes a {@code Probe}. */
        PROBE,
        /** A kernel trace event of interest; {@link #toRecord} makes a {@code Tracepoint}. */
        TRACEPOINT,
        /** {@code CPU:2 [LOST 57 EVENTS]}; {@link #toRecord} makes a {@code Lost}. */
        LOST,
        /** {@code ##### CPU 2 buffer started ####}; {@link #toRecord} makes a {@code Lost}. */
        BUFFER_STARTED,
        /** An event that concerns nobody. */
        OTHER_EVENT,
        /** A call of the function tracer. */
        FUNCTION,
        /** A line of the function graph tracer without an event in it. */
        GRAPH,
        /** Part of a stack trace, which belongs to the event before it. */
        STACK,
        /** A comment, a separator or an empty line. */
        HEADER,
        /** Should have been one of these and is not; {@link #toRecord} makes an {@code Unreadable}. */
        UNREADABLE
    }

    private final Prefix prefix = new Prefix();
    private final GraphColumns graph = new GraphColumns(prefix.digits);
    private final RecentNames names = new RecentNames();
    private final Interest interest;
    private final EventBody body;
    private byte[] bytes;
    private int from;
    private int to;
    private Kind kind = Kind.HEADER;
    private String why = "";
    private int startedCpu;
    private final LostLine lost = new LostLine();

    /** Prepares to read lines and to make records of what is of interest. */
    public FtraceLine(Interest interest) {
        this.interest = interest;
        this.body = new EventBody(interest);
    }

    /**
     * Reads the line in {@code [from, to)}, without its terminator. The bytes must stay as they are until
     * {@link #toRecord} was called.
     */
    public Kind parse(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        kind = tell();
        if (kind == Kind.UNREADABLE && body.why != null) {
            why = body.why;
            body.why = null;
        }
        return kind;
    }

    /** {@return whether the last line holds an event, of interest or not} */
    public boolean isEvent() {
        return kind == Kind.PROBE || kind == Kind.TRACEPOINT || kind == Kind.OTHER_EVENT;
    }

    /** {@return the CPU of the last line, if it {@link #isEvent}} */
    public int cpu() {
        return prefix.cpu;
    }

    /**
     * Makes the record of the last line; see {@link Kind} for which lines have one.
     *
     * @param position where the line stands; its text may hold more in front, such as a console's prefix
     * @throws IllegalStateException for a kind of line that has no record
     */
    public TraceRecord toRecord(Position position) {
        return switch (kind) {
            case PROBE ->
                new Probe(
                        position,
                        stamp(),
                        names.of(bytes, body.nameFrom, body.nameTo),
                        body.function,
                        names.of(bytes, body.callerFrom, body.callerTo),
                        body.exit,
                        arguments(position.text()));
            case TRACEPOINT ->
                new Tracepoint(
                        position,
                        stamp(),
                        body.name,
                        new String(bytes, body.textFrom, body.textTo - body.textFrom, StandardCharsets.UTF_8));
            case LOST -> new Lost(position, lost.cpu, lost.count, -1, Lost.Kind.DROPPED);
            case BUFFER_STARTED -> new Lost(position, startedCpu, -1, -1, Lost.Kind.BUFFER_STARTED);
            case UNREADABLE -> new Unreadable(position, why);
            default -> throw new IllegalStateException("no record is made of a " + kind + " line");
        };
    }

    /**
     * Forgets the last argument if it is a number that may go on: for a last line that no newline ends, because {@code
     * iommu=0xffff} may be all that is left of another pointer.
     */
    void dropCutArgument() {
        int start = body.textTo;
        while (start > body.textFrom && bytes[start - 1] != ' ') {
            start--;
        }
        int value = Text.indexOf(bytes, '=', start, body.textTo) + 1;
        if (value > 0 && mayGoOn(value, body.textTo)) {
            body.textTo = start;
        }
    }

    /** The kernel prints no leading zeros, so a zero is whole. */
    private boolean mayGoOn(int value, int end) {
        int length = end - value;
        boolean zero = Text.is(bytes, "0", value, end) || Text.is(bytes, "0x0", value, end);
        boolean wholePointer = length == "0x".length() + 16;
        return length > 0 && !zero && !wholePointer && (bytes[value] == '-' || Text.isDigit(bytes[value]));
    }

    private Kind tell() {
        if (prefix.aligned(bytes, from, to)) {
            return event();
        }
        int first = Text.skipSpaces(bytes, from, to);
        if (first == to) {
            return Kind.HEADER;
        }
        return switch (bytes[first]) {
            case '#' -> comment(first);
            case '=' -> Text.startsWith(bytes, "=>", first, to) ? Kind.STACK : other(first);
            case 'C' -> lost(first);
            case '-' -> Text.indexOf(bytes, "-----", first, to) == first ? Kind.HEADER : other(first);
            default -> other(first);
        };
    }

    /** What stands behind a prefix; trace-cmd has one in front of what the function graph recorded, too. */
    private Kind event() {
        Kind found = body.parse(bytes, prefix.bodyFrom, to);
        if (found == Kind.GRAPH) {
            graph.reported(prefix, bytes, body.textFrom, to);
        }
        return found;
    }

    private Kind other(int first) {
        if (graph.parse(bytes, first, to)) {
            return inGraph();
        }
        if (prefix.trimmed(bytes, first, to) || prefix.perf(bytes, first, to)) {
            return event();
        }
        if (Text.isFrame(bytes, first, to)) {
            return Kind.STACK;
        }
        int behind = behindBuffer(first);
        if (lost.parse(bytes, behind, to)) {
            return Kind.LOST;
        }
        if (behind < to && prefix.trimmed(bytes, behind, to)) {
            return event();
        }
        why = "not a line of an ftrace trace";
        return Kind.UNREADABLE;
    }

    /** {@return where it goes on behind {@code second: }, with which trace-cmd names a buffer; the end if there is none} */
    private int behindBuffer(int first) {
        int space = Text.indexOf(bytes, ' ', first, to);
        return space > first && bytes[space - 1] == ':' ? Text.skipSpaces(bytes, space, to) : to;
    }

    private Kind inGraph() {
        if (graph.commentTo == 0) {
            return Kind.GRAPH;
        }
        Kind inside = body.parse(bytes, graph.commentFrom, graph.commentTo);
        boolean ofInterest = inside == Kind.PROBE || inside == Kind.TRACEPOINT;
        if (ofInterest && !(graph.hasTask && graph.hasTime)) {
            why = "whose event this is cannot be told: record with funcgraph-proc and funcgraph-abstime";
            return Kind.UNREADABLE;
        }
        if (inside == Kind.UNREADABLE) {
            body.why = null;
            return Kind.GRAPH;
        }
        takeGraphColumns();
        return inside;
    }

    private void takeGraphColumns() {
        prefix.commandFrom = graph.commandFrom;
        prefix.commandTo = graph.commandTo;
        prefix.pid = graph.pid;
        prefix.cpu = graph.cpu;
        prefix.time = graph.time;
    }

    private Kind comment(int first) {
        String start = "##### CPU ";
        if (Text.startsWith(bytes, start, first, to)
                && prefix.digits.read(bytes, first + start.length(), to)
                && Text.startsWith(bytes, " buffer started", prefix.digits.end, to)) {
            startedCpu = (int) prefix.digits.value;
            return Kind.BUFFER_STARTED;
        }
        return Kind.HEADER;
    }

    private Kind lost(int first) {
        if (Text.startsWith(bytes, "CPU ", first, to) && Text.indexOf(bytes, " is empty", first, to) > 0) {
            return Kind.HEADER;
        }
        return lost.parse(bytes, first, to) ? Kind.LOST : other(first);
    }

    /** {@return whether the last line is one of a function graph, without an event in it} */
    boolean graphLine() {
        return kind == Kind.GRAPH;
    }

    /** {@return whether the last event's time is a count of something, not of seconds} */
    boolean counted() {
        return prefix.counted;
    }

    Interest interest() {
        return interest;
    }

    byte[] bytes() {
        return bytes;
    }

    int to() {
        return to;
    }

    /** {@return the columns of the last line, if it is one of a graph} */
    GraphColumns graph() {
        return graph;
    }

    String graphCommand() {
        return names.of(bytes, graph.commandFrom, graph.commandTo);
    }

    /** {@return where the name of an event, or of the function tracer's function, begins} */
    int nameFrom() {
        return body.nameFrom;
    }

    int nameTo() {
        return body.nameTo;
    }

    Stamp stamp() {
        String command = names.of(bytes, prefix.commandFrom, prefix.commandTo);
        return new Stamp(prefix.pid, command, prefix.cpu, prefix.time);
    }

    /** Shares the line's text where each byte of the line is one character of it. */
    private Arguments arguments(String line) {
        if (line.length() == to - from) {
            return new Arguments(line, body.textFrom - from, body.textTo - from);
        }
        return new Arguments(new String(bytes, body.textFrom, body.textTo - body.textFrom, StandardCharsets.UTF_8));
    }
}
