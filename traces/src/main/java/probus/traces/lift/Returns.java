// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import probus.facts.Result;
import probus.traces.record.Arguments;

/** What a function returned, in whatever width its probe printed it. */
final class Returns {
    private static final int MAX_ERRNO = 4095;
    private static final long WORD = 0xffff_ffffL;

    /** Stands for a number that was not fetched; no pointer and no status has this value. */
    static final long NOT_FETCHED = Long.MIN_VALUE;

    private Returns() {}

    /** {@return the result of a function that returns 0 or a negative errno} */
    static Result status(Arguments arguments) {
        long value = arguments.number("ret", NOT_FETCHED);
        return value == NOT_FETCHED ? Result.UNKNOWN : Result.of(errno(value));
    }

    /**
     * {@return the result of {@code really_probe}: it returns what the driver's probe failed with as a positive number, so
     * that its callers can tell it from its own errors}
     */
    static Result ofProbe(Arguments arguments) {
        long value = arguments.number("ret", NOT_FETCHED);
        if (value == NOT_FETCHED) {
            return Result.UNKNOWN;
        }
        boolean positive = value > 0 && value <= MAX_ERRNO;
        return Result.of(positive ? (int) -value : errno(value));
    }

    /** {@return whether a returned pointer is an error in disguise, in 64 or 32 bits} */
    static boolean isError(long pointer) {
        return errno(pointer) != 0;
    }

    /**
     * {@return the negative errno that a return value is, 0 if it is none} An int is printed as {@code -19}, {@code
     * 4294967277} or {@code 0xffffffed}, a pointer as {@code 0xffffffffffffffed}. Other values are success: a kernel
     * pointer, or a count.
     */
    static int errno(long value) {
        if (value < 0 && value >= -MAX_ERRNO) {
            return (int) value;
        }
        boolean word = value > 0 && value <= WORD;
        return word && (int) value < 0 && (int) value >= -MAX_ERRNO ? (int) value : 0;
    }
}
