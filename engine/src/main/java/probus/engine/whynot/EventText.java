// SPDX-License-Identifier: Apache-2.0
package probus.engine.whynot;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import probus.engine.drl.FactTypes;
import probus.facts.ProbeEvent;

/** An event in one line: where it was read, who did it, what it says. */
public final class EventText {
    private EventText() {}

    /** {@return the line} */
    public static String of(ProbeEvent event) {
        long line = event.at().origin().line();
        String place = line > 0 ? "line " + line : "at the end";
        String task = event.getTask().isKnown() ? "  " + event.getTask() : "";
        List<String> fields = new ArrayList<>();
        for (String field : FactTypes.fields(event.getClass())) {
            fields.add(field + "=" + value(event, field));
        }
        return place + task + "  " + event.getClass().getSimpleName() + "( " + String.join(", ", fields) + " )";
    }

    private static Object value(ProbeEvent event, String field) {
        Method method = FactTypes.properties(event.getClass()).get(field);
        try {
            Object value = method.invoke(event);
            return value instanceof String text ? "\"" + text + "\"" : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
