// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import probus.engine.drl.Place;

/** The variables that a place of a rule can use. */
final class Scope {
    private final Map<String, Class<?>> types = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    /** {@return the same variables; what is added to the copy is not added here} */
    Scope inner() {
        Scope copy = new Scope();
        copy.types.putAll(types);
        copy.places.putAll(places);
        return copy;
    }

    void bind(String name, Class<?> type, Place at) {
        types.put(name, type);
        places.put(name, at);
    }

    boolean has(String name) {
        return types.containsKey(name);
    }

    Class<?> type(String name) {
        return types.get(name);
    }

    Set<String> names() {
        return types.keySet();
    }
}
