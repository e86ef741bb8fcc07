// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Our reader says of each event what {@code trace-cmd report} says: task, pid, CPU, time, event and every field. */
final class TraceCmdReportTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void needsTraceCmd() {
        assumeTrue(TraceCmd.isInstalled(), "trace-cmd is not installed");
    }

    @TestFactory
    Stream<DynamicTest> recorded_files() throws IOException {
        return recorded().stream()
                .map(file -> dynamicTest(
                        name(file),
                        () -> assertThat(Comparison.compare(file)).as("events").isPositive()));
    }

    @TestFactory
    Stream<DynamicTest> recorded_files_in_other_versions() throws IOException {
        return recorded().stream()
                .limit(3)
                .flatMap(file -> Stream.of("6 none", "7 none", "7 zstd")
                        .map(how -> dynamicTest(name(file) + ", version " + how, () -> {
                            Path converted = folder.resolve("converted.dat");
                            TraceCmd.convert(file, converted, how.substring(0, 1), how.substring(2));
                            assertThat(Comparison.compare(converted)).isPositive();
                        })));
    }

    private static List<Path> recorded() throws IOException {
        Path all = Recorded.FOLDER;
        try (Stream<Path> files = Files.walk(all)) {
            return files.filter(file -> file.toString().endsWith(".dat"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return Recorded.FOLDER.relativize(file).toString();
    }
}
