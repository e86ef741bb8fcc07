// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import probus.traces.format.FtraceLine.Kind;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Stamp;

/** An event that tp_printk sent to the console: {@code NAME: (FUNCTION+0x0/0x80) dev="psci"}, without task and CPU. */
final class PrintedEvent {
    /** Messages may look much the same: only what is surely an event is taken for one. */
    private static final Pattern EVENT = Pattern.compile(
            "\\w{1,64}: (?:\\([\\w.$]{1,256}\\+0x[0-9a-f]+/0x[0-9a-f]+(?: <- [\\w.$]{1,256})?\\)|IOMMU: ).*"
                    + "|contention_(?:begin|end): \\(.*");

    private final EventBody body;

    PrintedEvent(Interest interest) {
        body = new EventBody(interest);
    }

    /** {@return whether the line is an event, of interest or not} */
    static boolean is(ConsoleLine line) {
        boolean mayBe = line.text().contains(": (") || line.text().contains(": IOMMU: ");
        return mayBe && EVENT.matcher(line.text()).matches();
    }

    /** {@return the event of a line that {@link #is} one, {@code null} if it concerns nobody} */
    TraceRecord of(ConsoleLine line) {
        byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
        Stamp stamp = new Stamp(-1, "", -1, line.time());
        Kind kind = body.parse(bytes, 0, bytes.length);
        if (kind == Kind.PROBE) {
            return new TraceRecord.Probe(
                    line.position(),
                    stamp,
                    text(bytes, body.nameFrom, body.nameTo),
                    body.function,
                    text(bytes, body.callerFrom, body.callerTo),
                    body.exit,
                    new Arguments(text(bytes, body.textFrom, body.textTo)));
        }
        return kind == Kind.TRACEPOINT
                ? new TraceRecord.Tracepoint(line.position(), stamp, body.name, text(bytes, body.textFrom, body.textTo))
                : null;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
