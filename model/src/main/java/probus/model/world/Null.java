// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** What a NULL pointer points to. */
final class Null extends Location {
    Null(World world) {
        super(world, "NULL");
    }

    @Override
    protected Object perform(Op op, Task task) {
        throw world().oops(Finding.Kind.NULL_DEREFERENCE, "", "uses a pointer that is NULL");
    }

    @Override
    boolean isMemory() {
        return false;
    }

    @Override
    protected long fingerprint() {
        return 0;
    }
}
