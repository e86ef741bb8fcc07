// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.List;
import java.util.Objects;

/** Something that went wrong in an execution. */
public final class Finding {
    private final Kind kind;
    private final String function;
    private final String subject;
    private final String message;
    private final String task;
    private final List<String> calls;
    private final String key;

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

    Finding(Kind kind, String function, String subject, String message, String task, List<String> calls) {
        this.kind = kind;
        this.function = function;
        this.subject = subject;
        this.message = message;
        this.task = task;
        this.calls = calls;
        this.key = kind.word + ":" + function + (subject.isEmpty() ? "" : ":" + subject);
    }

    /** {@return what it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return the innermost kernel function in which it happened, or "" outside of any} */
    public String function() {
        return function;
    }

    /** {@return to what it happened, the same for all objects of a kind; "" if that says nothing} */
    public String subject() {
        return subject;
    }

    /** {@return one line for a person} */
    public String message() {
        return message;
    }

    /** {@return the task in which it happened, or "" if it was none in particular} */
    public String task() {
        return task;
    }

    /** {@return the kernel functions that the task was in, innermost first; empty if it was no task in particular} */
    public List<String> calls() {
        return calls;
    }

    /** {@return what two findings have in common that are one and the same bug} */
    public String key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Finding finding
                && key.equals(finding.key)
                && message.equals(finding.message)
                && task.equals(finding.task);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, message, task);
    }

    @Override
    public String toString() {
        return key + " (" + (task.isEmpty() ? "" : task + ": ") + message + ")";
    }
}
