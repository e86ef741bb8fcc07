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
    private int next;

    void add(ProbeEvent event) {
        ring[next++ & MASK] = event;
    }

    /** {@return the last {@code limit} events from {@code seq} on that are wanted, in order} */
    List<ProbeEvent> since(long seq, int limit, Predicate<ProbeEvent> wanted) {
        Deque<ProbeEvent> found = new ArrayDeque<>();
        for (int i = 1; i <= SIZE && found.size() < limit; i++) {
            ProbeEvent event = ring[(next - i) & MASK];
            if (event == null || event.getSeq() < seq) {
                break;
            }
            if (wanted.test(event)) {
                found.addFirst(event);
            }
        }
        return new ArrayList<>(found);
    }
}
