// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.format.Counts;
import probus.traces.format.Interest;
import probus.traces.format.RecordSink;
import probus.traces.input.Head;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Position;

/** Reads a {@code trace.dat}; an event's line is its number in the order of time, which is that of {@code trace-cmd report}. */
public final class DatReader {
    /** The name that reports show. */
    public static final String NAME = "trace.dat";

    /** Bytes that are copied of a pipe. */
    private static final long LONGEST_COPY = 4L << 30;

    private static final Pattern VERSION = Pattern.compile("Linux \\S+ (\\d\\S*) .*");

    private final Interest interest;

    /** Reads what is of interest; see {@link Interest}. */
    public DatReader(Interest interest) {
        this.interest = interest;
    }

    /** {@return whether an input is of this format} */
    public static boolean recognises(Head head) {
        return head.length() > 10
                && head.at(0) == 0x17
                && head.at(1) == 0x08
                && head.at(2) == 0x44
                && new String(new char[] {(char) head.at(3), (char) head.at(4), (char) head.at(5)}).equals("tra");
    }

    /**
     * Reads an input of which no line has been read, where it lies; one that comes packed or through a pipe is copied to a
     * temporary file first.
     *
     * @throws UnreadableInput where the file is damaged; every record that could be read has been delivered
     */
    public void read(Input input, LineReader lines, RecordSink sink, Counts counts) throws UnreadableInput {
        String name = input.name();
        try (RandomBytes file = input.isPlainFile()
                ? RandomBytes.ofFile(Path.of(name))
                : RandomBytes.ofStream(lines.rest(), LONGEST_COPY)) {
            read(name, file, sink, counts);
        } catch (BadFile bad) {
            throw new UnreadableInput(name, 0, bad.getMessage(), "what could be read was read");
        } catch (IOException failed) {
            String problem = failed.getMessage() == null ? "cannot be read" : failed.getMessage();
            UnreadableInput explained = new UnreadableInput(name, 0, problem, "check the file");
            explained.initCause(failed);
            throw explained;
        }
    }

    private void read(String name, RandomBytes file, RecordSink sink, Counts counts) throws IOException {
        Description about = DatHead.read(file);
        Matcher version = VERSION.matcher(about.machine);
        Position beginning = new Position(name, 0, about.machine);
        if (version.matches()) {
            sink.accept(new TraceRecord.Banner(beginning, version.group(1), false));
        }
        if (about.overwritten > 0) {
            int cpus = (int) about.data.stream()
                    .mapToInt(Description.CpuData::cpu)
                    .distinct()
                    .count();
            sink.accept(new Lost(beginning, -1, about.overwritten, cpus, Lost.Kind.OVERWRITTEN));
        }
        events(new DatRecords(name, about, interest), new Merged(file, about), sink, counts);
        // Somebody ran trace-cmd, so there was a user space.
        sink.accept(new TraceRecord.UserSpace(beginning));
    }

    private static void events(DatRecords records, Merged merged, RecordSink sink, Counts counts) throws IOException {
        long undescribed = 0;
        for (CpuEvents events = merged.next(); ; events = merged.next()) {
            for (CpuEvents cut : merged.cut()) {
                sink.accept(records.lost(cut.cpu, -1));
            }
            if (events == null) {
                break;
            }
            counts.line();
            counts.event();
            if (events.missed != 0) {
                sink.accept(records.lost(events.cpu, events.missed));
            }
            if (!records.isDescribed(events)) {
                undescribed++;
                counts.skipped(records.undescribed(events, counts.lines()));
                continue;
            }
            TraceRecord found = records.of(events, counts.lines());
            if (found != null) {
                sink.accept(found);
            }
        }
        if (undescribed > 0) {
            sink.accept(records.undescribed(undescribed));
        }
        if (!merged.problems().isEmpty()) {
            throw merged.problems().get(0);
        }
    }
}
