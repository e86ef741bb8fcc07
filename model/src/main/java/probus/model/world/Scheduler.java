// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** Decides an execution: who does the next step, and how a choice ends. */
public interface Scheduler {
    /** Instead of a task: this execution is not worth continuing. */
    int ABANDON = -1;

    /** {@return the task, one of {@code view.enabled()}, whose pending operation happens next, or {@link #ABANDON}} */
    int pick(View view);

    /** {@return the outcome of a choice that the task {@code view.current()} makes, from 0 (the usual one) to {@code outcomes - 1}} */
    default int choose(View view, int outcomes) {
        return 0;
    }
}
