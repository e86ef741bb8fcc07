// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord.Call;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Stamp;

/**
 * Makes records of the calls that the function graph and the function tracer show. Where a closing brace has no name it
 * closes the innermost open one of its task; where lines do not name their task, the banner of the last switch on that CPU
 * does, and before the first one nobody knows.
 */
final class Calls {
    private static final Arguments NONE = new Arguments("");
    private static final int DEEPEST = 512;
    private static final int MOST_TASKS = 1 << 14;
    private static final int MOST_LATE = 1 << 10;

    private final Interest interest;
    private final RecordSink sink;
    private final CallText text = new CallText();
    private final RecentNames names = new RecentNames();

    /** The open calls of each task, or of what a CPU does where its task is not known; empty names are of no interest. */
    private final Map<Integer, Deque<String>> open = new HashMap<>();

    private final Map<Integer, Stamp> current = new HashMap<>();

    /** Calls that were printed on one line and end later. */
    private final List<Call> late = new ArrayList<>();

    Calls(Interest interest, RecordSink sink) {
        this.interest = interest;
        this.sink = sink;
    }

    /** Takes a line of the function tracer. */
    void function(FtraceLine line, Supplier<Position> position) {
        int to = line.nameTo();
        int end = line.nameFrom();
        while (end < to && line.bytes()[end] != '.' && line.bytes()[end] != '(') {
            end++;
        }
        String function = interest.functions().find(line.bytes(), line.nameFrom(), end);
        if (function != null) {
            sink.accept(new Call(position.get(), line.stamp(), function, false, NONE));
        }
    }

    /** Takes a line of the function graph. */
    void graph(FtraceLine line, Supplier<Position> position) {
        GraphColumns columns = line.graph();
        byte[] bytes = line.bytes();
        if (columns.textFrom < 0) {
            banner(bytes, columns, line.to());
            return;
        }
        Stamp stamp = stamp(line, columns);
        endsBefore(columns, stamp);
        CallText.Kind kind = text.parse(bytes, columns.textFrom, line.to());
        switch (kind) {
            case ENTRY -> enter(bytes, stamp, position, true);
            case LEAF -> leaf(columns, bytes, stamp, position);
            case EXIT -> exit(bytes, stamp, position);
            case NOTHING -> {
                // an interrupt's arrow, or a separator
            }
        }
    }

    /** The input is over. */
    void end() {
        late.forEach(sink::accept);
        late.clear();
    }

    private String enter(byte[] bytes, Stamp stamp, Supplier<Position> position, boolean stays) {
        String function = interest.functions().find(bytes, text.nameFrom, text.nameTo);
        if (stays) {
            Deque<String> calls = calls(stamp);
            if (calls.size() < DEEPEST) {
                calls.push(function == null ? "" : function);
            }
        }
        if (function != null) {
            sink.accept(new Call(position.get(), stamp, function, false, arguments(bytes)));
        }
        return function;
    }

    /** It ends later than the lines that follow; at the latest before the next line of its CPU. */
    private void leaf(GraphColumns columns, byte[] bytes, Stamp stamp, Supplier<Position> position) {
        String function = enter(bytes, stamp, position, false);
        if (function == null) {
            return;
        }
        Stamp after = new Stamp(stamp.pid(), stamp.command(), stamp.cpu(), stamp.time() + columns.duration);
        Call end = new Call(position.get(), after, function, true, returned(bytes));
        if (columns.hasTime && columns.duration > 0 && late.size() < MOST_LATE) {
            late.add(end);
        } else {
            sink.accept(end);
        }
    }

    private void exit(byte[] bytes, Stamp stamp, Supplier<Position> position) {
        Deque<String> calls = calls(stamp);
        String innermost = calls.isEmpty() ? "" : calls.pop();
        String function = text.nameTo > text.nameFrom
                ? interest.functions().find(bytes, text.nameFrom, text.nameTo)
                : innermost.isEmpty() ? null : innermost;
        if (function != null) {
            sink.accept(new Call(position.get(), stamp, function, true, returned(bytes)));
        }
    }

    private void endsBefore(GraphColumns columns, Stamp stamp) {
        for (int i = 0; i < late.size(); i++) {
            Stamp end = late.get(i).stamp();
            if (end.cpu() == columns.cpu || end.time() <= stamp.time()) {
                sink.accept(late.remove(i--));
            }
        }
    }

    /** {@code  3)    <idle>-0    =>   kworker-34}. */
    private void banner(byte[] bytes, GraphColumns columns, int to) {
        int arrow = Text.indexOf(bytes, "=>", columns.afterCpu, to);
        if (arrow < 0 || current.size() > MOST_TASKS) {
            return;
        }
        String task = new String(bytes, arrow + 2, to - arrow - 2, StandardCharsets.UTF_8).strip();
        int dash = task.lastIndexOf('-');
        if (dash > 0 && task.substring(dash + 1).matches("\\d{1,9}")) {
            int pid = Integer.parseInt(task.substring(dash + 1));
            current.put(columns.cpu, new Stamp(pid, task.substring(0, dash), columns.cpu, 0));
        }
    }

    private Stamp stamp(FtraceLine line, GraphColumns columns) {
        long time = columns.hasTime ? columns.time : 0;
        if (columns.hasTask) {
            return new Stamp(columns.pid, line.graphCommand(), columns.cpu, time);
        }
        Stamp known = current.get(columns.cpu);
        return known == null
                ? new Stamp(-1, "", columns.cpu, time)
                : new Stamp(known.pid(), known.command(), columns.cpu, time);
    }

    private Deque<String> calls(Stamp stamp) {
        int key = stamp.pid() >= 0 ? stamp.pid() : -2 - stamp.cpu();
        Deque<String> calls = open.get(key);
        if (calls == null) {
            if (open.size() >= MOST_TASKS) {
                open.values().removeIf(Deque::isEmpty);
            }
            if (open.size() >= MOST_TASKS) {
                open.clear();
            }
            calls = new ArrayDeque<>();
            open.put(key, calls);
        }
        return calls;
    }

    private Arguments arguments(byte[] bytes) {
        if (text.argumentsTo <= text.argumentsFrom) {
            return NONE;
        }
        String said =
                new String(bytes, text.argumentsFrom, text.argumentsTo - text.argumentsFrom, StandardCharsets.UTF_8);
        return new Arguments(said.replace(", ", " "));
    }

    private Arguments returned(byte[] bytes) {
        return text.returnedTo <= text.returnedFrom
                ? NONE
                : new Arguments("ret=" + names.of(bytes, text.returnedFrom, text.returnedTo));
    }
}
