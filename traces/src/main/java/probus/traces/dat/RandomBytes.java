// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that can be read anywhere: the parts of a {@code trace.dat} do not stand in the order in which they are needed. */
public final class RandomBytes implements Closeable {
    private static final int COPY = 1 << 16;

    private final FileChannel channel;
    private final long size;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private RandomBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        size = channel.size();
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be opened
     */
    public static RandomBytes ofFile(Path file) throws IOException {
        return new RandomBytes(FileChannel.open(file, StandardOpenOption.READ));
    }

    /**
     * Copies a pipe, or what was packed, to a temporary file, which is gone when it is closed.
     *
     * @param limit bytes that are copied at most
     * @throws IOException if it cannot be copied, or is longer
     */
    public static RandomBytes ofStream(InputStream stream, long limit) throws IOException {
        Path file = Files.createTempFile("probus", ".dat");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                copy(stream, Channels.newOutputStream(channel), limit);
                return new RandomBytes(channel);
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void copy(InputStream from, OutputStream to, long limit) throws IOException {
        byte[] buffer = new byte[COPY];
        long left = limit;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            left -= count;
            if (left < 0) {
                throw new BadFile("is longer than " + (limit >> 20) + " MB; give it as a file that is not packed");
            }
            to.write(buffer, 0, count);
        }
    }

    /** Numbers are of this order from now on. */
    void order(ByteOrder numbers) {
        order = numbers;
    }

    long size() {
        return size;
    }

    /**
     * {@return the bytes at {@code at}, in the order of the file}
     *
     * @throws BadFile if the file ends before
     */
    ByteBuffer read(long at, int length) throws IOException {
        if (length < 0 || at < 0 || at > size || length > size - at) {
            throw new BadFile(
                    "the file ends before its byte " + (at + Math.max(0, length)) + "; copy the whole file again");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(order);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new BadFile("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
