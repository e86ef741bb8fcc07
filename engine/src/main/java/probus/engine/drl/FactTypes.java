// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import probus.facts.DomainType;
import probus.facts.EventCatalog;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Task;
import probus.facts.state.Known;

/** What rules can speak of: events, families of events, the values in them, and the properties of all these. */
public final class FactTypes {
    /** The classes whose constants a rule may name. */
    private static final Map<String, Class<?>> VALUES = Map.of(
            "ObjectId", ObjectId.class,
            "DomainType", DomainType.class,
            "Known", Known.class,
            "Result", Result.class,
            "Task", Task.class,
            "ProbeEvent", ProbeEvent.class);

    private static final Map<String, Class<?>> EVENTS = new LinkedHashMap<>();

    static {
        EventCatalog.all().forEach(kind -> EVENTS.put(kind.name(), kind.type()));
        for (Class<?> nested : ProbeEvent.class.getDeclaredClasses()) {
            if (nested.isInterface()) {
                EVENTS.put(nested.getSimpleName(), nested);
            }
        }
        EVENTS.put("ProbeEvent", ProbeEvent.class);
    }

    private FactTypes() {}

    /** {@return the kind of event, or the family, of this name} */
    public static Optional<Class<?>> event(String name) {
        return Optional.ofNullable(EVENTS.get(name));
    }

    /** {@return the names of all kinds and families} */
    public static List<String> eventNames() {
        return List.copyOf(EVENTS.keySet());
    }

    /** {@return the class in which a rule may name constants} */
    public static Optional<Class<?>> values(String name) {
        return Optional.ofNullable(VALUES.get(name));
    }

    /** {@return the names of the classes in which a rule may name constants} */
    public static List<String> valueNames() {
        return VALUES.keySet().stream().sorted().toList();
    }

    /** {@return the constants of a class, by name} */
    public static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new TreeMap<>();
        for (var field : type.getFields()) {
            boolean constant = Modifier.isStatic(field.getModifiers());
            if (constant && (field.getType() == type || type == ProbeEvent.class)) {
                try {
                    constants.put(field.getName(), field.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return constants;
    }

    /** {@return the name that a rule imports, for a name that it uses} */
    public static Optional<String> importOf(String simpleName) {
        return event(simpleName)
                .or(() -> values(simpleName))
                .map(type -> type.getName().replace('$', '.'));
    }

    /**
     * {@return how the properties of a type are read, by name}
     *
     * @param type an event, a value or a piece of state; what is none of ours has no properties
     */
    public static Map<String, Method> properties(Class<?> type) {
        Map<String, Method> properties = new TreeMap<>();
        if (!type.getName().startsWith("probus.facts.")) {
            return properties;
        }
        for (Method method : type.getMethods()) {
            name(method).ifPresent(name -> properties.putIfAbsent(name, method));
        }
        return properties;
    }

    /** {@return an event's own fields, in order; of a family those that its members share} */
    public static List<String> fields(Class<?> event) {
        if (event.isRecord()) {
            return EventCatalog.find(event.getSimpleName()).orElseThrow().fields().stream()
                    .map(field -> field.getName())
                    .toList();
        }
        List<String> fields = new ArrayList<>(properties(event).keySet());
        fields.removeAll(List.of("at", "before", "cpu", "seq", "task", "time"));
        return fields;
    }

    private static Optional<String> name(Method method) {
        boolean ours = method.getDeclaringClass().getName().startsWith("probus.facts.");
        boolean reads = method.getParameterCount() == 0 && method.getReturnType() != void.class;
        if (!ours || !reads || Modifier.isStatic(method.getModifiers())) {
            return Optional.empty();
        }
        String name = method.getName();
        if (name.startsWith("get") && name.length() > 3) {
            return Optional.of(Character.toLowerCase(name.charAt(3)) + name.substring(4));
        }
        if (name.startsWith("is") && name.length() > 2) {
            return Optional.of(Character.toLowerCase(name.charAt(2)) + name.substring(3));
        }
        boolean component = ProbeEvent.class.isAssignableFrom(method.getDeclaringClass())
                || isComponent(method.getDeclaringClass(), name);
        return component && !List.of("hashCode", "toString").contains(name) ? Optional.of(name) : Optional.empty();
    }

    private static boolean isComponent(Class<?> type, String name) {
        if (!type.isRecord()) {
            return false;
        }
        for (var component : type.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
