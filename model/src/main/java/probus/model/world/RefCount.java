// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** The kernel's {@code refcount_t} and {@code struct kref}: atomic, fully ordered here, and it warns as the kernel does. */
public final class RefCount extends Location {
    private final int initial;
    private int count;

    /** A count inside a structure. */
    public RefCount(HeapObject owner, String label, int initial) {
        super(owner, label);
        this.initial = initial;
        this.count = initial;
    }

    /** Takes a reference. */
    public void get() {
        change(1);
    }

    /** {@return whether there still was a reference, and one more was taken ({@code refcount_inc_not_zero})} */
    public boolean getUnlessZero() {
        return (boolean) change(0);
    }

    /** {@return whether the reference that is given back was the last one} */
    public boolean put() {
        return (boolean) change(-1);
    }

    private Object change(int change) {
        return world().point(new Op(Kind.UPDATE, this, Access.ORDERED, change));
    }

    @Override
    protected Object perform(Op op, Task task) {
        int before = count;
        int change = (int) op.argument();
        if (change == 0) {
            count += before > 0 ? 1 : 0;
        } else if (before <= 0) {
            world().warn(kindLabel(), change > 0 ? "addition on 0; use-after-free" : "underflow; use-after-free");
        } else {
            count += change;
        }
        return told(op, before);
    }

    @Override
    protected Object untouched(Op op) {
        return told(op, count);
    }

    private static Object told(Op op, int before) {
        return switch ((int) op.argument()) {
            case 0 -> before > 0;
            case -1 -> before == 1;
            default -> null;
        };
    }

    @Override
    protected long fingerprint() {
        return (long) count - initial;
    }
}
