// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

/**
 * A stretch of a rule file.
 *
 * @param line of its begin, from 1
 * @param column of its begin, from 1
 * @param from offset of its first character
 * @param to offset behind its last character
 */
public record Place(int line, int column, int from, int to) {
    /** Nowhere. */
    public static final Place NONE = new Place(0, 0, 0, 0);

    /** {@return from the begin of this to the end of {@code other}} */
    public Place until(Place other) {
        return new Place(line, column, from, Math.max(to, other.to));
    }
}
