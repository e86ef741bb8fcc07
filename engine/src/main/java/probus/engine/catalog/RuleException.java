// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

/** A rule that cannot be used, and what is wrong with it. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong with the rule {@code id}. */
    public RuleException(String id, String problem) {
        super("rule " + id + ": " + problem);
    }

    /** Says what is wrong where no rule can be named. */
    public RuleException(String problem) {
        super(problem);
    }
}
