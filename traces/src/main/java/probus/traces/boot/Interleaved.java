// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import probus.traces.format.RecordSink;
import probus.traces.format.Steps;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;

/**
 * Traces of one boot read side by side, such as the dumps of single CPUs: their records come in the order of time, of two at
 * the same time that of the earlier trace first. Events that two traces show tell how far apart their clocks are, and are
 * given out once. A trace whose clock cannot be compared, and that shows nothing that another does, is left out.
 */
public final class Interleaved {
    /** So much of each trace is looked at before the first record is given out. */
    private static final int LOOKED_AT = 2000;

    /** Most of what prints traces rounds to microseconds. */
    private static final long ROUNDING = 2_000;

    /** Two clocks drift apart by no more than one part in so many. */
    private static final long DRIFT = 10_000;

    private static final long UNEVEN = 20_000;

    private final List<Part> parts = new ArrayList<>();
    private final List<UnreadableInput> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Doubles doubles = new Doubles();
    private boolean tied;
    private boolean drifting;
    private long lastDouble = Long.MIN_VALUE;
    private long doubled;

    /** One of the traces. */
    private final class Part {
        private final String name;
        private final int number = parts.size();
        private final Deque<TraceRecord> waiting = new ArrayDeque<>();
        private final Steps steps;
        private boolean ended;
        private long time = Long.MIN_VALUE;

        /** What is added to its times. */
        private long shift;

        private boolean otherClock;

        Part(String name, Function<RecordSink, Steps> opened) {
            this.name = name;
            steps = opened.apply(waiting::add);
        }

        /** Reads on until so many records wait. */
        void fill(int wanted) {
            while (waiting.size() < wanted && !ended) {
                try {
                    ended = !steps.step();
                } catch (UnreadableInput broken) {
                    problems.add(broken);
                    ended = true;
                }
            }
        }

        /** Moves to the next record; what has no time comes with the one before it. */
        boolean next() {
            fill(1);
            if (waiting.isEmpty()) {
                return false;
            }
            Hit.of(waiting.peek()).ifPresent(hit -> time = Math.max(time, hit.time() + shift));
            return true;
        }

        List<Hit> hits() {
            return waiting.stream().flatMap(trace -> Hit.of(trace).stream()).toList();
        }
    }

    /** Adds a trace, opened with the sink that it is given. */
    public void add(String name, Function<RecordSink, Steps> opened) {
        parts.add(new Part(name, opened));
    }

    /** Reads all traces to their ends. {@return what could not be read} */
    public List<UnreadableInput> read(RecordSink sink) {
        if (parts.size() > 1) {
            align();
        }
        while (true) {
            Part next = null;
            for (Part part : parts) {
                if (part.next() && (next == null || part.time < next.time)) {
                    next = part;
                }
            }
            if (next == null) {
                tellDoubles();
                return problems;
            }
            TraceRecord trace = next.waiting.remove();
            if (!tied || isNew(trace, next)) {
                sink.accept(trace);
            }
        }
    }

    /** {@return what is to be said about how the traces were put together} */
    public List<String> notes() {
        return notes;
    }

    private void align() {
        parts.forEach(part -> part.fill(LOOKED_AT));
        Part first = parts.stream()
                .filter(part -> !part.hits().isEmpty() && Clocks.agree(part.steps.clock(), ""))
                .findFirst()
                .orElse(parts.get(0));
        List<Hit> hits = first.hits();
        for (Part part : List.copyOf(parts)) {
            if (part != first) {
                align(part, first, hits);
            }
        }
    }

    private void align(Part part, Part first, List<Hit> hits) {
        OptionalLong apart = Clocks.between(part.hits(), hits);
        if (apart.isPresent()) {
            tied = true;
            drifting |= Math.abs(apart.getAsLong()) > ROUNDING;
            part.otherClock = Math.abs(apart.getAsLong()) > ROUNDING;
            if (part.otherClock) {
                part.shift = apart.getAsLong();
                notes.add(String.format(
                        Locale.ROOT,
                        "%s: %.6f s were added to its times, by the events that %s shows too",
                        part.name,
                        part.shift / 1e9,
                        first.name));
            }
        } else if (!Clocks.agree(part.steps.clock(), first.steps.clock())) {
            parts.remove(part);
            notes.add(part.name + ": left out, since its clock " + clock(part) + " has nothing to do with clock "
                    + clock(first) + " of " + first.name + " and no event is in both; check it alone");
        }
    }

    private static String clock(Part part) {
        return part.steps.clock().isEmpty() ? "(seconds)" : "'" + part.steps.clock() + "'";
    }

    private boolean isNew(TraceRecord trace, Part part) {
        Hit own = Hit.of(trace).orElse(null);
        if (own == null) {
            return true;
        }
        Hit hit = new Hit(own.what(), own.time() + part.shift);
        Doubles.Shown other = doubles.take(hit, part.number, near(hit));
        if (other == null) {
            return true;
        }
        doubled++;
        if (part.otherClock) {
            part.shift += other.time() - hit.time();
        }
        lastDouble = hit.time();
        return false;
    }

    /** The longer no event was in both, the further their clocks may have drifted apart. */
    private long near(Hit hit) {
        long since = lastDouble == Long.MIN_VALUE ? 0 : Math.max(0, hit.time() - lastDouble);
        return drifting ? Math.min(Doubles.WINDOW, UNEVEN + since / DRIFT) : ROUNDING;
    }

    private void tellDoubles() {
        if (doubled > 0) {
            notes.add(doubled + " events that several of the traces show were taken once");
        }
    }
}
