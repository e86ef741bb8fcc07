// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a file, or an unpacked section of one, from a place on. */
final class Cursor {
    private static final int LONGEST_NAME = 1 << 16;

    /** Fetches a part of what is read. */
    @FunctionalInterface
    interface Fetch {
        ByteBuffer at(long offset, int length) throws IOException;
    }

    private final Fetch source;
    private final long end;
    private long at;

    private Cursor(Fetch source, long at, long end) {
        this.source = source;
        this.at = at;
        this.end = end;
    }

    static Cursor of(RandomBytes file, long at) {
        return new Cursor(file::read, at, file.size());
    }

    static Cursor of(ByteBuffer bytes) {
        Fetch fetch = (offset, length) -> {
            if (offset < 0 || length < 0 || offset + length > bytes.limit()) {
                throw new BadFile("a section ends in the middle");
            }
            return bytes.slice((int) offset, length).order(bytes.order());
        };
        return new Cursor(fetch, bytes.position(), bytes.limit());
    }

    long at() {
        return at;
    }

    long left() {
        return end - at;
    }

    int unsignedShort() throws IOException {
        return bytes(2).getShort() & 0xffff;
    }

    int number() throws IOException {
        return bytes(4).getInt();
    }

    long longNumber() throws IOException {
        return bytes(8).getLong();
    }

    /** {@return the next bytes; their number is what the file claims} */
    ByteBuffer bytes(long length) throws IOException {
        if (length < 0 || length > Integer.MAX_VALUE - 16 || length > left()) {
            throw new BadFile("a part of " + Long.toUnsignedString(length) + " bytes at byte " + at
                    + " goes beyond the end; copy the whole file again");
        }
        ByteBuffer bytes = source.at(at, (int) length);
        at += length;
        return bytes;
    }

    /** {@return the text up to the next NUL, which is skipped} */
    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST_NAME) {
            int length = (int) Math.min(64, left());
            ByteBuffer some = source.at(at, length);
            for (int i = 0; i < length; i++) {
                if (some.get(i) == 0) {
                    at += i + 1L;
                    return text.toString();
                }
                text.append((char) (some.get(i) & 0xff));
            }
            at += length;
            if (length == 0) {
                break;
            }
        }
        throw new BadFile("a name at byte " + at + " does not end");
    }

    /** {@return this many bytes as text} */
    String text(long length) throws IOException {
        return StandardCharsets.UTF_8.decode(bytes(length)).toString();
    }
}
