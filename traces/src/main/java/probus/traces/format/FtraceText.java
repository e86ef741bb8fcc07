// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.format.FtraceLine.Kind;
import probus.traces.input.Head;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Banner;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Unreadable;
import probus.traces.record.TraceRecord.UserSpace;

/**
 * The text of tracefs' {@code trace} and {@code trace_pipe} files, in every layout that their options give, and what {@code
 * trace-cmd report} and {@code perf script} print, which is much alike.
 */
public final class FtraceText implements TraceFormat {
    /** Who printed the text. */
    public enum Dialect {
        /** The kernel. */
        KERNEL("ftrace"),
        /** {@code trace-cmd report}. */
        REPORT("trace-cmd report"),
        /** {@code perf script}. */
        PERF("perf script");

        private final String label;

        Dialect(String label) {
            this.label = label;
        }
    }

    private static final String HEADER = "# tracer:";
    private static final Pattern REPORT_HEADER = Pattern.compile("cpus=\\d{1,5}|version = \\d{1,3}");
    private static final Pattern REPORT_EVENT =
            Pattern.compile(".{1,40}-\\d+ .{1,40}\\d: +\\w+: +\\([0-9a-f]{8,16}(?: <- [0-9a-f]{8,16})?\\) .*");
    private static final Pattern PERF_EVENT =
            Pattern.compile(".{1,40} \\d+ +\\[\\d+] .{0,12}? *\\d+\\.\\d+: +(?:\\d+ +)?[\\w-]+:\\w+: .*");

    private static final Pattern WRITTEN =
            Pattern.compile("# entries-in-buffer/entries-written: (\\d{1,18})/(\\d{1,18})");
    private static final Pattern LATENCY = Pattern.compile("# latency: .*#(\\d{1,18})/(\\d{1,18}),");
    private static final Pattern CPUS = Pattern.compile("#P:(\\d{1,9})");
    private static final Pattern VERSION = Pattern.compile("# \\S+ latency trace v\\S+ on (\\S.*)");

    private final Dialect dialect;
    private final Interest interest;

    /** Reads what is of interest; see {@link Interest}. */
    public FtraceText(Interest interest) {
        this(Dialect.KERNEL, interest);
    }

    /** Reads what somebody else than the kernel printed. */
    public FtraceText(Dialect dialect, Interest interest) {
        this.dialect = dialect;
        this.interest = interest;
    }

    @Override
    public String name() {
        return dialect.label;
    }

    @Override
    public boolean recognises(Head head) throws UnreadableInput {
        return dialect(head).filter(found -> found == dialect).isPresent();
    }

    /**
     * {@return who printed a text; empty for another kind of text}
     *
     * @throws UnreadableInput never for a head that was read
     */
    public static Optional<Dialect> dialect(Head head) throws UnreadableInput {
        if (head.startsWith(HEADER)) {
            return Optional.of(Dialect.KERNEL);
        }
        FtraceLine line = new FtraceLine(new Interest(NameLookup.none(), NameLookup.none()));
        LineReader lines = head.lines();
        long ours = 0;
        long others = 0;
        Dialect dialect = Dialect.KERNEL;
        while (lines.next()) {
            if (dialect == Dialect.KERNEL) {
                dialect = dialect(lines.text());
            }
            switch (line.parse(lines.bytes(), lines.from(), lines.to())) {
                case HEADER -> ours += Text.startsWith(lines.bytes(), HEADER, lines.from(), lines.to()) ? 1 : 0;
                case STACK -> {
                    // belongs to what stands before it
                }
                case UNREADABLE -> others += lines.terminated() && !isReportHeader(lines.text()) ? 1 : 0;
                default -> ours++;
            }
        }
        return ours > others ? Optional.of(dialect) : Optional.empty();
    }

    private static Dialect dialect(String line) {
        if (PERF_EVENT.matcher(line).matches()) {
            return Dialect.PERF;
        }
        return isReportHeader(line) || REPORT_EVENT.matcher(line).matches() ? Dialect.REPORT : Dialect.KERNEL;
    }

    private static boolean isReportHeader(String line) {
        return REPORT_HEADER.matcher(line).matches();
    }

    @Override
    public void read(LineReader lines, RecordSink sink, Counts counts) throws UnreadableInput {
        Steps steps = open(lines, sink, counts);
        while (steps.step()) {
            // on to the next line
        }
    }

    /** {@return a reading that goes on line by line} */
    public Steps open(LineReader lines, RecordSink sink, Counts counts) {
        return new Reading(new FtraceLine(interest), lines, sink, counts);
    }

    /** One input being read. */
    private static final class Reading implements Steps {
        private final FtraceLine line;
        private final LineReader lines;
        private final RecordSink sink;
        private final Counts counts;
        private final Calls calls;
        private Position header;
        private boolean counted;

        Reading(FtraceLine line, LineReader lines, RecordSink sink, Counts counts) {
            this.line = line;
            this.lines = lines;
            this.sink = sink;
            this.counts = counts;
            calls = new Calls(line.interest(), sink);
        }

        @Override
        public boolean step() throws UnreadableInput {
            if (!lines.next()) {
                calls.end();
                if (lines.terminated()) {
                    reachedUserSpace();
                }
                header = null;
                return false;
            }
            counts.line();
            if (lines.tooLong()) {
                skip(new Unreadable(lines.position(), "longer than " + lines.limit() + " bytes"));
            } else {
                take(line.parse(lines.bytes(), lines.from(), lines.to()));
            }
            return true;
        }

        @Override
        public String clock() {
            return counted ? "counter" : "";
        }

        private void take(Kind kind) {
            if (line.isEvent()) {
                counts.event();
                counted = line.counted();
            }
            switch (kind) {
                case PROBE -> {
                    if (!lines.terminated()) {
                        line.dropCutArgument();
                    }
                    sink.accept(line.toRecord(lines.position()));
                }
                case TRACEPOINT, LOST, BUFFER_STARTED -> sink.accept(line.toRecord(lines.position()));
                case UNREADABLE -> unreadable();
                case HEADER -> header();
                case FUNCTION -> {
                    counts.event();
                    calls.function(line, lines::position);
                }
                case GRAPH -> {
                    counts.event();
                    calls.graph(line, lines::position);
                }
                case OTHER_EVENT, STACK -> {
                    // recognised, and of no interest
                }
            }
        }

        /** What trace-cmd prints first tells as well that there was a user space. */
        private void unreadable() {
            if (isReportHeader(lines.text())) {
                header = lines.position();
            } else {
                skip(line.toRecord(lines.position()));
            }
        }

        private void skip(TraceRecord unreadable) {
            counts.skipped(unreadable.position());
            sink.accept(unreadable);
        }

        /** Somebody read the trace file to its end, so there was a user space; a file that was cut does not say so. */
        private void reachedUserSpace() {
            if (header != null) {
                sink.accept(new UserSpace(header));
            }
        }

        private void header() {
            if (lines.to() - lines.from() < 3 || lines.bytes()[lines.from()] != '#') {
                return;
            }
            if (Text.startsWith(lines.bytes(), HEADER, lines.from(), lines.to())) {
                reachedUserSpace();
                header = lines.position();
                return;
            }
            String text = lines.text();
            Matcher entries = WRITTEN.matcher(text);
            if (entries.lookingAt() || entries.usePattern(LATENCY).lookingAt()) {
                overwritten(entries, text);
                return;
            }
            Matcher version = VERSION.matcher(text);
            if (version.matches()) {
                sink.accept(new Banner(lines.position(), version.group(1).strip(), false));
            }
        }

        /** The two numbers say whether the oldest events are gone; neither says how many lines follow. */
        private void overwritten(Matcher entries, String text) {
            long kept = Long.parseLong(entries.group(1));
            long written = Long.parseLong(entries.group(2));
            if (written > kept) {
                Matcher machine = CPUS.matcher(text);
                int cpus = machine.find() ? Integer.parseInt(machine.group(1)) : -1;
                sink.accept(new Lost(lines.position(), -1, written - kept, cpus, Lost.Kind.OVERWRITTEN));
            }
        }
    }
}
