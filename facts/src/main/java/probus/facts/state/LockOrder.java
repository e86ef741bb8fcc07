// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import probus.facts.ProbeEvent;

/** In which order locks were taken, over the whole run: an edge from each held lock to the one acquired. */
final class LockOrder {
    private final Map<String, Map<String, PastEvent>> after = new HashMap<>();

    /** {@return the acquisition that took, directly or through others, a lock of {@code held} after {@code lock}} */
    PastEvent reversed(String lock, List<PastEvent> held) {
        for (PastEvent holder : held) {
            String outer = key((ProbeEvent.OfLock) holder.getEvent());
            PastEvent found = outer.equals(lock) ? PastEvent.NONE : path(lock, outer, new HashSet<>());
            if (found.isSeen()) {
                return found;
            }
        }
        return PastEvent.NONE;
    }

    void acquired(PastEvent acquired, List<PastEvent> held) {
        String lock = key((ProbeEvent.OfLock) acquired.getEvent());
        for (PastEvent holder : held) {
            String outer = key((ProbeEvent.OfLock) holder.getEvent());
            if (!outer.equals(lock)) {
                after.computeIfAbsent(outer, key -> new LinkedHashMap<>()).putIfAbsent(lock, acquired);
            }
        }
    }

    /** Locks of one class are one node, as in lockdep: the name where there is one, else the address. */
    static String key(ProbeEvent.OfLock event) {
        return event.name().isEmpty() ? event.lock().toString() : event.name();
    }

    private PastEvent path(String from, String to, Set<String> visited) {
        if (!visited.add(from)) {
            return PastEvent.NONE;
        }
        for (Map.Entry<String, PastEvent> edge :
                after.getOrDefault(from, Map.of()).entrySet()) {
            if (edge.getKey().equals(to) || path(edge.getKey(), to, visited).isSeen()) {
                return edge.getValue();
            }
        }
        return PastEvent.NONE;
    }
}
