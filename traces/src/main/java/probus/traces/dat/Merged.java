// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The events of all CPUs and buffers in the order of time; of two at the same time that of the earlier CPU comes first. */
final class Merged {
    private record Head(CpuEvents events, long time, int order) {}

    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparingLong(Head::time).thenComparingInt(Head::order));
    private final List<BadFile> problems = new ArrayList<>();
    private final List<CpuEvents> cut = new ArrayList<>();
    private Head last;

    Merged(RandomBytes file, Description about) throws IOException {
        int order = 0;
        for (Description.CpuData data : about.data) {
            try {
                push(new CpuEvents(file, about, data), order++);
            } catch (BadFile nowhere) {
                problems.add(nowhere);
            }
        }
    }

    /** {@return the CPU whose event is the next, null at the end} The event is valid until the next call. */
    CpuEvents next() throws IOException {
        if (last != null) {
            push(last.events(), last.order());
        }
        last = heads.poll();
        return last == null ? null : last.events();
    }

    /** {@return what could not be read; the other CPUs were read to their ends} */
    List<BadFile> problems() {
        return problems;
    }

    /** {@return the CPUs whose data has turned out to be cut since this was asked last} */
    List<CpuEvents> cut() {
        List<CpuEvents> since = List.copyOf(cut);
        cut.clear();
        return since;
    }

    private void push(CpuEvents events, int order) throws IOException {
        last = null;
        try {
            if (events.next()) {
                heads.add(new Head(events, events.time, order));
            }
        } catch (BadFile damaged) {
            problems.add(damaged);
            cut.add(events);
        }
    }
}
