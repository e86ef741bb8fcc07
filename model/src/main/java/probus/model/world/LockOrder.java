// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which locks were taken while which were held, over all executions that share it; a circle is a deadlock that may never
 * have been met. Locks of a kind count as one, as in the kernel's lockdep; two of the same kind inside each other are not
 * judged. Not thread-safe.
 */
public final class LockOrder {
    private final Set<Long> known = new HashSet<>();
    private final Map<String, Map<String, String>> after = new TreeMap<>();

    void taken(Location held, Location taken, String function) {
        if (known.add(Hash.mix(Hash.mix(held.name(), taken.name()), function.hashCode()))) {
            String outer = held.kindLabel();
            String inner = taken.kindLabel();
            if (!outer.equals(inner)) {
                add(outer, inner, function);
            }
        }
    }

    /** Of several functions that take the two, the first by name is told. */
    private void add(String outer, String inner, String function) {
        after.computeIfAbsent(outer, unused -> new TreeMap<>())
                .merge(inner, function, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }

    /** Adds what another has seen. */
    public void addAll(LockOrder other) {
        known.addAll(other.known);
        other.after.forEach((outer, inners) -> inners.forEach((inner, function) -> add(outer, inner, function)));
    }

    /** {@return the circles, each once, in the order of lock names} */
    public List<Finding> circles() {
        List<Finding> circles = new ArrayList<>();
        for (String lock : after.keySet()) {
            search(lock, new ArrayList<>(List.of(lock)), circles);
        }
        return circles;
    }

    /** Follows the order from the end of the path; a circle is told from its smallest lock only. */
    private void search(String start, List<String> path, List<Finding> circles) {
        String last = path.get(path.size() - 1);
        for (Map.Entry<String, String> next : after.getOrDefault(last, Map.of()).entrySet()) {
            String lock = next.getKey();
            if (lock.equals(start)) {
                String circle = String.join(" -> ", path) + " -> " + start;
                String message = "taken inside each other in both directions, " + start + " under " + last + " in "
                        + next.getValue();
                circles.add(new Finding(Finding.Kind.LOCK_ORDER, next.getValue(), circle, message, "", List.of()));
            } else if (lock.compareTo(start) > 0 && !path.contains(lock)) {
                path.add(lock);
                search(start, path, circles);
                path.remove(path.size() - 1);
            }
        }
    }
}
