// SPDX-License-Identifier: Apache-2.0
package probus.engine.mutate;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import probus.engine.mutate.Mutant.Kind;
import probus.facts.EventCopy;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Result;

/** Thinks of changes of a trace: all there are, or as many as are wanted, chosen by a seed. */
final class Mutator {
    private static final Set<String> NAMES = Set.of("dev", "iommu");
    private static final Result NO_MEMORY = Result.of(-12);

    private final List<ProbeEvent> events;
    /** By field: the values that the trace has, in the order of their appearance. */
    private final Map<String, List<Object>> values = new HashMap<>();

    Mutator(List<ProbeEvent> events) {
        this.events = events;
        Map<String, Set<Object>> seen = new HashMap<>();
        for (ProbeEvent event : events) {
            for (RecordComponent field : EventCopy.fields(event)) {
                Object value = EventCopy.value(event, field);
                if (isIdentity(field, value)) {
                    seen.computeIfAbsent(field.getName(), name -> new LinkedHashSet<>())
                            .add(value);
                }
            }
        }
        seen.forEach((name, all) -> values.put(name, List.copyOf(all)));
    }

    /** {@return at most {@code count} changes, in the order of the trace} */
    List<Mutant> choose(int count, long seed) {
        List<Mutant> all = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            add(i, all);
        }
        if (all.size() <= count) {
            return all;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return order.subList(0, count).stream().sorted().map(all::get).toList();
    }

    private void add(int at, List<Mutant> all) {
        ProbeEvent event = events.get(at);
        all.add(new Mutant(Kind.DROP, at, "", null));
        all.add(new Mutant(Kind.DUPLICATE, at, "", null));
        boolean other = at + 1 < events.size()
                && !events.get(at + 1).getTask().equals(event.getTask())
                && !areApart(event, events.get(at + 1));
        if (other) {
            all.add(new Mutant(Kind.SWAP, at, "", null));
        }
        for (RecordComponent field : EventCopy.fields(event)) {
            Object value = EventCopy.value(event, field);
            if (isIdentity(field, value)) {
                List<Object> known = values.get(field.getName());
                if (known.size() > 1) {
                    Object next = known.get((known.indexOf(value) + 1) % known.size());
                    all.add(new Mutant(Kind.OBJECT, at, field.getName(), next));
                }
            } else if (value instanceof Result result && result.known()) {
                Result flipped = result.isSucceeded() ? NO_MEMORY : Result.OK;
                all.add(new Mutant(Kind.ERROR, at, field.getName(), flipped));
            }
        }
    }

    /** Events that share nothing commute: to swap them changes nothing, so that is no mutant. */
    private static boolean areApart(ProbeEvent one, ProbeEvent other) {
        Set<Object> own = new LinkedHashSet<>();
        for (RecordComponent field : EventCopy.fields(one)) {
            Object value = EventCopy.value(one, field);
            if (isIdentity(field, value)) {
                own.add(value);
            }
        }
        for (RecordComponent field : EventCopy.fields(other)) {
            if (own.contains(EventCopy.value(other, field))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentity(RecordComponent field, Object value) {
        return value instanceof ObjectId id
                ? id.isObject()
                : NAMES.contains(field.getName()) && !ProbeEvent.UNKNOWN.equals(value) && !"".equals(value);
    }
}
