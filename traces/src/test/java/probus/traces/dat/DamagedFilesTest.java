// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import probus.traces.format.Counts;
import probus.traces.format.Interest;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;

/** Whatever was done to a file, reading it ends, and ends with records or with an explanation. */
@Timeout(120)
final class DamagedFilesTest {
    private static final long SEED = Long.getLong("probus.seed", 20261122L);
    private static final int ROUNDS = Integer.getInteger("probus.rounds", 150);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @TempDir
    private Path folder;

    @Test
    void aWholeFileIsReadFromAPipeToo() throws IOException {
        byte[] whole = sample();
        Counts counts = new Counts();
        try (Input input = Input.of("-", new java.io.ByteArrayInputStream(whole))) {
            new DatReader(Interest.everything()).read(input, input.lines(1 << 16), record -> {}, counts);
        }
        assertThat(counts.events()).isGreaterThan(800);
    }

    @Test
    void aFileMayBeCutAnywhere() throws IOException {
        byte[] whole = sample();
        for (int length = 11; length < whole.length; length += 1 << 10) {
            read(Arrays.copyOf(whole, length), "cut at " + length);
        }
    }

    @Test
    void bitsMayBeFlipped() throws IOException {
        byte[] whole = sample();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = whole.clone();
            // heads and tables are small: half of the damage goes there
            int range = round % 2 == 0 ? damaged.length : 2048;
            for (int i = 0; i < 1 + round % 4; i++) {
                damaged[11 + random.nextInt(range - 11)] ^= (byte) (1 << random.nextInt(8));
            }
            read(damaged, "seed " + SEED + ", round " + round);
        }
    }

    @Test
    void partsMayStandInAnotherOrder() throws IOException {
        byte[] whole = sample();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = whole.clone();
            int length = 1 << random.nextInt(4, 13);
            int from = 11 + random.nextInt(whole.length - length - 11);
            int to = 11 + random.nextInt(whole.length - length - 11);
            System.arraycopy(whole, from, damaged, to, length);
            System.arraycopy(whole, to, damaged, from, length);
            read(damaged, "seed " + SEED + ", round " + round);
        }
    }

    private void read(byte[] bytes, String what) throws IOException {
        Path file = Files.write(folder.resolve("trace.dat"), bytes);
        Counts counts = new Counts();
        try (Input input = Input.open(file.toString(), InputStream.nullInputStream())) {
            LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
            assertThat(DatReader.recognises(lines.head())).as(what).isTrue();
            new DatReader(Interest.everything()).read(input, lines, record -> {}, counts);
        } catch (UnreadableInput explained) {
            assertThat(explained.getMessage()).as(what).contains("trace.dat: ");
        }
    }

    private static byte[] sample() throws IOException {
        Path file = Recorded.FOLDER.resolve("K-rc1/asyncrk-kp2dat/run01/trace.dat");
        return Files.readAllBytes(file);
    }
}
