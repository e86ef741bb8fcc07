// SPDX-License-Identifier: Apache-2.0
package probus.facts;

/**
 * A kernel task. The pid is its identity: the name changes (pid 1 is {@code swapper/0}, later {@code init}) and is cut
 * in dumps, so two tasks are equal when their pids are.
 *
 * @param pid process id; {@code -1} where the input does not tell
 * @param name the name as printed with the event
 */
public record Task(int pid, String name) {
    /** The task of an event whose input does not say who did it. */
    public static final Task UNKNOWN = new Task(-1, "?");

    /** {@return whether the input told which task it was} */
    public boolean isKnown() {
        return pid >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Task task && task.pid == pid;
    }

    @Override
    public int hashCode() {
        return pid;
    }

    @Override
    public String toString() {
        return isKnown() ? name + "-" + pid : "unknown task";
    }
}
