// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Stamp;

/** An event as printed behind whatever tells its task and time: {@code NAME: (FUNCTION+0x0/0x80) dev="psci"}. */
final class KprobeText {
    private static final String SYMBOL = "([A-Za-z_$][\\w.$]*)(?:\\+0x[0-9a-f]+/0x[0-9a-f]+)?(?: \\[[\\w-]+])?";
    private static final Pattern ENTRY = Pattern.compile("(\\w+): \\(" + SYMBOL + "\\)(?: (.*))?");
    private static final Pattern EXIT = Pattern.compile("(\\w+): \\(" + SYMBOL + " <- " + SYMBOL + "\\)(?: (.*))?");
    private static final Pattern IOMMU = Pattern.compile("(\\w+): (IOMMU: .*)");

    private KprobeText() {}

    /** {@return the event, {@code null} where the text is none} */
    static TraceRecord of(Position position, Stamp stamp, String text) {
        int parenthesis = text.indexOf(": (");
        if (parenthesis > 0) {
            Matcher entry = ENTRY.matcher(text);
            if (entry.matches()) {
                return new TraceRecord.Probe(
                        position,
                        stamp,
                        entry.group(1),
                        Symbol.function(entry.group(2)),
                        "",
                        false,
                        arguments(entry.group(3)));
            }
            Matcher exit = EXIT.matcher(text);
            return exit.matches()
                    ? new TraceRecord.Probe(
                            position,
                            stamp,
                            exit.group(1),
                            Symbol.function(exit.group(3)),
                            Symbol.function(exit.group(2)),
                            true,
                            arguments(exit.group(4)))
                    : null;
        }
        Matcher iommu = text.contains(": IOMMU: ") ? IOMMU.matcher(text) : null;
        return iommu != null && iommu.matches()
                ? new TraceRecord.Tracepoint(position, stamp, iommu.group(1), iommu.group(2))
                : null;
    }

    private static Arguments arguments(String text) {
        return new Arguments(text == null ? "" : text);
    }
}
