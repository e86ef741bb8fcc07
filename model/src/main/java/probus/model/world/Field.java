// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A shared variable. Values are compared by identity or, for numbers, texts and enum constants, by value; they must have a
 * canonical name ({@link Hash#value}).
 *
 * @param <T> what it holds; null is the kernel's NULL
 */
public final class Field<T> extends Location {
    private final long initial;
    private T value;

    private record Update<T>(UnaryOperator<T> change, boolean tells) {}

    /** A variable of its own. */
    public Field(World world, String label, T initial) {
        super(world, label);
        this.value = initial;
        this.initial = Hash.value(initial);
    }

    /** A member of a structure. */
    public Field(HeapObject owner, String label, T initial) {
        super(owner, label);
        this.value = initial;
        this.initial = Hash.value(initial);
    }

    /** {@return the value, by a plain load} */
    public T get() {
        return load(Access.PLAIN);
    }

    /** Stores a value, plainly. */
    public void set(T newValue) {
        store(Access.PLAIN, newValue);
    }

    /** {@return the value, by a load of the given kind} */
    @SuppressWarnings("unchecked")
    public T load(Access access) {
        return (T) world().point(new Op(Kind.READ, this, access, null));
    }

    /** Stores a value, by a store of the given kind. */
    public void store(Access access, T newValue) {
        world().point(new Op(Kind.WRITE, this, access, newValue));
    }

    /** {@return whether the value is such, by a plain load} The task learns nothing else of it. */
    public boolean is(Predicate<T> such) {
        return (boolean) world().point(new Op(Kind.READ, this, Access.PLAIN, such));
    }

    /**
     * Stores a value, plainly, where there is none yet: {@code if (!p) p = value}. What was there may not matter to what the
     * function does next: it is forgotten.
     *
     * @return whether it was stored; to tell it, and for nothing else
     */
    public boolean setIfNull(T newValue) {
        Frames frames = world().frames();
        long before = frames == null ? 0 : frames.digest();
        boolean stores = is(Objects::isNull);
        if (stores) {
            set(newValue);
        }
        if (frames != null) {
            frames.forgetSince(before);
        }
        return stores;
    }

    /** {@return the value before, which {@code change} replaces in one atomic and fully ordered step} It must not touch anything else. */
    @SuppressWarnings("unchecked")
    public T getAndUpdate(UnaryOperator<T> change) {
        return (T) world().point(new Op(Kind.UPDATE, this, Access.ORDERED, new Update<>(change, true)));
    }

    /** Replaces the value in one atomic step that does not tell what it was ({@code atomic_inc}). {@code change} must not touch anything else. */
    public void update(UnaryOperator<T> change) {
        world().point(new Op(Kind.UPDATE, this, Access.ORDERED, new Update<>(change, false)));
    }

    /** {@return the value before, which {@code newValue} replaces if it is {@code expected} ({@code cmpxchg})} */
    public T compareAndSet(T expected, T newValue) {
        return getAndUpdate(now -> Objects.equals(now, expected) ? newValue : now);
    }

    /** {@return the value without a step; for checks between steps, never for the model itself} */
    public T peek() {
        return value;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Object perform(Op op, Task task) {
        T before = value;
        if (op.kind() == Kind.READ) {
            return read(op);
        }
        if (op.kind() == Kind.WRITE) {
            value = (T) op.argument();
            return value;
        }
        Update<T> update = (Update<T>) op.argument();
        value = update.change.apply(before);
        return update.tells ? before : null;
    }

    @SuppressWarnings("unchecked")
    private Object read(Op op) {
        return op.argument() == null ? value : ((Predicate<T>) op.argument()).test(value);
    }

    @Override
    protected Object untouched(Op op) {
        return switch (op.kind()) {
            case WRITE -> op.argument();
            case READ -> read(op);
            default -> value;
        };
    }

    @Override
    protected long fingerprint() {
        return Hash.value(value) - initial;
    }
}
