// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import probus.facts.ProbeEvent;

/** Is told of each step: to print it, to emit events, to check an invariant. One per world. */
public interface Observer {
    /** {@return whether it is to be told of steps} Asked once. */
    default boolean seesSteps() {
        return true;
    }

    /** A step was done. Called in the task that did it; must not do any. */
    default void stepped(Step step) {}

    /** The model says that something of the kernel's vocabulary happened ({@link World#trace}). Must not do any step. */
    default void happened(ProbeEvent event) {}

    /**
     * {@return a fingerprint of what it remembers, if what it will say depends on it}
     *
     * <p>With one, states that differ in it are searched apart. Without, an observer may judge steps by what happens before
     * what in every order of independent steps, but not by which of two independent steps came first.
     */
    default long fingerprint() {
        return 0;
    }
}
