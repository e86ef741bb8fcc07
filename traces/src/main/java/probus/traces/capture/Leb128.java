// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers of any length, seven bits a byte, and texts that end with a zero. */
final class Leb128 {
    private static final int LONGEST = 70;

    private Leb128() {}

    /** Reads a number without sign; its bits beyond 64 are lost. */
    static long unsigned(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < LONGEST; shift += 7) {
            byte part = bytes.get();
            value |= shift < Long.SIZE ? (part & 0x7fL) << shift : 0;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has no end");
    }

    /** Reads a number with sign. */
    static long signed(ByteBuffer bytes) {
        int from = bytes.position();
        long value = unsigned(bytes);
        int bits = 7 * (bytes.position() - from);
        boolean negative = (bytes.get(bytes.position() - 1) & 0x40) != 0;
        return negative && bits < Long.SIZE ? value | -1L << bits : value;
    }

    /** {@return the text at a place, cut after {@code longest} bytes} */
    static String text(ByteBuffer bytes, long at, int longest) {
        int from = Math.toIntExact(at);
        int end = from;
        while (end - from < longest && bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
