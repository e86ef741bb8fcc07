// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file is followed through all that log rotation does to it. */
@Timeout(20)
final class FollowedFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private FollowedFile followed;
    private final AtomicInteger gaps = new AtomicInteger();

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(folder.resolve("trace"), "one\n");
        followed = new FollowedFile(file);
        followed.onGap(gaps::incrementAndGet);
        assertThat(next(4)).isEqualTo("one\n");
    }

    @Test
    void growthIsRead() throws IOException {
        Files.writeString(file, "two\nthr", StandardOpenOption.APPEND);
        assertThat(next(7)).isEqualTo("two\nthr");
        Files.writeString(file, "ee\n", StandardOpenOption.APPEND);
        assertThat(next(3)).isEqualTo("ee\n");
        assertThat(gaps).hasValue(0);
    }

    @Test
    void shrinkingIsAGapAndBeginsAgain() throws IOException {
        Files.writeString(file, "two", StandardOpenOption.APPEND);
        assertThat(next(3)).isEqualTo("two");
        Files.writeString(file, "new\n");
        assertThat(next(5)).as("the line that was cut is ended").isEqualTo("\nnew\n");
        assertThat(gaps).hasValue(1);
    }

    @Test
    void replacementIsReadAfterTheRestOfTheOldOne() throws IOException {
        Path moved = Files.move(file, folder.resolve("trace.1"));
        Files.writeString(moved, "two\n", StandardOpenOption.APPEND);
        Files.writeString(file, "three\n");
        assertThat(next(10)).isEqualTo("two\nthree\n");
        assertThat(gaps).hasValue(0);
    }

    @Test
    void stopIsTheEndOnceAllIsRead() throws IOException {
        Files.writeString(file, "two\n", StandardOpenOption.APPEND);
        followed.stop();
        assertThat(next(4)).isEqualTo("two\n");
        assertThat(followed.read(new byte[8], 0, 8)).isEqualTo(-1);
    }

    private String next(int length) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[64];
        while (text.length() < length) {
            int count = followed.read(bytes, 0, bytes.length);
            text.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
