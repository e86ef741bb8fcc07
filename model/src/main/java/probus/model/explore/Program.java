// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.List;
import probus.model.world.World;

/** What is explored: a model on a board. Holds no state of an execution, so that several may run at once. */
public interface Program {
    /** {@return its name in schedules; no blank, no {@code |}} For example "seven-step-buggy:2x1". */
    String name();

    /** Builds the shared state and adds the tasks of one execution. Must do the same each time. */
    void start(World world);

    /** {@return programs that do the same with less (tasks, devices), smallest first} A minimiser tries them in this order. */
    default List<Program> smaller() {
        return List.of();
    }
}
