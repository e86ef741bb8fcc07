// SPDX-License-Identifier: Apache-2.0
package probus.report;

/**
 * What is said below the lines that a report shows: {@code = name: text}.
 *
 * @param gutter columns left of the sign
 */
record Remarks(TextOptions options, Ink ink, int gutter) {
    /** Writes one, wrapped to the width. */
    void write(String name, String text, StringBuilder out) {
        int indent = gutter + 2 + name.length() + 2;
        head(name, out);
        boolean first = true;
        for (String line : Words.wrap(text, options.width() - indent)) {
            out.append(first ? "" : " ".repeat(indent)).append(line).append('\n');
            first = false;
        }
    }

    /** Writes one on a line of its own, however long: it is to be copied. */
    void writeWhole(String name, String text, StringBuilder out) {
        head(name, out);
        out.append(text).append('\n');
    }

    private void head(String name, StringBuilder out) {
        out.append(" ".repeat(gutter))
                .append(ink.paint(Ink.Tone.FRAME, "= "))
                .append(ink.paint(Ink.Tone.STRONG, name + ": "));
    }
}
