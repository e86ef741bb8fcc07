// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Copies events: an event knows the state before it while it is checked, so no two checks can share one. */
public final class EventCopy {
    private static final Map<Class<?>, RecordComponent[]> COMPONENTS = new HashMap<>();

    static {
        EventCatalog.all()
                .forEach(kind -> COMPONENTS.put(kind.type(), kind.type().getRecordComponents()));
    }

    private EventCopy() {}

    /** {@return the event with another position} */
    public static ProbeEvent at(ProbeEvent event, long seq) {
        return copy(event, seq, "", Optional.empty());
    }

    /** {@return the event with another value of one field} */
    public static ProbeEvent with(ProbeEvent event, String field, Object value) {
        return copy(event, event.getSeq(), field, Optional.of(value));
    }

    /** {@return the value of a field} */
    public static Object value(ProbeEvent event, RecordComponent field) {
        try {
            return field.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the fields of an event, the stamp left out} */
    public static RecordComponent[] fields(ProbeEvent event) {
        RecordComponent[] all = COMPONENTS.get(event.getClass());
        RecordComponent[] own = new RecordComponent[all.length - 1];
        System.arraycopy(all, 1, own, 0, own.length);
        return own;
    }

    private static ProbeEvent copy(ProbeEvent event, long seq, String changed, Optional<Object> value) {
        RecordComponent[] components = COMPONENTS.get(event.getClass());
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        Stamp old = event.at();
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean other = components[i].getName().equals(changed);
            values[i] = i == 0
                    ? new Stamp(seq, old.time(), old.cpu(), old.task(), old.origin(), old.inferred())
                    : other ? value.orElseThrow() : value(event, components[i]);
        }
        try {
            return (ProbeEvent) event.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
