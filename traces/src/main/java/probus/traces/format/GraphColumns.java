// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/**
 * The columns of a {@code function_graph} line, {@code TIME | CPU) TASK-PID | FLAGS | DURATION | CALL}, of which all may
 * be switched off. Only events that stand in the graph as comments are of interest.
 */
final class GraphColumns {
    private final Digits digits;
    boolean hasTime;
    boolean hasTask;
    long time;
    int cpu;
    int pid;
    int commandFrom;
    int commandTo;

    /** The event inside the comment, {@code commentTo} being 0 if the line has no comment of its own. */
    int commentFrom;

    int commentTo;

    /** Where the call stands: behind the last bar; -1 where there is none. */
    int textFrom;

    /** Where the columns behind the CPU begin. */
    int afterCpu;

    /** Nanoseconds that a call took, 0 where the line does not tell. */
    long duration;

    GraphColumns(Digits digits) {
        this.digits = digits;
    }

    /** {@return whether this is a line of a graph that shows CPUs (unless told otherwise, it does) or times} */
    boolean parse(byte[] bytes, int from, int to) {
        hasTime = false;
        hasTask = false;
        commentTo = 0;
        int i = Text.skipSpaces(bytes, from, to);
        if (!digits.time(bytes, i, to)) {
            return false;
        }
        int afterNumber = Text.skipSpaces(bytes, digits.end, to);
        if (afterNumber < to && bytes[afterNumber] == '|') {
            hasTime = true;
            time = digits.value;
            i = Text.skipSpaces(bytes, afterNumber + 1, to);
            if (!digits.read(bytes, i, to) || digits.end >= to || bytes[digits.end] != ')') {
                return columns(bytes, -1, i, to);
            }
        }
        if (digits.end >= to || bytes[digits.end] != ')' || digits.value != (int) digits.value) {
            return false;
        }
        return columns(bytes, (int) digits.value, digits.end + 1, to);
    }

    /** Takes a line of {@code trace-cmd report}: {@code funcgraph_entry:  2.000 us |  f();}, or {@code --> f (1)} of its option -N. */
    void reported(Prefix prefix, byte[] bytes, int from, int to) {
        hasTime = true;
        hasTask = true;
        time = prefix.time;
        cpu = prefix.cpu;
        pid = prefix.pid;
        commandFrom = prefix.commandFrom;
        commandTo = prefix.commandTo;
        commentTo = 0;
        afterCpu = to;
        duration = 0;
        textFrom = from;
        call(bytes, from, to);
    }

    private boolean columns(byte[] bytes, int onCpu, int from, int to) {
        cpu = onCpu;
        afterCpu = from;
        duration = 0;
        textFrom = -1;
        int bar = task(bytes, from, to);
        comment(bytes, bar, to);
        if (commentTo == 0) {
            call(bytes, bar, to);
        }
        return true;
    }

    /** {@return the bar behind the task, or where to look for one} The name is cut to 7 characters; only the pid is dependable. */
    private int task(byte[] bytes, int from, int to) {
        int bar = Text.indexOf(bytes, '|', from, to);
        if (bar < 0) {
            return to;
        }
        int end = bar;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        int first = end;
        while (first > from && Text.isDigit(bytes[first - 1])) {
            first--;
        }
        if (first == end || first == from || bytes[first - 1] != '-' || !digits.read(bytes, first, end)) {
            return from;
        }
        hasTask = digits.value == (int) digits.value;
        pid = (int) digits.value;
        commandFrom = Text.skipSpaces(bytes, from, first - 1);
        commandTo = first - 1;
        return bar;
    }

    private void call(byte[] bytes, int from, int to) {
        int bar = Text.indexOf(bytes, '|', from, to);
        int column = from;
        while (bar >= 0) {
            duration(bytes, column, bar);
            textFrom = bar + 1;
            column = bar + 1;
            bar = Text.indexOf(bytes, '|', column, to);
        }
    }

    /** {@code + 66.000 us}, where the mark in front says that it is much. */
    private void duration(byte[] bytes, int from, int bar) {
        int unit = Text.indexOf(bytes, " us", from, bar);
        if (unit < 0) {
            return;
        }
        int number = unit;
        while (number > from && (Text.isDigit(bytes[number - 1]) || bytes[number - 1] == '.')) {
            number--;
        }
        if (digits.time(bytes, number, bar)) {
            boolean fraction = Text.indexOf(bytes, '.', number, unit) >= 0;
            duration = fraction ? digits.value / 1_000_000 : Math.min(digits.value, Long.MAX_VALUE / 1000) * 1000;
        }
    }

    /** An event is a comment that follows a bar; a comment behind a closing brace names the function that ends. */
    private void comment(byte[] bytes, int from, int to) {
        int bar = Text.indexOf(bytes, '|', from, to);
        while (bar >= 0) {
            int text = Text.skipSpaces(bytes, bar + 1, to);
            if (Text.startsWith(bytes, "/* ", text, to)) {
                commentFrom = text + 3;
                commentTo = Text.startsWith(bytes, " */", to - 3, to) ? to - 3 : to;
                return;
            }
            bar = Text.indexOf(bytes, '|', text, to);
        }
    }
}
