// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import probus.traces.format.RecordSink;
import probus.traces.format.Steps;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;

/**
 * Traces of one boot read side by side, such as the dumps of single CPUs: their records come in the order of time, of two at
 * the same time that of the earlier trace first. Of each trace no more is kept than up to its next event.
 */
public final class Interleaved {
    private final List<Part> parts = new ArrayList<>();
    private final List<UnreadableInput> problems = new ArrayList<>();

    /** One of the traces. */
    private final class Part {
        private final Deque<TraceRecord> waiting = new ArrayDeque<>();
        private final Steps steps;
        private boolean ended;
        private long time = Long.MIN_VALUE;

        Part(Function<RecordSink, Steps> opened) {
            steps = opened.apply(waiting::add);
        }

        /** Reads up to the next record that has a time; what has none comes with the one before it. */
        void fill() {
            while (waiting.isEmpty() && !ended) {
                try {
                    ended = !steps.step();
                } catch (UnreadableInput broken) {
                    problems.add(broken);
                    ended = true;
                }
            }
            if (!waiting.isEmpty()) {
                time = Math.max(time, time(waiting.peek(), time));
            }
        }
    }

    /** Adds a trace, opened with the sink that it is given. */
    public void add(Function<RecordSink, Steps> opened) {
        parts.add(new Part(opened));
    }

    /** Reads all traces to their ends. {@return what could not be read} */
    public List<UnreadableInput> read(RecordSink sink) {
        while (true) {
            Part next = null;
            for (Part part : parts) {
                part.fill();
                if (!part.waiting.isEmpty() && (next == null || part.time < next.time)) {
                    next = part;
                }
            }
            if (next == null) {
                return problems;
            }
            sink.accept(next.waiting.poll());
        }
    }

    private static long time(TraceRecord trace, long otherwise) {
        if (trace instanceof TraceRecord.Probe probe) {
            return probe.stamp().time();
        }
        return trace instanceof TraceRecord.Tracepoint event ? event.stamp().time() : otherwise;
    }
}
