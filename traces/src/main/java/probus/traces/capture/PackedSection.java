// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import probus.traces.input.Input;

/** A section with {@code SHF_COMPRESSED}. */
final class PackedSection {
    private static final int ZLIB = 1;
    private static final int ZSTD = 2;
    private static final int COPY = 1 << 16;

    private PackedSection() {}

    /**
     * Unpacks to a file that is gone once it is mapped: neither the content nor what the section says of its size fills
     * memory.
     *
     * @param wide whether the file is of 64 bits
     * @throws IOException if it is damaged, or packed in a way that is not known
     */
    static ByteBuffer unpacked(ByteBuffer packed, boolean wide) throws IOException {
        int type = packed.getInt(0);
        long length = wide ? packed.getLong(8) : packed.getInt(4) & 0xffff_ffffL;
        if ((type != ZLIB && type != ZSTD) || length < 0 || length > Integer.MAX_VALUE) {
            throw new IOException("its debugging sections are packed in a way that is not known; unpack them with"
                    + " objcopy --decompress-debug-sections");
        }
        InputStream raw = new Remaining(packed.position(wide ? 24 : 12));
        Path file = Files.createTempFile("probus", ".section");
        try (InputStream content = type == ZLIB
                        ? new InflaterInputStream(raw)
                        : Input.of(Input.STANDARD_INPUT, raw).bytes();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            copy(content, Channels.newOutputStream(channel), length);
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (ZipException | EOFException damaged) {
            throw new IOException("its packed debugging sections are cut or damaged", damaged);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void copy(InputStream from, OutputStream to, long length) throws IOException {
        byte[] buffer = new byte[COPY];
        long left = length;
        while (left > 0) {
            int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            to.write(buffer, 0, count);
            left -= count;
        }
    }

    /** What a buffer still holds. */
    private static final class Remaining extends InputStream {
        private final ByteBuffer bytes;

        Remaining(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, bytes.remaining());
            bytes.get(into, offset, count);
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
