// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Position;

/** One console log being read, line by line. */
final class ConsoleReading {
    private static final Pattern BANNER = Pattern.compile("Linux version (\\d\\S*)(?: .*)?");
    private static final Pattern USER_SPACE = Pattern.compile("Run (/\\S{1,200}) as init process.*");
    private static final Pattern NOT_ARMED =
            Pattern.compile("trace_(?:kprobe|fprobe|boot): (Failed to add (?:event\\(-?\\d+\\)|probe)): (.+)");
    /** printk's records are at most 1 KB: what is longer is no kernel's, and reports that keep lines stay small. */
    private static final int LONGEST = 4096;

    private static final String COMMAND_LINE = "Kernel command line: ";

    private final RecordSink sink;
    private final Counts counts;
    private final ConsoleLog.Events events;
    private final Reports reports;
    private final FtraceDump dump;
    private final PrintedEvent printed;
    private final Calls calls;
    private final ConsoleClock clock = new ConsoleClock();
    private boolean anyPrinted;

    ConsoleReading(Interest interest, ConsoleLog.Events events, RecordSink sink, Counts counts) {
        this.sink = sink;
        this.counts = counts;
        this.events = events;
        reports = new Reports(sink);
        dump = new FtraceDump(interest);
        printed = new PrintedEvent(interest);
        calls = new Calls(interest, sink);
    }

    /** Takes the next line. */
    void line(Position position) {
        if (position.text().length() > LONGEST) {
            return;
        }
        ConsoleLine line = clock.take(position);
        switch (dump.accept(line.text())) {
            case RECORD -> dumped(position);
            case OTHER_EVENT -> countEvent();
            case CALL -> called(position);
            case NO_RECORD -> {
                // nothing to tell
            }
            case NONE -> message(line);
        }
    }

    /** The log is over: what was not finished is given out as far as it is known. */
    void end() {
        calls.end();
        reports.flush();
    }

    private void message(ConsoleLine line) {
        if (PrintedEvent.is(line)) {
            printedEvent(line);
        } else if (!boot(line)) {
            reports.accept(line);
        }
    }

    /** What tp_printk has printed stands in the dump once more. */
    private void dumped(Position position) {
        TraceRecord dumped = dump.line().toRecord(position);
        if (dumped instanceof TraceRecord.Unreadable) {
            counts.skipped(position);
        }
        boolean event = dump.line().isEvent();
        if (event) {
            countEvent();
        }
        if (!event || (events == ConsoleLog.Events.READ && !anyPrinted)) {
            sink.accept(dumped);
        }
    }

    private void called(Position position) {
        countEvent();
        if (events == ConsoleLog.Events.READ) {
            if (dump.line().graphLine()) {
                calls.graph(dump.line(), () -> position);
            } else {
                calls.function(dump.line(), () -> position);
            }
        }
    }

    private void printedEvent(ConsoleLine line) {
        anyPrinted = true;
        countEvent();
        TraceRecord event = events == ConsoleLog.Events.READ ? printed.of(line) : null;
        if (event != null) {
            sink.accept(event);
        }
    }

    private void countEvent() {
        if (events == ConsoleLog.Events.READ) {
            counts.event();
        }
    }

    private boolean boot(ConsoleLine line) {
        String text = line.text();
        Matcher banner = BANNER.matcher(text);
        if (text.startsWith("Linux version ") && banner.matches()) {
            reports.flush();
            dump.reset();
            anyPrinted = false;
            String version = KernelVersion.of(text, banner.group(1));
            sink.accept(new TraceRecord.Banner(line.position(), version, true));
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
        return text.startsWith("trace_") && notArmed(line);
    }

    private boolean notArmed(ConsoleLine line) {
        Matcher failed = NOT_ARMED.matcher(line.text());
        if (!failed.matches()) {
            return false;
        }
        ProbeDefinition.of(failed.group(2), " ")
                .ifPresent(probe -> sink.accept(new TraceRecord.NotArmed(
                        line.position(), probe.event(), probe.function(), probe.exit(), failed.group(1))));
        return true;
    }

    private void commandLine(ConsoleLine line, String text) {
        sink.accept(new TraceRecord.CommandLine(line.position(), text));
        ArmedProbes armed = new ArmedProbes();
        armed.commandLine(line.position(), text);
        armed.records().forEach(sink::accept);
    }
}
