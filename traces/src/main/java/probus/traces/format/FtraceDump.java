// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Stamp;

/**
 * The buffer that {@code ftrace_dump_on_oops} prints to the console: events in the latency layout, or comments in a
 * function graph, between two lines of dashes, with messages of other CPUs among them.
 */
final class FtraceDump {
    private static final Pattern DASHES = Pattern.compile("-{33}");
    private static final Pattern EVENT =
            Pattern.compile("\\s*(.{1,16}?)-(\\d{1,9}) +(\\d{1,5})[^\\s\\d]\\S{2,6} +(-?\\d{1,15})us[^:]{0,3}: (.*)");
    private static final Pattern LIKE_EVENT = Pattern.compile("\\s*\\S.{0,15}-\\d+ .{0,20}\\dus[^:]{0,3}:.*");
    private static final Pattern GRAPH = Pattern.compile("\\s*(?:\\d{1,9}\\.\\d{6} \\| +)?\\d{1,5}\\) | -{42}$");
    private static final Pattern COMMENT = Pattern.compile(
            "\\s*(\\d{1,9})\\.(\\d{6}) \\| +(\\d{1,5})\\) +(.{1,16}?)-(\\d{1,9}) +\\|.*?/\\* (.*) \\*/\\s*");
    private static final Pattern STARTED = Pattern.compile("#{3,}\\s*CPU (\\d{1,5}) buffer started\\s*#*");
    private static final Pattern LOST = Pattern.compile("CPU:(\\d{1,5}) \\[LOST(?: (\\d{1,18}))? EVENTS]");

    private enum Where {
        OUTSIDE,
        ANNOUNCED,
        INSIDE
    }

    private final Consumer<TraceRecord> sink;
    private Where where = Where.OUTSIDE;

    FtraceDump(Consumer<TraceRecord> sink) {
        this.sink = sink;
    }

    /** A new boot: a dump that was cut off is over. */
    void reset() {
        where = Where.OUTSIDE;
    }

    /** {@return whether the line belongs to a dump; those that do not are other CPUs' messages} */
    boolean accept(ConsoleLine line) {
        String text = line.text();
        if (text.startsWith("Dumping ftrace buffer:")) {
            where = Where.ANNOUNCED;
            return true;
        }
        if (where == Where.OUTSIDE) {
            return false;
        }
        if (DASHES.matcher(text).matches()) {
            where = where == Where.ANNOUNCED ? Where.INSIDE : Where.OUTSIDE;
            return true;
        }
        if (where == Where.ANNOUNCED) {
            boolean empty = text.contains("(ftrace buffer empty)");
            where = empty ? Where.OUTSIDE : where;
            return empty;
        }
        return event(line) || graph(line) || loss(line);
    }

    private boolean event(ConsoleLine line) {
        String text = line.text();
        int microseconds = text.indexOf("us");
        if (microseconds <= 0
                || !isDigit(text.charAt(microseconds - 1))
                        && !LIKE_EVENT.matcher(text).matches()) {
            return false;
        }
        Matcher event = EVENT.matcher(text);
        if (event.matches()) {
            long time = Long.parseLong(event.group(4)) * 1_000;
            Stamp stamp = new Stamp(
                    Integer.parseInt(event.group(2)), event.group(1).trim(), Integer.parseInt(event.group(3)), time);
            put(KprobeText.of(line.position(), stamp, event.group(5)));
            return true;
        }
        if (LIKE_EVENT.matcher(text).matches()) {
            sink.accept(new TraceRecord.Unreadable(line.position(), "not an event of an ftrace dump"));
            return true;
        }
        return false;
    }

    /** Of a function graph only the events in it are of use: its functions have no arguments. */
    private boolean graph(ConsoleLine line) {
        if (!GRAPH.matcher(line.text()).lookingAt()) {
            return false;
        }
        Matcher comment = COMMENT.matcher(line.text());
        if (line.text().contains("/*") && comment.matches()) {
            long time = Long.parseLong(comment.group(1)) * 1_000_000_000L + Long.parseLong(comment.group(2)) * 1_000L;
            Stamp stamp = new Stamp(
                    Integer.parseInt(comment.group(5)),
                    comment.group(4).trim(),
                    Integer.parseInt(comment.group(3)),
                    time);
            put(KprobeText.of(line.position(), stamp, comment.group(6)));
        }
        return true;
    }

    private boolean loss(ConsoleLine line) {
        Matcher started = STARTED.matcher(line.text());
        if (started.matches()) {
            int cpu = Integer.parseInt(started.group(1));
            sink.accept(new Lost(line.position(), cpu, -1, -1, Lost.Kind.BUFFER_STARTED));
            return true;
        }
        Matcher lost = LOST.matcher(line.text());
        if (lost.matches()) {
            long count = lost.group(2) == null ? -1 : Long.parseLong(lost.group(2));
            sink.accept(new Lost(line.position(), Integer.parseInt(lost.group(1)), count, -1, Lost.Kind.DROPPED));
            return true;
        }
        return false;
    }

    private void put(TraceRecord record) {
        if (record != null) {
            sink.accept(record);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
