// SPDX-License-Identifier: Apache-2.0
package probus.traces.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import probus.facts.EventCatalog;
import probus.facts.EventCatalog.EventKind;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;

/** How to take an event of one kind apart and to make one. */
record EventShape(EventKind kind, Constructor<? extends ProbeEvent> constructor) {
    private static final Map<String, EventShape> SHAPES = new LinkedHashMap<>();

    static {
        EventCatalog.all().forEach(kind -> SHAPES.put(kind.name(), new EventShape(kind, constructor(kind))));
    }

    /** {@return the shape of the kind called {@code name}, null if there is no such kind} */
    static EventShape of(String name) {
        return SHAPES.get(name);
    }

    List<RecordComponent> fields() {
        return kind.fields();
    }

    /** {@return the value of one of the event's own fields} */
    static Object value(ProbeEvent event, RecordComponent field) {
        try {
            return field.getAccessor().invoke(event);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return an event with these values, in the order of the fields} */
    ProbeEvent make(Stamp stamp, Object[] values) {
        Object[] all = new Object[values.length + 1];
        all[0] = stamp;
        System.arraycopy(values, 0, all, 1, values.length);
        try {
            return constructor.newInstance(all);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause().getMessage(), refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Constructor<? extends ProbeEvent> constructor(EventKind kind) {
        Class<?>[] types = new Class<?>[kind.fields().size() + 1];
        types[0] = Stamp.class;
        for (int i = 1; i < types.length; i++) {
            types[i] = kind.fields().get(i - 1).getType();
        }
        try {
            return kind.type().getDeclaredConstructor(types);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
