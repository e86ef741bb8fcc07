// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** The kernel's {@code struct mutex}. */
public final class Mutex extends Lock {
    /** A mutex of its own. */
    public Mutex(World world, String label) {
        super(world, label, false);
    }

    /** A mutex inside a structure. */
    public Mutex(HeapObject owner, String label) {
        super(owner, label, false);
    }
}
