// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Events that several traces show, of which only the first is wanted. */
final class Doubles {
    private static final int MOST = 1 << 14;

    /** Nanoseconds for which an event may be shown again. */
    static final long WINDOW = 1_000_000;

    private final Deque<Shown> recent = new ArrayDeque<>();
    private final Map<String, Deque<Shown>> byWhat = new HashMap<>();

    /** An event that was given out, and the traces that have shown it. */
    record Shown(String what, long time, BitSet traces) {}

    /**
     * Takes an event that is next in the order of time.
     *
     * @param near how many nanoseconds another trace may be before this one, at most {@link #WINDOW}
     * @return the same event as another trace showed it before, null if none did
     */
    Shown take(Hit hit, int trace, long near) {
        while (!recent.isEmpty() && (recent.peek().time() < hit.time() - WINDOW || recent.size() > MOST)) {
            forget(recent.poll());
        }
        Deque<Shown> same = byWhat.computeIfAbsent(hit.what(), none -> new ArrayDeque<>());
        Shown nearest = null;
        for (Shown shown : same) {
            long apart = Math.abs(hit.time() - shown.time());
            if (apart <= near
                    && !shown.traces().get(trace)
                    && (nearest == null || apart < Math.abs(hit.time() - nearest.time()))) {
                nearest = shown;
            }
        }
        if (nearest != null) {
            nearest.traces().set(trace);
            return nearest;
        }
        Shown shown = new Shown(hit.what(), hit.time(), new BitSet());
        shown.traces().set(trace);
        same.add(shown);
        recent.add(shown);
        return null;
    }

    private void forget(Shown old) {
        Deque<Shown> same = byWhat.get(old.what());
        if (same != null) {
            same.remove(old);
            if (same.isEmpty()) {
                byWhat.remove(old.what());
            }
        }
    }
}
