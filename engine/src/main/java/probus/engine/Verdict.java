// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.List;
import java.util.Locale;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Severity;

/**
 * What is true of one rule on one boot.
 *
 * @param rule the rule
 * @param kind the answer
 * @param severity of a violation of this rule on this kernel
 * @param checks how many times the rule was exercised
 * @param why what could not be decided or why it was not exercised; {@code ""} where there is nothing to explain
 * @param violations not empty exactly if violated
 * @param more violations beyond those listed
 */
public record Verdict(
        Rule rule, Kind kind, Severity severity, long checks, String why, List<Violation> violations, long more) {
    /** The four answers, in order of precedence. */
    public enum Kind {
        /** Proven not to hold. */
        VIOLATED,
        /** Events were lost, the trace ends too early, or what the rule needs was not recorded. */
        UNDECIDED,
        /** Exercised, and held each time. */
        HOLDS,
        /** Nothing concerned it, or it does not apply to this kernel. */
        NOT_EXERCISED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
