// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.nio.charset.StandardCharsets;

/** Makes strings of bytes and hands out the same string for the same recent bytes; its size is bounded. */
final class RecentNames {
    private static final int SIZE = 1024;
    private static final int LONGEST = 64;

    private final String[] recent = new String[SIZE];

    /** {@return the bytes as text} */
    String of(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        int slot = NameSet.hash(bytes, from, to) & SIZE - 1;
        String candidate = recent[slot];
        if (candidate != null && same(candidate, bytes, from, to)) {
            return candidate;
        }
        String made = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        recent[slot] = made;
        return made;
    }

    /** Text that is not ASCII is never the same and is made again. */
    private static boolean same(String text, byte[] bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
