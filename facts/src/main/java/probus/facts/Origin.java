// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import java.util.List;

/**
 * Where an event was read, kept with the event so that evidence can be shown when the input was a pipe.
 *
 * @param file the input as the user spelled it, {@code -} for standard input, {@code model} for a model run
 * @param line line number from 1; the step for a model run; {@code 0} where there is none
 * @param text the raw line, {@code ""} where there is none
 * @param also the other lines that this event needs to be seen: the entry that a return belongs to, the lines that prove
 *     an inferred event
 */
public record Origin(String file, long line, String text, List<Origin> also) {
    /** No place: an event made by a program. */
    public static final Origin NONE = new Origin("", 0, "", List.of());

    /** Creates an origin of one line. */
    public Origin(String file, long line, String text) {
        this(file, line, text, List.of());
    }

    // Written out: what a record inherits is linked anew at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof Origin origin
                && line == origin.line
                && file.equals(origin.file)
                && text.equals(origin.text)
                && also.equals(origin.also);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(line) * 31 + file.hashCode();
    }

    /** {@return this place, needing {@code other} too} */
    public Origin with(Origin other) {
        return new Origin(file, line, text, List.of(other));
    }
}
