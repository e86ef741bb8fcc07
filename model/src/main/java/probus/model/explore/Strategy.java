// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.OptionalInt;
import java.util.OptionalLong;
import probus.model.world.Outcome;
import probus.model.world.Scheduler;
import probus.model.world.View;

/** A way to go through the interleavings: the decisions of one execution after the other. Not thread-safe, used once. */
public interface Strategy extends Scheduler {
    /** {@return its name, as in a schedule's seed} For example "pct3:7". */
    String name();

    /** {@return whether there is another execution} Prepares it. */
    boolean next();

    /** The execution is over. */
    default void finished(View view, Outcome outcome) {}

    /** {@return whether, after {@link #next} was false, no behaviour was left out} */
    default boolean isExhaustive() {
        return false;
    }

    /** {@return with how many preemptions, or fewer, everything was tried; empty if they are not counted, or nothing is complete yet} */
    default OptionalInt preemptions() {
        return OptionalInt.empty();
    }

    /** {@return the number of different states met, by strategies that compare them} */
    default OptionalLong states() {
        return OptionalLong.empty();
    }
}
