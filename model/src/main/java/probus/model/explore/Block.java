// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps of one task in a row, as far as it can do them.
 *
 * @param task the task
 * @param steps how many
 * @param outcomes how the choices among them end, in order
 */
record Block(int task, int steps, List<Integer> outcomes) {
    /** {@return this block and another of the same task as one} */
    Block and(Block next) {
        List<Integer> all = new ArrayList<>(outcomes);
        all.addAll(next.outcomes);
        return new Block(task, steps + next.steps, List.copyOf(all));
    }
}
