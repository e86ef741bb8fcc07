// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import probus.traces.format.NameLookup;

/**
 * What is to be known of a kind of event before the first of it is read.
 *
 * @param sort what record is made of it
 * @param format its layout
 * @param print how the kernel prints it; empty where the format computes
 * @param address where the function's address is, in events that have one
 * @param caller where the return address of a return is
 * @param tracepoint its name if it is a trace event of interest, else {@code ""}
 */
record EventKind(
        Sort sort,
        EventFormat format,
        Optional<PrintFormat> print,
        Field address,
        Field caller,
        Field pid,
        Field flags,
        Field count,
        String tracepoint) {
    private static final Field NONE = new Field("", "", Integer.MAX_VALUE - 8, 0, false, Field.Kind.NUMBER);

    /** Which record is made of an event. */
    enum Sort {
        PROBE,
        PROBE_RETURN,
        CALL,
        CALL_RETURN,
        TRACEPOINT,
        /** None. */
        OTHER;

        /** {@return whether this is the end of a call} */
        boolean isReturn() {
            return this == PROBE_RETURN || this == CALL_RETURN;
        }
    }

    /**
     * {@return the kind of events of a layout; empty if it lacks what every event has}
     *
     * @param narrowLong whether a {@code long} of the kernel has 32 bits
     */
    static Optional<EventKind> of(EventFormat format, boolean narrowLong, NameLookup tracepoints) {
        Map<String, Field> fields = format.fields();
        if (!fields.containsKey("common_pid")) {
            return Optional.empty();
        }
        byte[] name = format.name().getBytes(StandardCharsets.ISO_8859_1);
        String wanted = tracepoints.find(name, 0, name.length);
        Sort sort = sort(format, wanted != null);
        String address = switch (sort) {
            case PROBE -> "__probe_ip";
            case PROBE_RETURN -> "__probe_func";
            default -> format.name().equals("function") ? "ip" : "func";
        };
        return Optional.of(new EventKind(
                sort,
                format,
                PrintFormat.of(format, narrowLong),
                fields.getOrDefault(address, NONE),
                fields.getOrDefault("__probe_ret_ip", NONE),
                fields.getOrDefault("common_pid", NONE),
                fields.getOrDefault("common_flags", NONE),
                fields.getOrDefault("common_preempt_count", NONE),
                wanted == null ? "" : wanted));
    }

    private static Sort sort(EventFormat format, boolean wanted) {
        if (format.isProbe()) {
            return format.isReturn() ? Sort.PROBE_RETURN : Sort.PROBE;
        }
        if (!format.system().equals("ftrace")) {
            return wanted ? Sort.TRACEPOINT : Sort.OTHER;
        }
        return switch (format.name()) {
            case "funcgraph_entry" -> format.fields().containsKey("func") ? Sort.CALL : Sort.OTHER;
            case "funcgraph_exit" -> format.fields().containsKey("func") ? Sort.CALL_RETURN : Sort.OTHER;
            case "function" -> format.fields().containsKey("ip") ? Sort.CALL : Sort.OTHER;
            default -> Sort.OTHER;
        };
    }
}
