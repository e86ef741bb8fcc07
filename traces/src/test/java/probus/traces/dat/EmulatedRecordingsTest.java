// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import probus.traces.input.Input;

/**
 * Files that {@code trace-cmd} 3.1.6 wrote in an emulated machine with Debian's kernel 6.1.192 for arm64, while drivers were
 * given to PCI devices behind an SMMUv3 and taken from them, against what {@code trace-cmd report} printed of them.
 */
final class EmulatedRecordingsTest {
    @TempDir
    private Path folder;

    @Test
    void threeBuffersOfThreeClocks() throws IOException {
        List<String> printed = lines("instances.printed.txt.xz");

        assertThat(compare("instances")).isEqualTo(2125);
        assertThat(printed)
                .anyMatch(line -> line.startsWith("second:"))
                .anyMatch(line -> line.strip().startsWith("third:"));
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
