// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where in a console log the buffer stands that {@code ftrace_dump_on_oops} prints: events in the latency layout, or a
 * function graph, between two lines of dashes, with messages of other CPUs among them.
 */
final class FtraceDump {
    /** What a line is to a dump. */
    enum Part {
        /** A message that happens to be printed meanwhile, or there is no dump. */
        NONE,
        /** Belongs to the dump and says nothing. */
        NO_RECORD,
        /** An event that concerns nobody. */
        OTHER_EVENT,
        /** A call, which {@link #line} holds. */
        CALL,
        /** {@link #line} makes a record of it. */
        RECORD
    }

    private static final Pattern DASHES = Pattern.compile("-{33}");
    private static final Pattern LIKE_EVENT = Pattern.compile(
            "\\s*\\S.{0,15}-\\d+ .{0,20}\\dus[^:]{0,3}:.*|\\s*(?:\\d+\\.\\d{6} \\| +)?\\d{1,5}\\) .*/\\*.*");
    private static final Pattern SEPARATOR = Pattern.compile(" -{42}|\\s*\\d{1,5}\\) .{1,20}=> .*");

    private enum Where {
        OUTSIDE,
        ANNOUNCED,
        INSIDE
    }

    private final FtraceLine line;
    private Where where = Where.OUTSIDE;

    FtraceDump(Interest interest) {
        line = new FtraceLine(interest);
    }

    /** A new boot: a dump that was cut off is over. */
    void reset() {
        where = Where.OUTSIDE;
    }

    /** {@return the parser, which holds the line that was last looked at} */
    FtraceLine line() {
        return line;
    }

    /** Looks at the next line. */
    Part accept(String text) {
        if (text.startsWith("Dumping ftrace buffer:")) {
            where = Where.ANNOUNCED;
            return Part.NO_RECORD;
        }
        if (where == Where.OUTSIDE) {
            return Part.NONE;
        }
        if (DASHES.matcher(text).matches()) {
            where = where == Where.ANNOUNCED ? Where.INSIDE : Where.OUTSIDE;
            return Part.NO_RECORD;
        }
        return where == Where.INSIDE ? inside(text) : announced(text);
    }

    private Part announced(String text) {
        if (!text.contains("(ftrace buffer empty)")) {
            return Part.NONE;
        }
        where = Where.OUTSIDE;
        return Part.NO_RECORD;
    }

    private Part inside(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (line.parse(bytes, 0, bytes.length)) {
            case PROBE, TRACEPOINT, LOST, BUFFER_STARTED -> Part.RECORD;
            case OTHER_EVENT -> Part.OTHER_EVENT;
            case FUNCTION, GRAPH -> Part.CALL;
            case UNREADABLE -> LIKE_EVENT.matcher(text).matches() ? Part.RECORD : separator(text);
            case HEADER, STACK -> separator(text);
        };
    }

    private static Part separator(String text) {
        return SEPARATOR.matcher(text).matches() ? Part.NO_RECORD : Part.NONE;
    }
}
