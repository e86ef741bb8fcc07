// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.util.Optional;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Stamp;

/**
 * An event of a trace, as another trace of the same boot would show it.
 *
 * @param what who did what with which arguments
 * @param time nanoseconds of the trace's own clock
 */
record Hit(String what, long time) {
    /** The kernel prints how long a symbol is, trace-cmd does not. */
    private static final Pattern SYMBOL_LENGTH = Pattern.compile("(\\+0x[0-9a-f]{1,8})/0x[0-9a-f]{1,8}");

    /** The kernel hashes pointers when it prints them. */
    private static final Pattern POINTER = Pattern.compile("\\(____ptrval____\\)|\\b(?:0x)?[0-9a-f]{8,16}\\b");

    /** {@return the event of a record; empty for records that are none} */
    static Optional<Hit> of(TraceRecord trace) {
        if (trace instanceof TraceRecord.Probe probe) {
            String arguments = SYMBOL_LENGTH.matcher(probe.arguments().text()).replaceAll("$1");
            return Optional.of(of(probe.stamp(), probe.function() + (probe.exit() ? " returns " : " ") + arguments));
        }
        if (trace instanceof TraceRecord.Tracepoint event) {
            return Optional.of(of(
                    event.stamp(),
                    event.event() + ": " + POINTER.matcher(event.text()).replaceAll("")));
        }
        if (trace instanceof TraceRecord.Call call) {
            return Optional.of(of(call.stamp(), call.function() + (call.exit() ? " ends" : " begins")));
        }
        return Optional.empty();
    }

    private static Hit of(Stamp stamp, String did) {
        return new Hit(stamp.cpu() + " " + stamp.pid() + " " + did, stamp.time());
    }
}
