// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import probus.engine.catalog.Rule.Need;
import probus.facts.DomainType;
import probus.facts.EventCatalog;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Result;

/** What the input recorded of what the rules need. */
final class Recorded {
    private final Map<Need, Observation> observations = new LinkedHashMap<>();
    private final Map<Class<?>, List<Watch>> byKind = new HashMap<>();
    private final Set<String> armed = new HashSet<>();

    /**
     * What must be seen of one kind of event.
     *
     * @param field reads what the need names, empty where it names no field
     */
    private record Watch(Observation observation, Optional<Method> field) {
        /** {@return whether events of the kind have nothing more to tell} */
        boolean see(ProbeEvent event) {
            if (observation.first.isEmpty()) {
                observation.first = Optional.of(event);
            }
            boolean unknown = field.isPresent() ? isUnknown(value(event, field.get())) : isNameless(event);
            if (unknown) {
                observation.unknown = Optional.of(event);
            }
            return unknown;
        }

        /**
         * A call whose arguments are not recorded may be about any device, and rules go by the device; a complaint of sysfs
         * that names none is about none.
         */
        private static boolean isNameless(ProbeEvent event) {
            if (event instanceof ProbeEvent.SysfsDuplicate) {
                return false;
            }
            return (event instanceof ProbeEvent.OfDevice of && isUnknown(of.dev()))
                    || (event instanceof ProbeEvent.OfIommu iommu && isUnknown(iommu.iommu()));
        }
    }

    /** What was seen of one need: the first event of the kind, and the first whose field is not known. */
    private static final class Observation {
        private final Need need;
        private Optional<ProbeEvent> first = Optional.empty();
        private Optional<ProbeEvent> unknown = Optional.empty();

        Observation(Need need) {
            this.need = need;
        }

        Watch watch(Class<?> kind) {
            return new Watch(
                    this, need.field().isEmpty() ? Optional.empty() : Optional.of(accessor(kind, need.field())));
        }
    }

    /** Follows {@code needs} from now on. */
    void follow(List<Need> needs) {
        for (Need need : needs) {
            if (!observations.containsKey(need)) {
                Observation observation = new Observation(need);
                observations.put(need, observation);
                for (Class<?> kind : EventCatalog.members(need.kind())) {
                    byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(observation.watch(kind));
                }
            }
        }
    }

    /** Notes that events of this kind would have been recorded, had they happened. */
    void armed(String kind) {
        armed.add(kind);
    }

    void see(ProbeEvent event) {
        List<Watch> open = byKind.get(event.getClass());
        if (open != null) {
            for (int i = open.size() - 1; i >= 0; i--) {
                if (open.get(i).see(event)) {
                    open.remove(i);
                }
            }
            if (open.isEmpty()) {
                byKind.remove(event.getClass());
            }
        }
    }

    /** {@return whether an event of the kind was seen} */
    boolean seen(Need need) {
        return observations.get(need).first.isPresent();
    }

    /** {@return whether events of the kind were, or would have been, recorded} */
    boolean recorded(Need need) {
        return seen(need)
                || EventCatalog.members(need.kind()).stream().anyMatch(kind -> armed.contains(kind.getSimpleName()));
    }

    /** {@return the first event of the kind} */
    Optional<ProbeEvent> first(Need need) {
        return observations.get(need).first;
    }

    /** {@return the first event of the kind whose field, or whose device where no field is named, is not known} */
    Optional<ProbeEvent> unknown(Need need) {
        return observations.get(need).unknown;
    }

    private static Object value(ProbeEvent event, Method field) {
        try {
            return field.invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method accessor(Class<?> kind, String field) {
        for (RecordComponent component : kind.getRecordComponents()) {
            if (component.getName().equals(field)) {
                return component.getAccessor();
            }
        }
        throw new IllegalArgumentException(kind.getSimpleName() + " has no field " + field);
    }

    private static boolean isUnknown(Object value) {
        if (value instanceof ObjectId id) {
            return !id.isKnown();
        }
        if (value instanceof Result result) {
            return !result.known();
        }
        return ProbeEvent.UNKNOWN.equals(value) || value == DomainType.UNKNOWN;
    }
}
