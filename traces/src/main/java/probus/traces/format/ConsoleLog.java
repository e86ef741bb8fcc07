// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Stamp;

/**
 * A serial console, {@code dmesg} or {@code journalctl -k}: boots, command lines, oopses, warnings, the ftrace dump of
 * a crash and events that {@code tp_printk} sent there. Lines go in one by one, records come out as they are complete:
 * a report whose end never comes is given out when the next boot begins or at {@link #end()}, so records are not in the
 * order of their positions. Memory does not grow with the log.
 */
public final class ConsoleLog {
    /** What to do with events on the console. */
    public enum Events {
        /** They are the trace. */
        READ,
        /** A trace of the same boot was read already and holds the same events. */
        SKIP
    }

    private static final Pattern BANNER = Pattern.compile("Linux version (\\d\\S*) .*");
    private static final Pattern USER_SPACE = Pattern.compile("Run (/\\S{1,200}) as init process.*");
    private static final Pattern NOT_ARMED =
            Pattern.compile("trace_(?:kprobe|fprobe|boot): (Failed to add (?:event\\(-?\\d+\\)|probe)): (.+)");
    private static final String COMMAND_LINE = "Kernel command line: ";

    private final Consumer<TraceRecord> sink;
    private final Events events;
    private final Reports reports;
    private final FtraceDump dump;
    private boolean printedEvents;
    private long time;

    /**
     * Reads a log from its beginning.
     *
     * @param sink where records go
     * @param events whether events are records too
     */
    public ConsoleLog(Consumer<TraceRecord> sink, Events events) {
        this.sink = sink;
        this.events = events;
        reports = new Reports(sink);
        dump = new FtraceDump(this::dumped);
    }

    /** Takes the next line. */
    public void line(Position position) {
        ConsoleLine line = ConsoleLine.of(position, time);
        time = line.time();
        if (!dump.accept(line) && !boot(line) && !printedEvent(line)) {
            reports.accept(line);
        }
    }

    /** The log is over: what was not finished is given out as far as it is known. */
    public void end() {
        reports.flush();
    }

    private boolean boot(ConsoleLine line) {
        String text = line.text();
        Matcher banner = text.startsWith("Linux version ") ? BANNER.matcher(text) : null;
        if (banner != null && banner.matches()) {
            reports.flush();
            dump.reset();
            printedEvents = false;
            sink.accept(new TraceRecord.Banner(line.position(), banner.group(1)));
            return true;
        }
        if (text.startsWith(COMMAND_LINE)) {
            commandLine(line, text.substring(COMMAND_LINE.length()));
            return true;
        }
        if (text.startsWith("Run /") && USER_SPACE.matcher(text).matches()) {
            sink.accept(new TraceRecord.UserSpace(line.position()));
            return true;
        }
        Matcher failed = text.startsWith("trace_") ? NOT_ARMED.matcher(text) : null;
        if (failed != null && failed.matches()) {
            ProbeDefinition.of(failed.group(2), " ")
                    .ifPresent(probe -> sink.accept(new TraceRecord.NotArmed(
                            line.position(), probe.event(), probe.function(), probe.exit(), failed.group(1))));
            return true;
        }
        return false;
    }

    private void commandLine(ConsoleLine line, String text) {
        sink.accept(new TraceRecord.CommandLine(line.position(), text));
        ArmedProbes armed = new ArmedProbes();
        armed.commandLine(line.position(), text);
        armed.records().forEach(sink);
    }

    /** What tp_printk has printed stands in the dump once more. */
    private void dumped(TraceRecord record) {
        boolean event = record instanceof TraceRecord.Probe || record instanceof TraceRecord.Tracepoint;
        if (!event || (events == Events.READ && !printedEvents)) {
            sink.accept(record);
        }
    }

    private boolean printedEvent(ConsoleLine line) {
        TraceRecord event = KprobeText.of(line.position(), new Stamp(-1, "", -1, line.time()), line.text());
        if (event == null) {
            return false;
        }
        printedEvents = true;
        if (events == Events.READ) {
            sink.accept(event);
        }
        return true;
    }
}
