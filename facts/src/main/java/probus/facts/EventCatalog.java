// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every kind of event, with its fields and documentation, read from {@link ProbeEvent} itself. */
public final class EventCatalog {
    private static final Map<String, EventKind> KINDS = new LinkedHashMap<>();
    private static final Map<String, Set<Class<? extends ProbeEvent>>> FAMILIES = new LinkedHashMap<>();

    static {
        add(ProbeEvent.class);
        FAMILIES.remove("ProbeEvent");
    }

    private EventCatalog() {}

    /**
     * One kind of event.
     *
     * @param type its record
     * @param fields its own components, without the stamp
     * @param doc its documentation
     */
    public record EventKind(Class<? extends ProbeEvent> type, List<RecordComponent> fields, KernelEvent doc) {
        /** {@return the record's simple name, which is the event's name everywhere} */
        public String name() {
            return type.getSimpleName();
        }
    }

    /** {@return all kinds, in the order of the vocabulary} */
    public static List<EventKind> all() {
        return List.copyOf(KINDS.values());
    }

    /** {@return the kind called {@code name}} */
    public static Optional<EventKind> find(String name) {
        return Optional.ofNullable(KINDS.get(name));
    }

    /** {@return the names of the families ({@code WalkOutcome}), in the order of the vocabulary} */
    public static Set<String> families() {
        return Collections.unmodifiableSet(FAMILIES.keySet());
    }

    /** {@return the records that {@code name}, a kind or a family, stands for; empty if there is no such name} */
    public static Set<Class<? extends ProbeEvent>> members(String name) {
        EventKind kind = KINDS.get(name);
        return kind != null ? Set.of(kind.type()) : FAMILIES.getOrDefault(name, Set.of());
    }

    private static void add(Class<?> type) {
        if (type.isRecord()) {
            Class<? extends ProbeEvent> event = type.asSubclass(ProbeEvent.class);
            if (!KINDS.containsKey(type.getSimpleName())) {
                List<RecordComponent> fields = new ArrayList<>(Arrays.asList(type.getRecordComponents()));
                fields.remove(0);
                KINDS.put(
                        type.getSimpleName(),
                        new EventKind(event, List.copyOf(fields), type.getAnnotation(KernelEvent.class)));
            }
            for (Class<?> family : type.getInterfaces()) {
                join(family, event);
            }
            return;
        }
        for (Class<?> member : type.getPermittedSubclasses()) {
            add(member);
        }
    }

    private static void join(Class<?> family, Class<? extends ProbeEvent> event) {
        FAMILIES.computeIfAbsent(family.getSimpleName(), name -> new LinkedHashSet<>())
                .add(event);
        for (Class<?> parent : family.getInterfaces()) {
            join(parent, event);
        }
    }
}
