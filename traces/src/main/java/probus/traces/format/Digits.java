// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/** Reads decimal numbers from bytes; holds the last one, because a result object per number would cost too much. */
final class Digits {
    private static final int MOST_DIGITS = 18;
    private static final int FRACTION_DIGITS = 9;
    private static final long LARGEST_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

    long value;
    int end;

    /** {@return whether a number of at most 18 digits begins here} */
    boolean read(byte[] bytes, int from, int to) {
        long number = 0;
        int i = from;
        while (i < to && Text.isDigit(bytes[i])) {
            number = number * 10 + bytes[i] - '0';
            i++;
        }
        value = number;
        end = i;
        return i > from && i - from <= MOST_DIGITS;
    }

    /** {@return whether {@code 1.304736} begins here, then held in nanoseconds, or a plain count, held as it is} */
    boolean time(byte[] bytes, int from, int to) {
        if (!read(bytes, from, to)) {
            return false;
        }
        if (end >= to || bytes[end] != '.') {
            return true;
        }
        long seconds = value;
        int fractionFrom = end + 1;
        if (seconds > LARGEST_SECONDS || !read(bytes, fractionFrom, to) || end - fractionFrom > FRACTION_DIGITS) {
            return false;
        }
        long fraction = value;
        for (int i = end - fractionFrom; i < FRACTION_DIGITS; i++) {
            fraction *= 10;
        }
        value = seconds * 1_000_000_000 + fraction;
        return true;
    }
}
