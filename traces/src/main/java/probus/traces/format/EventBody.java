// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import probus.traces.format.FtraceLine.Kind;

/** What an event says behind its prefix: {@code name: (function+0x0/0x80) arguments}, or another kind of text. */
final class EventBody {
    /** Probes at a function's entry may stand behind a landing pad or a prologue that the architecture puts there. */
    private static final int ENTRY_OFFSET_MAX = 8;

    private static final int POINTER_DIGITS = 16;

    private static final String ARROW = " <- ";

    private final Interest interest;
    int nameFrom;
    int nameTo;
    String name;
    String function;
    int callerFrom;
    int callerTo;
    boolean exit;
    int textFrom;
    int textTo;
    String why;

    EventBody(Interest interest) {
        this.interest = interest;
    }

    /** {@return what kind of line this is, by the text in {@code [from, to)} behind its prefix} */
    Kind parse(byte[] bytes, int from, int to) {
        nameFrom = Text.skipSpaces(bytes, from, to);
        nameTo = tokenEnd(bytes, nameFrom, to);
        textTo = to;
        if (nameTo == nameFrom) {
            return withoutName(bytes, to);
        }
        if (nameTo < to && bytes[nameTo] == ':' && (nameTo + 1 == to || bytes[nameTo + 1] == ' ')) {
            return event(bytes, Math.min(to, nameTo + 2), to);
        }
        if (Text.indexOf(bytes, " <-", nameTo, to) >= 0) {
            return Kind.FUNCTION;
        }
        return unreadable("no event name");
    }

    private Kind withoutName(byte[] bytes, int to) {
        if (Text.startsWith(bytes, "<stack trace>", nameFrom, to)
                || Text.startsWith(bytes, "<user stack trace>", nameFrom, to)) {
            return Kind.STACK;
        }
        return unreadable("no event name");
    }

    private Kind event(byte[] bytes, int from, int to) {
        textFrom = from;
        int text = Text.skipSpaces(bytes, from, to);
        if (text < to && bytes[text] == '(') {
            Kind probe = probe(bytes, text + 1, to);
            if (probe != Kind.OTHER_EVENT) {
                return probe;
            }
        }
        name = interest.tracepoints().find(bytes, nameFrom, nameTo);
        return name == null ? Kind.OTHER_EVENT : Kind.TRACEPOINT;
    }

    /** {@code function+0x0/0x80)} or {@code caller+0x34/0x150 <- function)}. */
    private Kind probe(byte[] bytes, int from, int to) {
        int closing = Text.indexOf(bytes, ')', from, to);
        int end = closing < 0 ? to : closing;
        int arrow = Text.indexOf(bytes, ARROW, from, end);
        int symbol = arrow < 0 ? from : arrow + ARROW.length();
        int symbolTo = symbolEnd(bytes, symbol, end);
        exit = arrow >= 0;
        if (!isSymbol(bytes, symbol, symbolTo) || (!exit && !isEntry(bytes, symbolTo, end))) {
            return Kind.OTHER_EVENT;
        }
        function = interest.functions().find(bytes, symbol, symbolTo);
        if (function == null) {
            return Kind.OTHER_EVENT;
        }
        if (closing < 0) {
            return unreadable("the parenthesis after " + function + " is not closed");
        }
        callerFrom = from;
        callerTo = exit ? symbolEnd(bytes, from, arrow) : from;
        textFrom = Text.skipSpaces(bytes, closing + 1, to);
        return Kind.PROBE;
    }

    /** Trace events may begin with a pointer in parentheses, hashed or not. */
    private static boolean isSymbol(byte[] bytes, int from, int to) {
        if (from == to || Text.isDigit(bytes[from]) || Text.is(bytes, "____ptrval____", from, to)) {
            return false;
        }
        int hexadecimal = from;
        while (hexadecimal < to && Character.digit(bytes[hexadecimal], 16) >= 0) {
            hexadecimal++;
        }
        return hexadecimal < to || to - from < POINTER_DIGITS;
    }

    /** A probe in the middle of a function, or on its cold part, says nothing about its entry. */
    private static boolean isEntry(byte[] bytes, int symbolTo, int end) {
        if (Text.startsWith(bytes, ".cold", symbolTo, end)) {
            return false;
        }
        int plus = Text.indexOf(bytes, '+', symbolTo, end);
        if (plus < 0) {
            return true;
        }
        int offset = 0;
        for (int i = Text.startsWith(bytes, "0x", plus + 1, end) ? plus + 3 : plus + 1; i < end; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                break;
            }
            offset = offset * 16 + digit;
            if (offset > ENTRY_OFFSET_MAX) {
                return false;
            }
        }
        return true;
    }

    /** Up to the offset, or to a suffix that the compiler added ({@code .isra.0}). */
    private static int symbolEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '+' && bytes[i] != '.' && bytes[i] != ' ') {
            i++;
        }
        return i;
    }

    private static int tokenEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ':' && bytes[i] != ' ' && bytes[i] != '(' && bytes[i] != '<') {
            i++;
        }
        return i;
    }

    private Kind unreadable(String reason) {
        why = reason;
        return Kind.UNREADABLE;
    }
}
