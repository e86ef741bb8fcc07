// SPDX-License-Identifier: Apache-2.0
package probus.report;

import probus.engine.catalog.Severity;

/** Colours, or none. */
record Ink(boolean on) {
    /** What a colour means. */
    enum Tone {
        ERROR("1;31"),
        WARNING("1;33"),
        NOTE("1;36"),
        GOOD("32"),
        FRAME("1;34"),
        STRONG("1"),
        FAINT("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    String paint(Tone tone, String text) {
        return on && !text.isEmpty() ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }

    static Tone tone(Severity severity) {
        return switch (severity) {
            case ERROR -> Tone.ERROR;
            case WARNING -> Tone.WARNING;
            case NOTE -> Tone.NOTE;
        };
    }
}
