// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;

/**
 * Foresees what joins will cost: each event of a rule's kinds is held against those that concern the same device or object, and
 * each such pair against them once more. Nothing can stop a join that has begun.
 */
final class JoinCost {
    private final Map<Class<?>, Long> totals = new HashMap<>();
    private final Map<Class<?>, Map<Object, Integer>> byKey = new HashMap<>();
    private final Map<Class<?>, Integer> most = new HashMap<>();

    void add(ProbeEvent event) {
        Class<?> kind = event.getClass();
        totals.merge(kind, 1L, Long::sum);
        int same = byKey.computeIfAbsent(kind, key -> new HashMap<>()).merge(key(event), 1, Integer::sum);
        most.merge(kind, same, Math::max);
    }

    /** {@return the cost of a rule that looks at these classes} */
    double of(Set<Class<?>> patterns) {
        double total = 0;
        double together = 0;
        for (Map.Entry<Class<?>, Long> kind : totals.entrySet()) {
            if (patterns.stream().anyMatch(pattern -> pattern.isAssignableFrom(kind.getKey()))) {
                total += kind.getValue();
                together = Math.max(together, most.get(kind.getKey()));
            }
        }
        return total * together * together;
    }

    /** What rules join by, as far as a class tells; what concerns nothing concerns all. */
    private static Object key(ProbeEvent event) {
        if (event instanceof ProbeEvent.OfDevice of && !of.dev().equals(ProbeEvent.UNKNOWN)) {
            return of.dev();
        }
        if (event instanceof ProbeEvent.OfIommu of && !of.iommu().equals(ProbeEvent.UNKNOWN)) {
            return of.iommu();
        }
        if (event instanceof ProbeEvent.OfGroup of) {
            return of.group();
        }
        if (event instanceof ProbeEvent.Map map) {
            return map.iova();
        }
        if (event instanceof ProbeEvent.Unmap unmap) {
            return unmap.iova();
        }
        return event instanceof ProbeEvent.OfDomain of ? of.domain() : ObjectId.UNKNOWN;
    }
}
