// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

/** What is known of one lock. */
public final class Lock {
    /** The lock of an event that concerns none. */
    public static final Lock NONE = new Lock("");

    final String name;
    PastEvent held = PastEvent.NONE;

    Lock(String name) {
        this.name = name;
    }

    /** {@return the acquisition that no release has followed} */
    public PastEvent getHeld() {
        return held;
    }
}
