// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord.Position;

/**
 * A line of a console log, taken apart into what printk put in front and what was said.
 *
 * @param position where it stands
 * @param time nanoseconds of the printk clock; that of the line before where this one has no prefix
 * @param caller {@code T8} or {@code C0} with CONFIG_PRINTK_CALLER, else {@code ""}
 * @param text the message, without prefix, colours and carriage returns
 */
record ConsoleLine(Position position, long time, String caller, String text) {
    /** Ten digits of seconds would not fit into a long of nanoseconds. */
    private static final Pattern PREFIX =
            Pattern.compile("(?:<\\d{1,5}>)?\\[ {0,8}(\\d{1,9})\\.(\\d{1,9})](?:\\[ *([TC]\\d{1,10})])? ?");

    private static final Pattern JOURNAL = Pattern.compile("(?:[A-Z][a-z]{2} +\\d+ [\\d:]+|\\d{4}-\\S+) \\S+ kernel: ");
    private static final Pattern JOURNAL_MONOTONIC = Pattern.compile("\\S+ kernel: ");
    private static final Pattern COLOUR =
            Pattern.compile("\\x1b\\[[0-9;?]*[ -/]*[@-~]|\\x1b[^\\[]|[\\x00-\\x08\\x0a-\\x1f\\x7f]");
    private static final long[] NANOSECONDS_PER_DIGIT = {
        0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    /**
     * Takes a line apart.
     *
     * @param previous time of the line before, in nanoseconds
     */
    static ConsoleLine of(Position position, long previous) {
        String text = withoutNoise(position.text());
        Matcher journal = JOURNAL.matcher(text);
        if (journal.lookingAt()) {
            text = text.substring(journal.end());
        }
        Matcher prefix = PREFIX.matcher(text);
        if (!prefix.lookingAt()) {
            return new ConsoleLine(position, previous, "", text);
        }
        String fraction = prefix.group(2);
        long time = Long.parseLong(prefix.group(1)) * 1_000_000_000L
                + Long.parseLong(fraction) * NANOSECONDS_PER_DIGIT[fraction.length()];
        String caller = prefix.group(3) == null ? "" : prefix.group(3);
        text = text.substring(prefix.end());
        Matcher monotonic = JOURNAL_MONOTONIC.matcher(text);
        return new ConsoleLine(position, time, caller, monotonic.lookingAt() ? text.substring(monotonic.end()) : text);
    }

    private static String withoutNoise(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return COLOUR.matcher(text).replaceAll("");
            }
        }
        return text;
    }
}
