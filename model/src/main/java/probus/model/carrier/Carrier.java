// SPDX-License-Identifier: Apache-2.0
package probus.model.carrier;

import java.util.function.IntSupplier;

/**
 * Carries the tasks of one execution at a time. Exactly one task runs at any moment, and it alone decides which one runs
 * next, so that the same decisions give the same execution on every carrier. Not thread-safe: one carrier per worker.
 */
public interface Carrier extends AutoCloseable {
    /** Instead of a task: back to the caller of {@link #run}. */
    int NOBODY = -1;

    /**
     * Adds a task, which does not run before somebody hands over to it.
     *
     * @param task its number, counted from 0 without gaps
     * @param body what it does; returns the task that runs after its end, or {@link #NOBODY}
     */
    void add(int task, IntSupplier body);

    /**
     * Runs the tasks, beginning with {@code first}, until one hands over to {@link #NOBODY}.
     *
     * @throws RuntimeException or Error, whatever a body let escape
     */
    void run(int first);

    /** Called by the running task: stops it and continues {@code next}. Returns when somebody hands over to it again. */
    void handTo(int next);

    /** Forgets all tasks. One that has not ended never continues: what follows its last step, {@code finally} included, may or may not run. */
    void reset();

    /** Gives back what the carrier holds; it is not used afterwards. */
    @Override
    void close();
}
