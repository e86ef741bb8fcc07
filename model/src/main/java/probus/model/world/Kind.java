// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** What a step does. */
public enum Kind {
    /** Loads a shared variable. */
    READ,
    /** Stores to a shared variable. */
    WRITE,
    /** Loads and stores in one step: atomics, list operations under a lock of their own. */
    UPDATE,
    /** Goes on in a list, which lets go of one item and holds the next, or counts: only counts change. */
    WALK,
    /** Makes an object. */
    ALLOC,
    /** Ends the life of an object. */
    FREE,
    /** Takes a lock for itself, when nobody has it. */
    LOCK,
    /** Takes a lock if nobody has it. */
    TRYLOCK,
    /** Gives a lock back. */
    UNLOCK,
    /** Takes a lock together with other readers. */
    LOCK_SHARED,
    /** Gives a reader's lock back. */
    UNLOCK_SHARED,
    /** Starts a task. */
    START,
    /** Waits for the end of tasks. */
    JOIN,
    /** Waits for a completion. */
    WAIT,
    /** Signals a completion, or that one less is under way. */
    COMPLETE,
    /** Takes one of several outcomes, as a fault does. */
    CHOOSE;

    private final long fingerprint = Hash.of(name());

    long fingerprint() {
        return fingerprint;
    }

    /** {@return whether two such steps on one location give the same result in either order} */
    boolean isShared() {
        return this == READ || this == LOCK_SHARED || this == UNLOCK_SHARED || this == JOIN || this == WALK;
    }

    /** {@return whether the step concerns nobody else} */
    boolean isPrivate() {
        return this == ALLOC || this == CHOOSE;
    }
}
