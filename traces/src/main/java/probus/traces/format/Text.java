// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/** Looking at bytes of a line. */
final class Text {
    private Text() {}

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static int skipSpaces(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] == ' ') {
            i++;
        }
        return i;
    }

    /** {@return the index of the first such byte in {@code [from, to)}, or -1} */
    static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the index of the first such text in {@code [from, to)}, or -1} */
    static int indexOf(byte[] bytes, String wanted, int from, int to) {
        for (int i = from; i + wanted.length() <= to; i++) {
            if (startsWith(bytes, wanted, i, to)) {
                return i;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] bytes, String wanted, int from, int to) {
        if (to - from < wanted.length()) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (bytes[from + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether {@code [from, to)} is this text} */
    static boolean is(byte[] bytes, String wanted, int from, int to) {
        return to - from == wanted.length() && startsWith(bytes, wanted, from, to);
    }

    /** {@return whether this is {@code ffffffc0082c7990 f+0x0 ([kernel.kallsyms])}, as perf prints call chains} */
    static boolean isFrame(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] == '\t') {
            i++;
        }
        int digits = i;
        while (i < to && Character.digit(bytes[i], 16) >= 0) {
            i++;
        }
        return i - digits >= 8 && i < to && bytes[i] == ' ' && bytes[to - 1] == ')';
    }
}
