// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of the ring buffer, laid out by hand: both byte orders, both sizes of {@code long}, packed or not. */
final class CpuEventsTest {
    private static final int PAGE = 256;
    private static final long FIRST = 5_000_000_000L;

    /** One page being written. */
    private static final class Page {
        private final ByteBuffer bytes;
        private final int commitSize;

        Page(ByteOrder order, int commitSize) {
            bytes = ByteBuffer.allocate(PAGE).order(order).putLong(FIRST).position(8 + commitSize);
            this.commitSize = commitSize;
        }

        Page entry(int kind, long delta) {
            boolean little = bytes.order() == ByteOrder.LITTLE_ENDIAN;
            bytes.putInt((int) (little ? delta << 5 | kind : (long) kind << 27 | delta));
            return this;
        }

        Page words(int... words) {
            for (int word : words) {
                bytes.putInt(word);
            }
            return this;
        }

        byte[] end(long missed) {
            int end = bytes.position();
            long commit = end - 8 - commitSize | (missed != 0 ? 1L << 31 : 0) | (missed > 0 ? 1L << 30 : 0);
            if (commitSize == 8) {
                bytes.putLong(8, commit).putLong(end, Math.max(0, missed));
            } else {
                bytes.putInt(8, (int) commit).putInt(end, (int) Math.max(0, missed));
            }
            return bytes.array();
        }
    }

    static Stream<Arguments> layouts() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(order -> Stream.of(4, 8)
                        .flatMap(size -> Stream.of(Packing.NONE, Packing.ZLIB)
                                .map(packing -> Arguments.of(order, size, packing))));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void eachKindOfEntryMovesTheClockOrIsAnEvent(ByteOrder order, int commitSize, Packing packing) throws IOException {
        byte[] first = new Page(order, commitSize)
                .entry(1, 10)
                .words(111)
                // a time extend: its word holds what is above 27 bits
                .entry(30, 7)
                .words(2)
                .entry(2, 3)
                .words(222, 223)
                // taken back, four bytes and its length
                .entry(29, 5)
                .words(8, 0)
                // a length of its own: 4 + 12
                .entry(0, 1)
                .words(16, 333, 334, 335)
                .end(0);
        byte[] second = new Page(order, commitSize)
                // an absolute stamp
                .entry(31, 123)
                .words(1)
                .entry(1, 0)
                .words(444)
                .end(57);
        byte[] third = new Page(order, commitSize).entry(1, 9).words(555).end(-1);

        long extended = FIRST + 10 + (2L << 27) + 7;
        assertThat(read(order, commitSize, packing, first, second, third))
                .containsExactly(
                        "111 at " + (FIRST + 10) + " missed 0",
                        "222 at " + (extended + 3) + " missed 0",
                        "333 at " + (extended + 3 + 5 + 1) + " missed 0",
                        "444 at " + ((1L << 27) + 123) + " missed 57",
                        "555 at " + (FIRST + 9) + " missed -1");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void whatIsCutIsReadAsFarAsItGoesAndThenSaidToBeCut(ByteOrder order, int commitSize, Packing packing)
            throws IOException {
        byte[] page = new Page(order, commitSize).entry(1, 10).words(111).end(0);
        byte[] data = packed(order, packing, page, page);
        Description about = about(commitSize, packing, data.length);

        try (RandomBytes file = file(order, java.util.Arrays.copyOf(data, data.length - 8))) {
            CpuEvents events = new CpuEvents(file, about, about.data.get(0));
            assertThat(events.next()).isTrue();
            assertThatThrownBy(events::next).isInstanceOf(BadFile.class);
        }
    }

    private static List<String> read(ByteOrder order, int commitSize, Packing packing, byte[]... pages)
            throws IOException {
        byte[] data = packed(order, packing, pages);
        Description about = about(commitSize, packing, data.length);
        List<String> read = new ArrayList<>();
        try (RandomBytes file = file(order, data)) {
            CpuEvents events = new CpuEvents(file, about, about.data.get(0));
            while (events.next()) {
                read.add(events.event.getInt(0) + " at " + events.time + " missed " + events.missed);
            }
        }
        return read;
    }

    private static Description about(int commitSize, Packing packing, int size) throws IOException {
        Description about = new Description();
        about.commitSize = commitSize;
        about.dataOffset = 8 + commitSize;
        about.packing = packing;
        about.add(new Description.CpuData("", 3, 0, size, PAGE));
        return about;
    }

    private static RandomBytes file(ByteOrder order, byte[] data) throws IOException {
        RandomBytes file = RandomBytes.ofStream(new ByteArrayInputStream(data), 1 << 20);
        file.order(order);
        return file;
    }

    /** Each page is a chunk of its own. */
    private static byte[] packed(ByteOrder order, Packing packing, byte[]... pages) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (packing == Packing.NONE) {
            for (byte[] page : pages) {
                all.write(page);
            }
            return all.toByteArray();
        }
        all.write(ByteBuffer.allocate(4).order(order).putInt(pages.length).array());
        for (byte[] page : pages) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(chunk)) {
                deflater.write(page);
            }
            all.write(ByteBuffer.allocate(8)
                    .order(order)
                    .putInt(chunk.size())
                    .putInt(page.length)
                    .array());
            all.write(chunk.toByteArray());
        }
        return all.toByteArray();
    }
}
