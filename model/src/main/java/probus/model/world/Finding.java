// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/**
 * Something that went wrong in an execution.
 *
 * @param kind what
 * @param function the innermost kernel function in which it happened, or "" outside of any
 * @param subject to what it happened, the same for all objects of a kind; "" if that says nothing
 * @param message one line for a person
 * @param task the task in which it happened
 * @param step the steps that were done when it happened
 */
public record Finding(Kind kind, String function, String subject, String message, String task, int step) {
    /** What can go wrong, gravest first. */
    public enum Kind {
        NULL_DEREFERENCE("null-deref"),
        USE_AFTER_FREE("use-after-free"),
        DOUBLE_FREE("double-free"),
        DEADLOCK("deadlock"),
        LIVELOCK("livelock"),
        INVARIANT("invariant"),
        WARN("warn"),
        RACE("race"),
        LOCK_ORDER("lock-order");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** {@return the word for it in reports and schedules} */
        public String word() {
            return word;
        }

        /** {@return whether the task does not survive it} */
        public boolean isOops() {
            return this == NULL_DEREFERENCE || this == USE_AFTER_FREE || this == DOUBLE_FREE;
        }
    }

    /** {@return what two findings have in common that are one and the same bug} */
    public String key() {
        return kind.word + ":" + function + (subject.isEmpty() ? "" : ":" + subject);
    }

    @Override
    public String toString() {
        return key() + " (" + task + ": " + message + ")";
    }
}
