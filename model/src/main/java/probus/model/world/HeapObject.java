// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.List;

/**
 * A structure of the kernel, with a life: made by {@code kzalloc}, ended by {@code kfree}. As a location it is that life.
 * Its members are {@link Field}s and locks that name it as their owner; touching them after its end is a use after free.
 */
public abstract class HeapObject extends Location {
    private List<Location> members = List.of();
    private boolean freed;

    /**
     * Made while the world is built, or by the running task in the constructor call that it hands to {@link World#alloc}.
     *
     * @param label what a message calls it, as "dev_iommu"
     */
    protected HeapObject(World world, String label) {
        super(world, null, label, world.nameOfNew(label));
    }

    /** {@return whether its life has ended} */
    public final boolean isFreed() {
        return freed;
    }

    final void addMember(Location member) {
        if (members.isEmpty()) {
            members = new ArrayList<>(4);
        }
        assert members.stream().noneMatch(other -> other.name() == member.name()) : "two members called " + member;
        members.add(member);
    }

    /** {@return what the members add to the fingerprint of the memory} After the end of its life nobody can see them any more. */
    final long membersContribution() {
        long sum = 0;
        for (Location member : members) {
            sum ^= member.contribution() ^ Hash.mix(member.name(), 0);
        }
        return sum;
    }

    @Override
    protected final Object perform(Op op, Task task) {
        if (op.kind() == Kind.FREE) {
            if (freed) {
                throw world().oops(Finding.Kind.DOUBLE_FREE, label(), "frees " + label() + ", which is free already");
            }
            freed = true;
        }
        return this;
    }

    @Override
    protected final long fingerprint() {
        return freed ? 1 : 0;
    }
}
