// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;

/** Reading a few lines of text as a trace. */
final class Samples {
    private Samples() {}

    /** {@return all records of this text, everything being of interest} */
    static List<TraceRecord> read(String text) {
        return read(text, Interest.everything(), new Counts());
    }

    static List<TraceRecord> read(String text, Interest interest, Counts counts) {
        List<TraceRecord> records = new ArrayList<>();
        LineReader lines = lines(text.getBytes(StandardCharsets.UTF_8));
        try {
            new FtraceText(interest).read(lines, records::add, counts);
        } catch (UnreadableInput impossible) {
            throw new AssertionError(impossible);
        }
        return records;
    }

    /** {@return the only probe in this text} */
    static TraceRecord.Probe probe(String text) {
        List<TraceRecord> records = read(text);
        if (records.size() == 1 && records.get(0) instanceof TraceRecord.Probe probe) {
            return probe;
        }
        throw new AssertionError("not one probe but " + records);
    }

    static LineReader lines(byte[] bytes) {
        return new LineReader(new ByteArrayInputStream(bytes), "trace.txt", LineReader.DEFAULT_LIMIT);
    }
}
