// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.nio.charset.StandardCharsets;
import probus.traces.format.FtraceLine.Kind;

/** What an event says behind its prefix: {@code name: (function+0x0/0x80) arguments}, or another kind of text. */
final class EventBody {
    /** Probes at a function's entry may stand behind a landing pad or a prologue that the architecture puts there. */
    private static final int ENTRY_OFFSET_MAX = 8;

    private static final int POINTER_DIGITS = 16;

    private static final String ARROW = " <- ";

    private final Interest interest;
    private final RecentNames names = new RecentNames();
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
        if (nameTo + 1 < to && nameTo > nameFrom && bytes[nameTo] == ':' && bytes[nameTo + 1] != ' ') {
            // perf puts the event's system before its name
            nameFrom = nameTo + 1;
            nameTo = tokenEnd(bytes, nameFrom, to);
        }
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
        int text = Text.skipSpaces(bytes, from, to);
        textFrom = text;
        if (Text.is(bytes, "funcgraph_entry", nameFrom, nameTo) || Text.is(bytes, "funcgraph_exit", nameFrom, nameTo)) {
            return Kind.GRAPH;
        }
        if (Text.is(bytes, "function", nameFrom, nameTo)) {
            nameFrom = text;
            nameTo = symbolEnd(bytes, text, to);
            return Kind.FUNCTION;
        }
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
        if (closing > 0 && isAddress(bytes, from, exit ? arrow : end)) {
            return probeAt(bytes, from, arrow, closing);
        }
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

    /**
     * {@code ffffffc0082cfd14)} or {@code ffffffc0082c7990 <- ffffffc0082c7b04)}, as trace-cmd and perf print it: the function
     * comes first, the address returned to behind the arrow, where the kernel's own text has them the other way round.
     */
    private Kind probeAt(byte[] bytes, int from, int arrow, int closing) {
        int to = exit ? arrow : closing;
        String event = names.of(bytes, nameFrom, nameTo);
        String found =
                interest.addresses().function(event, Long.parseUnsignedLong(names.of(bytes, from, to), 16), exit);
        byte[] symbol = found.getBytes(StandardCharsets.ISO_8859_1);
        function = found.isEmpty() ? null : interest.functions().find(symbol, 0, symbol.length);
        if (function == null) {
            return Kind.OTHER_EVENT;
        }
        interest.addresses().used();
        callerFrom = callerTo = from;
        textFrom = Text.skipSpaces(bytes, closing + 1, textTo);
        return Kind.PROBE;
    }

    private static boolean isAddress(byte[] bytes, int from, int to) {
        if (to - from < 8 || to - from > POINTER_DIGITS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return true;
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
