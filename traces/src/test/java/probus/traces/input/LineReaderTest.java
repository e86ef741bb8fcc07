// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines of inputs that are not as they should be. */
final class LineReaderTest {
    @Test
    void carriageReturnsAndNulBytesAtTheEdgesDoNotBelongToALine() throws IOException {
        assertThat(read("one\r\n\0\0two\r\r\n\nth\0ree\0", 100)).containsExactly("one", "two", "", "th\0ree");
    }

    @Test
    void bytesThatAreNotUtf8AreShownAsReplaced() throws IOException {
        byte[] bytes = {'a', (byte) 0xff, 'b', '\n', (byte) 0xc3, (byte) 0xa4, '\n'};

        assertThat(read(new ByteArrayInputStream(bytes), 100)).containsExactly("a\ufffdb", "\u00e4");
    }

    @Test
    void ofALineOverTheLimitTheFirstBytesAreKeptAndTheNextLineIsWhole() throws IOException {
        LineReader lines = new LineReader(stream("12345\n123456\nx\n" + "y".repeat(500_000) + "\nz"), "-", 5);

        assertThat(next(lines)).isEqualTo("12345");
        assertThat(next(lines)).isEqualTo("12345!");
        assertThat(next(lines)).isEqualTo("x");
        assertThat(next(lines)).isEqualTo("yyyyy!");
        assertThat(next(lines)).isEqualTo("z");
        assertThat(lines.number()).isEqualTo(5);
        assertThat(lines.terminated()).isFalse();
        assertThat(lines.next()).isFalse();
    }

    @Test
    void anEndlessLineDoesNotFillTheMemory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                left -= length;
                return left > 0 ? length : -1;
            }
        };
        LineReader lines = new LineReader(endless, "-", 10);

        assertThat(lines.next()).isTrue();
        assertThat(lines.tooLong()).isTrue();
        assertThat(lines.next()).isFalse();
    }

    @Test
    void aPositionNamesTheInputAndTheLine() throws IOException {
        LineReader lines = new LineReader(stream("one\ntwo\n"), "trace.txt", 100);
        lines.next();
        lines.next();

        assertThat(lines.position().file()).isEqualTo("trace.txt");
        assertThat(lines.position().line()).isEqualTo(2);
        assertThat(lines.position().text()).isEqualTo("two");
    }

    @Test
    void linesDoNotDependOnHowTheBytesArrive() throws IOException {
        long seed = Long.getLong("probus.seed", 20261122L);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String text = randomText(random);
            int limit = 1 + random.nextInt(40);
            List<String> expected = new ArrayList<>();
            for (String line : text.split("\n", -1)) {
                expected.add(line.length() > limit ? line.substring(0, limit) + "!" : line);
            }
            if (expected.get(expected.size() - 1).isEmpty()) {
                expected.remove(expected.size() - 1);
            }
            assertThat(read(inPieces(text, random), limit)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(50);
        for (int i = 0; i < lines; i++) {
            boolean huge = random.nextInt(20) == 0;
            text.append("x".repeat(random.nextInt(huge ? 200_000 : 60)));
            if (i < lines - 1 || random.nextBoolean()) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static InputStream inPieces(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, 1 + random.nextInt(length));
            }
        };
    }

    private static String next(LineReader lines) throws UnreadableInput {
        assertThat(lines.next()).isTrue();
        return lines.text() + (lines.tooLong() ? "!" : "");
    }

    private static List<String> read(String text, int limit) throws UnreadableInput {
        return read(stream(text), limit);
    }

    private static List<String> read(InputStream in, int limit) throws UnreadableInput {
        LineReader lines = new LineReader(in, "-", limit);
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            read.add(lines.text() + (lines.tooLong() ? "!" : ""));
        }
        return read;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
