// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.Optional;
import probus.engine.drl.Place;

/**
 * Something about a rule that its author should know.
 *
 * @param code a word for the kind of finding
 * @param level how bad it is
 * @param file the file, as the user names it
 * @param at where; {@link Place#NONE} where it is about the whole file
 * @param rule the rule's id, {@code ""} where it is about none
 * @param problem what is wrong, a standalone sentence without a full stop
 * @param hint what to write or do, {@code ""} where nobody can tell
 * @param fix what mends it, where that is mechanical
 */
public record Finding(
        String code, Level level, String file, Place at, String rule, String problem, String hint, Optional<Fix> fix) {
    /** How bad a finding is; the worst first. */
    public enum Level {
        /** The rule cannot be read. */
        ERROR,
        /** The rule can be used, but does not say what its author means. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    /**
     * A change of the file.
     *
     * @param from offset of what is replaced
     * @param to offset behind it
     * @param text what stands there then
     */
    public record Fix(int from, int to, String text) {}

    /** {@return the finding with what mends it} */
    Finding with(Fix mending) {
        return new Finding(code, level, file, at, rule, problem, hint, Optional.of(mending));
    }

    /** {@return {@code file:line:column}, as far as that is known} */
    public String place() {
        return at.line() == 0 ? file : file + ":" + at.line() + ":" + at.column();
    }
}
