// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/**
 * What stands before an event: task, CPU and time, in the default layout (with or without TGID column and flags), in the
 * latency layout and in a function graph. A task's name may hold anything, so the dash before the pid is looked for where
 * the kernel's fixed column widths put it, and only in trimmed lines by what follows it.
 */
final class Prefix {
    /** {@code "%16s-%-7d "}: names have at most 15 characters. */
    private static final int DEFAULT_DASH = 16;

    /** {@code "%8.8s-%-7d %3d"}. */
    private static final int LATENCY_DASH = 8;

    private static final int LONGEST_COMMAND = 15;
    private static final int LONGEST_FLAGS = 12;
    private static final int LONGEST_PERF_TASK = 48;

    final Digits digits = new Digits();
    int commandFrom;
    int commandTo;
    int pid;
    int cpu;
    long time;

    /** The time is a count of something, not of seconds. */
    boolean counted;

    /** Where the event's text begins, after {@link #aligned} or {@link #trimmed} said yes. */
    int bodyFrom;

    /** {@return whether the line has an event's prefix at the kernel's own columns} */
    boolean aligned(byte[] bytes, int from, int to) {
        return (isDash(bytes, from + DEFAULT_DASH, to) && standard(bytes, from, from + DEFAULT_DASH, to))
                || (isDash(bytes, from + LATENCY_DASH, to) && latency(bytes, from, from + LATENCY_DASH, to));
    }

    /** {@return whether the line has an event's prefix at other columns, as after copying by hand} */
    boolean trimmed(byte[] bytes, int from, int to) {
        int first = Text.skipSpaces(bytes, from, to);
        int last = Math.min(to, first + LONGEST_COMMAND + 1);
        for (int dash = first; dash < last; dash++) {
            if (isDash(bytes, dash, to) && (standard(bytes, first, dash, to) || latency(bytes, first, dash, to))) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether this is the prefix that {@code perf script} prints: {@code swapper/0     1 [002]     1.234567: }} */
    boolean perf(byte[] bytes, int from, int to) {
        int first = Text.skipSpaces(bytes, from, to);
        int last = Math.min(to, first + LONGEST_PERF_TASK);
        for (int open = first + 1; open < last; open++) {
            if (bytes[open] == '[' && bytes[open - 1] == ' ' && perf(bytes, first, open, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean perf(byte[] bytes, int first, int open, int to) {
        int pidTo = open;
        while (pidTo > first && bytes[pidTo - 1] == ' ') {
            pidTo--;
        }
        int pidFrom = pidTo;
        while (pidFrom > first && Text.isDigit(bytes[pidFrom - 1])) {
            pidFrom--;
        }
        if (!digits.read(bytes, open + 1, to) || digits.end >= to || bytes[digits.end] != ']') {
            return false;
        }
        cpu = (int) digits.value;
        int column = Text.skipSpaces(bytes, digits.end + 1, to);
        boolean whole = cpu == digits.value
                && (seconds(bytes, column, to) || seconds(bytes, afterFlags(bytes, column, to), to))
                && digits.read(bytes, pidFrom, pidTo)
                && digits.value == (int) digits.value;
        pid = (int) digits.value;
        commandFrom = first;
        commandTo = commandEnd(bytes, first, pidFrom);
        return whole && commandTo > first;
    }

    /** In front of a thread's id there may be that of its process and a slash. */
    private static int commandEnd(byte[] bytes, int first, int pidFrom) {
        int end = pidFrom;
        if (end > first && bytes[end - 1] == '/') {
            end--;
            while (end > first && Text.isDigit(bytes[end - 1])) {
                end--;
            }
        }
        if (end <= first || bytes[end - 1] != ' ') {
            return first;
        }
        while (end > first && bytes[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    private static boolean isDash(byte[] bytes, int at, int to) {
        return at + 1 < to && bytes[at] == '-' && Text.isDigit(bytes[at + 1]);
    }

    /** {@code swapper/0-1       (      1) [003] d....     1.304736: event}; TGID and flags may be absent. */
    private boolean standard(byte[] bytes, int from, int dash, int to) {
        int i = task(bytes, from, dash, to);
        if (i < to && bytes[i] == '(') {
            i = Text.skipSpaces(bytes, Text.indexOf(bytes, ')', i, Math.min(to, i + 16)) + 1, to);
        }
        if (i <= dash || i >= to || bytes[i] != '[' || !digits.read(bytes, i + 1, to)) {
            return false;
        }
        cpu = (int) digits.value;
        i = digits.end;
        if (i >= to || bytes[i] != ']' || cpu != digits.value) {
            return false;
        }
        int column = Text.skipSpaces(bytes, i + 1, to);
        return seconds(bytes, column, to) || seconds(bytes, afterFlags(bytes, column, to), to);
    }

    /** {@code kworker/-36        3d.... 3199836us+: event}. */
    private boolean latency(byte[] bytes, int from, int dash, int to) {
        int i = task(bytes, from, dash, to);
        if (!digits.read(bytes, i, to) || digits.value != (int) digits.value) {
            return false;
        }
        cpu = (int) digits.value;
        int flags = digits.end;
        return flags < to && bytes[flags] != ' ' && microseconds(bytes, afterFlags(bytes, flags, to), to);
    }

    /** {@return where the column behind the pid begins; {@code to} if there is no pid} */
    private int task(byte[] bytes, int from, int dash, int to) {
        commandFrom = Text.skipSpaces(bytes, from, dash);
        commandTo = dash;
        if (!digits.read(bytes, dash + 1, to) || digits.value != (int) digits.value) {
            return to;
        }
        pid = (int) digits.value;
        return digits.end < to && bytes[digits.end] == ' ' ? Text.skipSpaces(bytes, digits.end, to) : to;
    }

    private static int afterFlags(byte[] bytes, int from, int to) {
        int last = Math.min(to, from + LONGEST_FLAGS);
        int space = Text.indexOf(bytes, ' ', from, last);
        return space < 0 ? to : Text.skipSpaces(bytes, space, to);
    }

    /** {@code 1.304736:}, or a plain count of the clocks {@code counter} and {@code x86-tsc}. */
    private boolean seconds(byte[] bytes, int from, int to) {
        if (!digits.time(bytes, from, to)) {
            return false;
        }
        counted = Text.indexOf(bytes, '.', from, digits.end) < 0;
        return ended(bytes, digits.end, to, digits.value);
    }

    /** {@code 3199836us+:}, or {@code 3.199836:} as trace-cmd prints it; the mark tells how long the next event took. Clocks that do not count time have no unit. */
    private boolean microseconds(byte[] bytes, int from, int to) {
        if (!digits.read(bytes, from, to)) {
            return false;
        }
        if (digits.end < to && bytes[digits.end] == '.') {
            return seconds(bytes, from, to);
        }
        int i = digits.end;
        long count = digits.value;
        counted = i + 1 >= to || bytes[i] != 'u' || bytes[i + 1] != 's';
        if (!counted) {
            i += 2;
            count = count > Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : count * 1000;
            if (i < to && bytes[i] != ':') {
                i++;
            }
        }
        return ended(bytes, i, to, count);
    }

    private boolean ended(byte[] bytes, int colon, int to, long when) {
        if (colon >= to || bytes[colon] != ':' || (colon + 1 < to && bytes[colon + 1] != ' ')) {
            return false;
        }
        time = when;
        bodyFrom = Math.min(to, colon + 2);
        return true;
    }
}
