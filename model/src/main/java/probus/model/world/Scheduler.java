// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** Decides an execution: who does the next step, and how a choice ends. */
public interface Scheduler {
    /** Instead of a task: this execution is not worth continuing. */
    int ABANDON = -1;

    /** {@return the task, one of {@code view.enabled()}, whose pending operation happens next, or {@link #ABANDON}} */
    int pick(View view);

    /**
     * {@return the task whose pending operation happens next, if that was decided before and is only to be repeated}
     * Otherwise {@link #ABANDON}: then {@link #pick} is asked. Saves to look who could go on.
     */
    default int decided() {
        return ABANDON;
    }

    /**
     * {@return whether what is found may depend on how a state was reached}
     *
     * <p>If not, no fingerprint of the execution is made, and races are those of accesses that are both next in some state; races that only clocks see are not looked for.
     * What a search of all states finds does not depend on its order then.
     */
    default boolean looksBack() {
        return true;
    }

    /** {@return the outcome of a choice that the task {@code view.current()} makes, from 0 (the usual one) to {@code outcomes - 1}} */
    default int choose(View view, int outcomes) {
        return 0;
    }
}
