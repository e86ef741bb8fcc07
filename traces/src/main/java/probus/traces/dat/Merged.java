// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The events of all CPUs and buffers in the order of time; of two at the same time that of the earlier CPU comes first. */
final class Merged {
    private record Head(CpuEvents events, long time, int order) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            return time != other.time ? Long.compare(time, other.time) : Integer.compare(order, other.order);
        }
    }

    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private final List<BadFile> problems = new ArrayList<>();
    private final List<CpuEvents> cut = new ArrayList<>();
    private Head last;

    Merged(RandomBytes file, Description about) throws IOException {
        int order = 0;
        for (Description.CpuData data : about.data) {
            try {
                Head first = head(new CpuEvents(file, about, data), order++);
                if (first != null) {
                    heads.add(first);
                }
            } catch (BadFile nowhere) {
                problems.add(nowhere);
            }
        }
    }

    /** {@return the CPU whose event is the next, null at the end} The event is valid until the next call. */
    CpuEvents next() throws IOException {
        Head following = last == null ? null : head(last.events(), last.order());
        Head other = heads.peek();
        if (following == null || (other != null && other.compareTo(following) < 0)) {
            last = heads.poll();
            if (following != null) {
                heads.add(following);
            }
        } else {
            // mostly a CPU has several events in a row
            last = following;
        }
        return last == null ? null : last.events();
    }

    /** {@return what could not be read; the other CPUs were read to their ends} */
    List<BadFile> problems() {
        return problems;
    }

    /** {@return the CPUs whose data has turned out to be cut since this was asked last} */
    List<CpuEvents> cut() {
        if (cut.isEmpty()) {
            return List.of();
        }
        List<CpuEvents> since = List.copyOf(cut);
        cut.clear();
        return since;
    }

    /** {@return the next event of a CPU, null if there is none} */
    private Head head(CpuEvents events, int order) throws IOException {
        try {
            return events.next() ? new Head(events, events.time, order) : null;
        } catch (BadFile damaged) {
            problems.add(damaged);
            cut.add(events);
            return null;
        }
    }
}
