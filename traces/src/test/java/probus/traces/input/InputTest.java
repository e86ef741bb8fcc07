// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening inputs and reading their lines. */
final class InputTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsReadLineByLine() throws IOException {
        Path file = Files.writeString(folder.resolve("trace.txt"), "one\ntwo\n");

        assertThat(linesOf(Input.open(file.toString(), InputStream.nullInputStream())))
                .containsExactly("one", "two");
    }

    @Test
    void aDashIsStandardInput() throws IOException {
        assertThat(linesOf(Input.open("-", stream("one\ntwo")))).containsExactly("one", "two");
    }

    @Test
    void gzipIsToldByItsFirstBytesAndMayHaveSeveralMembers() throws IOException {
        byte[] twoMembers = concatenated(gzip("one\ntw"), gzip("o\nthree\n"), new byte[512]);

        assertThat(linesOf(Input.of("-", new ByteArrayInputStream(twoMembers)))).containsExactly("one", "two", "three");
    }

    @Test
    void aSlowPipeOfGzipIsReadToItsEnd() throws IOException {
        byte[] twoMembers = concatenated(gzip("one\n"), gzip("two\n"));

        assertThat(linesOf(Input.of("-", oneByteAtATime(twoMembers)))).containsExactly("one", "two");
    }

    @Test
    void ofTruncatedGzipAllWholeLinesAreReadAndThenOneErrorSaysWhere() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("line ").append(i * 7919L % 10_007).append('\n');
        }
        byte[] whole = gzip(text.toString());
        List<String> read = new ArrayList<>();
        Input input = Input.of("cut.gz", new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 2)));

        assertThatThrownBy(() -> collect(input.lines(100), read))
                .isInstanceOfSatisfying(UnreadableInput.class, error -> {
                    assertThat(error.line()).isEqualTo(read.size() + 1);
                    assertThat(error).hasMessageContaining("cut.gz:").hasMessageContaining("ends in the middle");
                });
        assertThat(read)
                .hasSizeGreaterThan(1000)
                .isEqualTo(text.toString().lines().limit(read.size()).toList());
    }

    @Test
    void damagedGzipIsAnErrorAndNotSilence() throws IOException {
        byte[] garbageBehind = concatenated(gzip("one\n"), "garbage".getBytes(StandardCharsets.US_ASCII));
        byte[] wrongSum = gzip("one\n");
        wrongSum[wrongSum.length - 8] ^= 1;

        for (byte[] damaged : List.of(garbageBehind, wrongSum)) {
            List<String> read = new ArrayList<>();
            assertThatThrownBy(() -> collect(
                            Input.of("-", new ByteArrayInputStream(damaged)).lines(100), read))
                    .isInstanceOf(UnreadableInput.class);
            assertThat(read).containsExactly("one");
        }
    }

    @Test
    void whatCannotBeOpenedIsExplained() {
        String missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> Input.open(missing, InputStream.nullInputStream()))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Input.open(folder.toString(), InputStream.nullInputStream()))
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> Input.open("a\0b", InputStream.nullInputStream()))
                .isInstanceOf(UnreadableInput.class);
        byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0};
        assertThatThrownBy(() -> Input.of("-", new ByteArrayInputStream(xz)))
                .hasMessageContaining("the xz data ends in the middle");
    }

    @Test
    void anEmptyInputHasNoLines() throws IOException {
        assertThat(linesOf(Input.of("-", stream("")))).isEmpty();
        assertThat(linesOf(Input.of("-", stream("x")))).containsExactly("x");
    }

    @Test
    void theHeadOfALiveInputIsItsFirstLineAndStaysUnread() throws IOException {
        LineReader lines = Input.of("-", oneByteAtATime("first\nsecond\n".getBytes(StandardCharsets.US_ASCII)))
                .lines(100);

        assertThat(lines.head().startsWith("first\n")).isTrue();
        assertThat(lines.head().startsWith("second")).isFalse();
        assertThat(collect(lines, new ArrayList<>())).containsExactly("first", "second");
    }

    private static List<String> linesOf(Input input) throws IOException {
        try (input) {
            return collect(input.lines(LineReader.DEFAULT_LIMIT), new ArrayList<>());
        }
    }

    private static List<String> collect(LineReader lines, List<String> into) throws UnreadableInput {
        while (lines.next()) {
            into.add(lines.text());
        }
        return into;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream oneByteAtATime(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 1));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
