// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packed inputs, whole and damaged: the same for each way of packing. */
final class UnpackingTest {
    private static final int LINES = 10_000;
    private static final long SEED = Long.getLong("probus.seed", 20261122L);

    private enum Packing {
        GZIP,
        XZ,
        ZSTD;

        byte[] pack(String text) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream packed = switch (this) {
                case GZIP -> new GZIPOutputStream(bytes);
                case XZ -> new XZOutputStream(bytes, new LZMA2Options(1));
                case ZSTD -> new ZstdOutputStream(bytes);
            }) {
                packed.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return bytes.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isToldByItsFirstBytesAndMayHaveSeveralParts(Packing packing) throws IOException {
        byte[] one = packing.pack("one\ntw");
        byte[] other = packing.pack("o\nthree\n");
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);

        List<String> read = new ArrayList<>();
        collect(both, read);
        assertThat(read).containsExactly("one", "two", "three");
    }

    @ParameterizedTest
    @EnumSource
    void ofTruncatedDataAllWholeLinesAreReadAndThenOneErrorSaysWhere(Packing packing) throws IOException {
        // zstd hands out a window at a time, of up to 8 MB
        String text = text(20 * LINES);
        byte[] whole = packing.pack(text);
        List<String> read = new ArrayList<>();

        assertThatThrownBy(() -> collect(Arrays.copyOf(whole, whole.length * 3 / 4), read))
                .isInstanceOfSatisfying(UnreadableInput.class, error -> {
                    assertThat(error.line()).isEqualTo(read.size() + 1);
                    assertThat(error).hasMessageContaining("data ends in the middle");
                });
        assertThat(read)
                .hasSizeGreaterThan(1000)
                .isEqualTo(text.lines().limit(read.size()).toList());
    }

    @ParameterizedTest
    @EnumSource
    void flippedBitsNeverCrashNorHang(Packing packing) throws IOException {
        byte[] whole = packing.pack(text(LINES));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                collect(damaged, new ArrayList<>());
            } catch (UnreadableInput explained) {
                assertThat(explained.advice()).as("seed " + SEED).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBombIsReadInBoundedMemory(Packing packing) throws IOException {
        byte[] bomb = packing.pack("x".repeat(64 << 20));
        assertThat(bomb.length).isLessThan(1 << 20);

        try (Input input = Input.of("-", new ByteArrayInputStream(bomb))) {
            LineReader lines = input.lines(100);
            assertThat(lines.next()).isTrue();
            assertThat(lines.tooLong()).isTrue();
            assertThat(lines.next()).isFalse();
        }
    }

    private static void collect(byte[] packed, List<String> into) throws IOException {
        try (Input input = Input.of("-", new ByteArrayInputStream(packed))) {
            LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
            while (lines.next()) {
                into.add(lines.text());
            }
        }
    }

    private static String text(int lines) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ").append(Long.toHexString(random.nextLong())).append('\n');
        }
        return text.toString();
    }
}
