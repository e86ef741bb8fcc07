// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Collections;
import java.util.Set;
import probus.model.world.Footprint;
import probus.model.world.Kind;
import probus.model.world.Task;

/**
 * A step, and what protects it.
 *
 * @param step what is done to what
 * @param locks the names of the locks that the task has meanwhile: alone, or with others if the step changes nothing
 */
record Use(Footprint step, Set<Long> locks) {
    static Use of(Footprint step, Task task) {
        return new Use(step, task.locks(step.changes()));
    }

    /** {@return whether the other one, of another task, can happen before this one, which can happen now, and then the order matters} */
    boolean isDisturbedBy(Use other) {
        if (!step.dependsOn(other.step)) {
            return false;
        }
        boolean ofLife = step.location() != other.step.location();
        boolean apart = Collections.disjoint(locks, other.locks);
        return switch (step.kind()) {
            case COMPLETE -> ofLife && apart;
            case UNLOCK, UNLOCK_SHARED -> (ofLife || other.step.kind() == Kind.TRYLOCK) && apart;
            case TRYLOCK -> !ofLife || apart;
            default -> (ofLife || !other.givesBack()) && apart;
        };
    }

    private boolean givesBack() {
        return step.kind() == Kind.UNLOCK || step.kind() == Kind.UNLOCK_SHARED;
    }
}
