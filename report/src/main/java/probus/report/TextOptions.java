// SPDX-License-Identifier: Apache-2.0
package probus.report;

/**
 * How text is laid out.
 *
 * @param width columns of a line
 * @param colour whether to colour it
 * @param verbose whether to name the rules that nothing exercised, and why
 * @param all whether to show every violation in full
 */
public record TextOptions(int width, boolean colour, boolean verbose, boolean all) {
    /** Columns where nobody looks at a terminal. */
    public static final int PIPED_WIDTH = 100;

    private static final int NARROWEST = 80;
    private static final int WIDEST = 200;

    /** What is written to a pipe. */
    public static final TextOptions PIPED = new TextOptions(PIPED_WIDTH, false, false, false);

    /** Creates options; a width that no table fits in is not taken literally. */
    public TextOptions {
        width = Math.max(NARROWEST, Math.min(WIDEST, width));
    }
}
