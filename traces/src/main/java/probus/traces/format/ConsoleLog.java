// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.regex.Pattern;
import probus.traces.input.Head;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord.Position;

/**
 * A serial console, {@code dmesg} or {@code journalctl -k}: boots, command lines, oopses, warnings, the ftrace dump of
 * a crash and events that {@code tp_printk} sent there. Memory does not grow with the log. A report is given out when
 * it ends, and one whose end never comes when the next boot begins or the log is over: records are not in the order of
 * their positions.
 */
public final class ConsoleLog implements TraceFormat {
    /** What to do with events on the console. */
    public enum Events {
        /** They are the trace. */
        READ,
        /** A trace of the same boot was read already and holds the same events. */
        SKIP
    }

    private static final Pattern SURE = Pattern.compile(
            "(?:Linux version \\d|Booting Linux on physical CPU|Unable to handle kernel |Internal error: Oops|"
                    + "BUG: KASAN: |------------\\[ cut here ]|Kernel panic - ).*");

    private final Interest interest;
    private final Events events;

    /**
     * Reads logs.
     *
     * @param interest which events become records
     * @param events whether events become records at all
     */
    public ConsoleLog(Interest interest, Events events) {
        this.interest = interest;
        this.events = events;
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public boolean recognises(Head head) throws UnreadableInput {
        return recognised(head);
    }

    /**
     * {@return whether an input is a log of the kernel: most of its first lines have a time in brackets, or one is
     * unmistakable}
     *
     * @throws UnreadableInput never for a head that was read
     */
    public static boolean recognised(Head head) throws UnreadableInput {
        LineReader lines = head.lines();
        ConsoleClock clock = new ConsoleClock();
        long stamped = 0;
        long filled = 0;
        while (lines.next()) {
            ConsoleLine line = clock.take(lines.position());
            if (SURE.matcher(line.text()).matches()) {
                return true;
            }
            filled += line.text().isBlank() ? 0 : 1;
            stamped += clock.isKernels() ? 1 : 0;
        }
        return stamped * 2 > filled;
    }

    @Override
    public void read(LineReader lines, RecordSink sink, Counts counts) throws UnreadableInput {
        ConsoleReading reading = new ConsoleReading(interest, events, sink, counts);
        try {
            while (lines.next()) {
                Position position = lines.position();
                counts.line();
                reading.line(position);
            }
        } finally {
            reading.end();
        }
    }
}
