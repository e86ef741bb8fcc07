// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;

/** Reading a few lines as a console log. */
final class ConsoleSamples {
    private ConsoleSamples() {}

    /** {@return all records of this text, events being the trace} */
    static List<TraceRecord> read(String text) {
        return read(text, ConsoleLog.Events.READ, new Counts());
    }

    static List<TraceRecord> read(String text, ConsoleLog.Events events, Counts counts) {
        List<TraceRecord> records = new ArrayList<>();
        InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try {
            new ConsoleLog(Interest.everything(), events)
                    .read(new LineReader(bytes, "console.log", LineReader.DEFAULT_LIMIT), records::add, counts);
        } catch (UnreadableInput impossible) {
            throw new AssertionError(impossible);
        }
        return records;
    }

    /** {@return the text of a sample that was cut from a recorded log} */
    static String cut(String name) {
        try (InputStream sample = ConsoleSamples.class.getResourceAsStream("console/" + name)) {
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@return the records of one kind} */
    static <T extends TraceRecord> List<T> all(Class<T> kind, List<TraceRecord> records) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return the only record of a kind} */
    static <T extends TraceRecord> T only(Class<T> kind, List<TraceRecord> records) {
        List<T> found = all(kind, records);
        if (found.size() != 1) {
            throw new AssertionError("not one " + kind.getSimpleName() + " in " + records);
        }
        return found.get(0);
    }
}
