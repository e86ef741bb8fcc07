// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.Locale;

/** How bad a violation is; the worst first. */
public enum Severity {
    /** A crash, corruption, lost isolation or lost function. */
    ERROR,
    /** A leak, noise, or a flaw that needs something else to do harm. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    /** {@return the severity spelled {@code word}} */
    public static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
