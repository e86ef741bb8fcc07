// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import probus.report.Words;

/** Names as a browser gets them: nothing that turns the reading direction, none that is longer than a screen. */
final class Names {
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_TEXT = 600;

    private Names() {}

    /** {@return a name; two that differ only behind the cut still differ} */
    static String name(String text) {
        if (text.length() <= LONGEST_NAME) {
            return Words.safe(text);
        }
        return Words.safe(head(text, LONGEST_NAME)) + "…" + Integer.toHexString(text.hashCode());
    }

    /** {@return a text that is only read} */
    static String text(String text) {
        return text.length() <= LONGEST_TEXT ? Words.safe(text) : Words.safe(head(text, LONGEST_TEXT)) + "…";
    }

    private static String head(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
