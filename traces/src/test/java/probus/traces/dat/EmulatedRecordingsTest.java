// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import probus.traces.format.Counts;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.lift.ProbePoints;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Tracepoint;

/**
 * Files that {@code trace-cmd} 3.1.6 wrote in an emulated machine with Debian's kernel 6.1.192 for arm64, while drivers were
 * given to PCI devices behind an SMMUv3 and taken from them, against what {@code trace-cmd report} printed of them.
 */
final class EmulatedRecordingsTest {
    /** The first buffer and the second have them all. */
    private static final int MAPS = 402;

    @TempDir
    private Path folder;

    @Test
    void threeBuffers() throws IOException {
        List<String> printed = lines("instances.printed.txt.xz");

        assertThat(compare("instances")).isEqualTo(2125);
        assertThat(printed)
                .anyMatch(line -> line.startsWith("second:"))
                .anyMatch(line -> line.strip().startsWith("third:"));
    }

    @Test
    void whatTwoBuffersRecordedHappenedOnce() throws IOException {
        List<String> printed = lines("instances.printed.txt.xz");
        Path file = Files.write(folder.resolve("instances.dat"), bytes("instances.dat.xz"));
        List<TraceRecord> records = new ArrayList<>();
        try (Input input = Input.open(file.toString(), InputStream.nullInputStream())) {
            new DatReader(ProbePoints.interest())
                    .read(input, input.lines(LineReader.DEFAULT_LIMIT), records::add, new Counts());
        }

        assertThat(records)
                .filteredOn(found ->
                        found instanceof Tracepoint event && event.event().equals("map"))
                .hasSize(MAPS);
        assertThat(printed).filteredOn(line -> line.contains(" map: ")).hasSize(2 * MAPS);
    }

    @Test
    void buffersOfFiveKilobytesThatLostEvents() throws IOException {
        assertThat(lines("lost.raw.txt.xz")).anyMatch(line -> line.contains("EVENTS DROPPED"));
        assertThat(compare("lost")).isEqualTo(2996);
    }

    private int compare(String name) throws IOException {
        Path file = Files.write(folder.resolve(name + ".dat"), bytes(name + ".dat.xz"));
        return Comparison.compare(file, lines(name + ".raw.txt.xz"), lines(name + ".printed.txt.xz"));
    }

    private static List<String> lines(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream packed = EmulatedRecordingsTest.class.getResourceAsStream(name);
                Input input = Input.open("-", packed)) {
            return input.bytes().readAllBytes();
        }
    }
}
