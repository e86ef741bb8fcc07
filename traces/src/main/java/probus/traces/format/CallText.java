// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/**
 * The call that a line of a function graph shows: <code>really_probe() {</code>, {@code dev_iommu_get();}, or a closing brace,
 * behind which the function may be named and its return value told.
 */
final class CallText {
    /** What happens on a line. */
    enum Kind {
        /** A function is entered. */
        ENTRY,
        /** A function is entered and left. */
        LEAF,
        /** The innermost function is left. */
        EXIT,
        /** No call. */
        NOTHING
    }

    int nameFrom;
    int nameTo;

    /** What stands in the parentheses; of kernels before 6.15 nothing. */
    int argumentsFrom;

    int argumentsTo;

    /** The return value, empty where it is not told, as by kernels before 6.5. */
    int returnedFrom;

    int returnedTo;

    /** {@return what the text behind the last bar of a line shows} */
    Kind parse(byte[] bytes, int from, int to) {
        int i = Text.skipSpaces(bytes, from, to);
        nameFrom = nameTo = argumentsFrom = argumentsTo = returnedFrom = returnedTo = i;
        if (i == to) {
            return Kind.NOTHING;
        }
        if (bytes[i] == '}') {
            int comment = Text.indexOf(bytes, "/* ", i, to);
            if (comment > 0) {
                nameFrom = comment + 3;
                nameTo = nameEnd(bytes, nameFrom, to);
                returned(bytes, nameFrom, to);
            }
            return Kind.EXIT;
        }
        if (Text.startsWith(bytes, "--> ", i, to) || Text.startsWith(bytes, "<-- ", i, to)) {
            nameFrom = i + 4;
            nameTo = nameEnd(bytes, nameFrom, to);
            return bytes[i] == '-' ? Kind.ENTRY : Kind.EXIT;
        }
        nameTo = nameEnd(bytes, i, to);
        int open = Text.indexOf(bytes, '(', nameTo, to);
        if (nameTo == i || open < 0 || Text.isDigit(bytes[i])) {
            return Kind.NOTHING;
        }
        int end = Text.indexOf(bytes, "/* ", open, to);
        int last = end < 0 ? to : end;
        while (last > open && bytes[last - 1] == ' ') {
            last--;
        }
        boolean entry = bytes[last - 1] == '{';
        if (!entry && bytes[last - 1] != ';') {
            return Kind.NOTHING;
        }
        argumentsFrom = open + 1;
        argumentsTo = Math.max(argumentsFrom, closing(bytes, argumentsFrom, last));
        if (end > 0) {
            returned(bytes, end, to);
        }
        return entry ? Kind.ENTRY : Kind.LEAF;
    }

    /** {@code = -19} or {@code ret=-19}. */
    private void returned(byte[] bytes, int from, int to) {
        int equals = Text.indexOf(bytes, '=', from, to);
        if (equals < 0) {
            return;
        }
        returnedFrom = Text.skipSpaces(bytes, equals + 1, to);
        returnedTo = returnedFrom;
        while (returnedTo < to && bytes[returnedTo] != ' ') {
            returnedTo++;
        }
    }

    private static int closing(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && bytes[i - 1] != ')') {
            i--;
        }
        return i - 1;
    }

    /** Up to the parenthesis, a module's name, or a suffix that the compiler added. */
    private static int nameEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (Text.isDigit(bytes[i]) || bytes[i] == '_' || Character.isLetter(bytes[i]))) {
            i++;
        }
        return i;
    }
}
