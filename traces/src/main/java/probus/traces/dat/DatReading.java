// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.format.Counts;
import probus.traces.format.Interest;
import probus.traces.format.KernelVersion;
import probus.traces.format.RecordSink;
import probus.traces.format.Steps;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Position;

/** One file being read, event by event. */
final class DatReading implements Steps {
    /** Bytes that are copied of a pipe. */
    private static final long LONGEST_COPY = 4L << 30;

    private static final Pattern VERSION = Pattern.compile("Linux \\S+ (\\d\\S*) .*");

    private final Input input;
    private final LineReader lines;
    private final Interest interest;
    private final RecordSink sink;
    private final Counts counts;
    private RandomBytes file;
    private DatRecords records;
    private Merged merged;
    private final Repeats repeats = new Repeats();
    private boolean severalBuffers;
    private Position beginning;
    private String clock = "";
    private long undescribed;
    private boolean ended;

    DatReading(Input input, LineReader lines, Interest interest, RecordSink sink, Counts counts) {
        this.input = input;
        this.lines = lines;
        this.interest = interest;
        this.sink = sink;
        this.counts = counts;
    }

    @Override
    public boolean step() throws UnreadableInput {
        if (ended) {
            return false;
        }
        try {
            if (file == null) {
                open();
            }
            ended = !event();
            if (ended) {
                close();
            }
            return !ended;
        } catch (BadFile bad) {
            ended = true;
            throw failed(bad, "what could be read was read");
        } catch (IOException failed) {
            ended = true;
            throw failed(failed, "check the file");
        }
    }

    @Override
    public String clock() {
        return clock;
    }

    private void open() throws IOException {
        String name = input.name();
        file = input.isPlainFile()
                ? RandomBytes.ofFile(Path.of(name))
                : RandomBytes.ofStream(lines.rest(), LONGEST_COPY);
        Description about = DatHead.read(file);
        clock = about.clock;
        Matcher version = VERSION.matcher(about.machine);
        beginning = new Position(name, 0, about.machine);
        if (version.matches()) {
            String kernel = KernelVersion.of(about.machine, version.group(1));
            sink.accept(new TraceRecord.Banner(beginning, kernel, false));
        }
        if (about.overwritten > 0) {
            long cpus = about.data.stream()
                    .mapToInt(Description.CpuData::cpu)
                    .distinct()
                    .count();
            sink.accept(new Lost(beginning, -1, about.overwritten, (int) cpus, Lost.Kind.OVERWRITTEN));
        }
        records = new DatRecords(name, about, interest);
        merged = new Merged(file, about);
        severalBuffers =
                about.data.stream().map(Description.CpuData::buffer).distinct().count() > 1;
    }

    private boolean event() throws IOException {
        CpuEvents events = merged.next();
        for (CpuEvents cut : merged.cut()) {
            sink.accept(records.lost(cut.cpu, -1));
        }
        if (events == null) {
            return false;
        }
        counts.line();
        counts.event();
        if (events.missed != 0) {
            sink.accept(records.lost(events.cpu, events.missed));
        }
        if (!records.isDescribed(events)) {
            undescribed++;
            counts.skipped(records.undescribed(events, counts.lines()));
            return true;
        }
        TraceRecord found = records.of(events, counts.lines());
        if (found != null && !(severalBuffers && repeats.isRepeat(events))) {
            sink.accept(found);
        }
        return true;
    }

    private void close() throws IOException {
        if (undescribed > 0) {
            sink.accept(records.undescribed(undescribed));
        }
        file.close();
        if (!merged.problems().isEmpty()) {
            throw merged.problems().get(0);
        }
        // Somebody ran trace-cmd, so there was a user space.
        sink.accept(new TraceRecord.UserSpace(beginning));
    }

    private UnreadableInput failed(IOException cause, String advice) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException closing) {
            cause.addSuppressed(closing);
        }
        String problem = cause.getMessage() == null ? "cannot be read" : cause.getMessage();
        UnreadableInput explained = new UnreadableInput(input.name(), 0, problem, advice);
        explained.initCause(cause);
        return explained;
    }
}
