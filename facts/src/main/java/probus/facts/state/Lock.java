// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

/** What is known of one lock. */
public final class Lock {
    /** The lock of an event that concerns none. */
    public static final Lock NONE = new Lock("");

    final String name;
    PastEvent held = PastEvent.NONE;
    TaskState holder = TaskState.NONE;

    Lock(String name) {
        this.name = name;
    }

    /** Nobody holds it from now on, whoever did: who holds it next proves that a release went unrecorded. */
    void drop() {
        holder.locks.remove(held);
        holder = TaskState.NONE;
        held = PastEvent.NONE;
    }

    /** {@return the acquisition that no release has followed} */
    public PastEvent getHeld() {
        return held;
    }
}
