// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import probus.facts.ProbeEvent;

/** The last events of a boot, to tell the story around a violation. */
final class RecentEvents {
    private static final int SIZE = 4096;
    private static final int MASK = SIZE - 1;

    private final ProbeEvent[] ring = new ProbeEvent[SIZE];

    /** Thousands are looked at for each violation: events themselves lie far apart in memory. */
    private final long[] sequence = new long[SIZE];

    private int next;

    void add(ProbeEvent event) {
        int slot = next++ & MASK;
        ring[slot] = event;
        sequence[slot] = event.getSeq();
    }

    /** {@return the last {@code limit} events from {@code from} to before {@code to} that are wanted, in order} */
    List<ProbeEvent> between(long from, long to, int limit, Predicate<ProbeEvent> wanted) {
        Deque<ProbeEvent> found = new ArrayDeque<>();
        for (int i = 1; i <= SIZE && found.size() < limit; i++) {
            int slot = next - i & MASK;
            if (ring[slot] == null || sequence[slot] < from) {
                break;
            }
            if (sequence[slot] < to && wanted.test(ring[slot])) {
                found.addFirst(ring[slot]);
            }
        }
        return new ArrayList<>(found);
    }
}
