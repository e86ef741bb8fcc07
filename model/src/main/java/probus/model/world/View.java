// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** What a scheduler sees of an execution. Tasks are numbered from 0 in the order in which they were started; at most 64. */
public interface View {
    /** {@return the number of steps done} */
    int step();

    /** {@return the task that did the last step, or -1} */
    int current();

    /** {@return the tasks that can do a step now, a bit each} */
    long enabled();

    /** {@return the number of tasks started so far} */
    int tasks();

    /** {@return the task with that number} */
    Task task(int task);

    /** {@return what the task does next, or null if it has ended} */
    Op pending(int task);

    /**
     * {@return the other tasks that do nothing before one of these, which can all do a step, has done one} They have ended, or
     * wait for it, or for one that waits for it.
     */
    long idleBefore(long tasks);

    /** {@return tasks of which each has to do a step before this one, which can do none now, can do one} */
    long awaited(int task);

    /** {@return the number of steps that were done when the task was started; 0 for those that were there at the beginning} */
    int startedAt(int task);

    /** {@return a fingerprint of everything on which the rest of the execution depends} Equal states have equal ones. */
    long stateHash();

    /** {@return a set of tasks in a form that does not depend on the order in which they were started} */
    long canonical(long tasks);

    /** {@return the set of tasks of which {@code canonical} is the canonical form} */
    long tasks(long canonical);
}
