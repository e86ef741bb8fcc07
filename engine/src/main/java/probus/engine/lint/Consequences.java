// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.regex.Pattern;
import probus.engine.drl.Place;

/** What a rule does, which none should. */
final class Consequences {
    private static final Pattern CHANGES = Pattern.compile("\\b(modify|update|insert|insertLogical|retract|delete)\\b");

    private Consequences() {}

    /** {@return whether the statements from {@code at} on change facts} */
    static boolean changesFacts(String text, Place at) {
        int end = text.indexOf("\nend", at.from());
        return CHANGES.matcher(text.substring(at.from(), end < 0 ? text.length() : end))
                .find();
    }
}
