// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import probus.report.TextOptions;

/**
 * What is known of the terminal.
 *
 * @param out whether results go to one
 * @param err whether messages go to one
 * @param columns how wide it is, {@code 0} where not known
 */
public record Terminal(boolean out, boolean err, int columns) {
    /** No terminal at all. */
    public static final Terminal NONE = new Terminal(false, false, 0);

    private static final int WIDEST = 120;

    /** The launcher can see it, a JVM of this age cannot; without it nothing is taken for a terminal. */
    static Terminal ofProcess() {
        String[] words = System.getProperty("probus.terminal", "").split(",", -1);
        boolean out = words[0].contains("out");
        boolean err = words[0].contains("err");
        return new Terminal(out, err, words.length > 1 ? number(words[1]) : 0);
    }

    /** {@return columns of a line: no wider than can be read} */
    int width() {
        return columns == 0 ? TextOptions.PIPED_WIDTH : Math.min(WIDEST, columns);
    }

    private static int number(String word) {
        return word.matches("\\d{1,4}") ? Integer.parseInt(word) : 0;
    }
}
