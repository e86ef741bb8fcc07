// SPDX-License-Identifier: Apache-2.0
package probus.engine.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the sentence of each shape is written, and what it means. */
public final class Grammar {
    private static final Map<String, String> FORMS = new LinkedHashMap<>();
    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        add("precedence", "B only after A [since S] [per KEY]", "no B unless an A came before it");
        add("response", "A leads to B [before C] [per KEY]", "each A is followed by a B, before C or before the end");
        add("absence", "no B after A [until U] [per KEY]", "once A happened there is no B, until U");
        add("balance", "A and B [per KEY]", "A and B take turns, A first, and no A is left at the end");
        add("mutual exclusion", "A until B [per KEY]", "no two tasks are between A and B at once");
        add("at most once", "A [until U] [per KEY]", "there is no second A, until U");
        add(
                "lock discipline",
                "A under \"LOCK\"",
                "whoever does A holds the lock; 'under device lock' for the device's own");
        add("ordering", "A before B [before C] [since S] [per KEY]", "of what happens, A is first, then B, then C");
        add("bounded time", "A leads to B within N ms [per KEY]", "where A is followed by a B, that is no later");
    }

    private Grammar() {}

    private static void add(String shape, String form, String meaning) {
        FORMS.put(shape, form);
        MEANINGS.put(shape, meaning);
    }

    /** {@return how the shape is written, its name included} */
    public static String form(String shape) {
        return shape + ": " + FORMS.get(shape);
    }

    /** {@return what the shape means} */
    public static String meaning(String shape) {
        return MEANINGS.get(shape);
    }
}
