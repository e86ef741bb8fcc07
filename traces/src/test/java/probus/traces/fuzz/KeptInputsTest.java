// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What fuzzing once found stays found, and what is damaged by it is in order. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KeptInputsTest {
    @TestFactory
    Stream<DynamicTest> whatWasFoundOnceIsReadOrExplained() throws IOException, URISyntaxException {
        Path kept = Path.of(
                Objects.requireNonNull(KeptInputsTest.class.getResource("kept")).toURI());
        return inputs(kept).stream()
                .map(file -> dynamicTest(
                        kept.relativize(file).toString(),
                        () -> assertThatCode(() -> FuzzTarget.check(
                                        Reader.labelled(
                                                file.getParent().getFileName().toString()),
                                        Files.readAllBytes(file)))
                                .doesNotThrowAnyException()));
    }

    @TestFactory
    Stream<DynamicTest> whatIsDamagedWasInOrder() {
        return Stream.of(Reader.values())
                .map(reader -> dynamicTest(
                        reader.label(),
                        () -> assertThatCode(() -> {
                                    for (byte[] input : Seeds.of(reader)) {
                                        FuzzTarget.check(reader, input);
                                    }
                                })
                                .doesNotThrowAnyException()));
    }

    private static List<Path> inputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
