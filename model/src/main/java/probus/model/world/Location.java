// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.List;

/**
 * Something that tasks share. A primitive is a location that says what its operations do; everything else (when they
 * happen, fingerprints, races, events) is the business of {@link World#point}.
 *
 * <p>The contract of a primitive: its state changes in {@link #perform} and nowhere else, {@link #fingerprint} covers all of
 * it, and {@code perform} changes nothing but this location.
 */
public abstract class Location implements Named {
    private final World world;
    private final HeapObject owner;
    private final String label;
    private final long name;

    private Accesses accesses;
    /** Fingerprint of the last step that changed this location, and the sum of those that only looked since. */
    long lastChange;

    long looksSince;

    /** A location of its own; its label must be unique in the world. */
    protected Location(World world, String label) {
        this(world, null, label, world.claimed(label));
    }

    /** A location inside an object: gone when the object is freed. The label must be unique in the object. */
    protected Location(HeapObject owner, String label) {
        this(owner.world(), owner, label, Hash.mix(owner.name(), Hash.of(label)));
        owner.addMember(this);
    }

    Location(World world, HeapObject owner, String label, long name) {
        this.world = world;
        this.owner = owner;
        this.label = label;
        this.name = name;
    }

    /** {@return what the operation returns to the task} Called once, when it is the operation's turn. */
    protected abstract Object perform(Op op, Task task);

    /** {@return a fingerprint of the state; 0 for the state at the beginning} */
    protected abstract long fingerprint();

    /** {@return whether the operation can happen now, otherwise the task waits} */
    protected boolean enabled(Op op, Task task) {
        return true;
    }

    /** {@return what a task gets for an operation that is left out ({@link Mutation}): what changes nothing for it} */
    protected Object untouched(Op op) {
        return null;
    }

    /** {@return the task that has to do something before the operation can happen, or null if it is not one task} */
    protected Task awaited(Op op) {
        return null;
    }

    /** {@return whether the operation, which cannot happen now, cannot happen before that task has done a step} */
    protected boolean awaits(Op op, Task task) {
        return awaited(op) == task;
    }

    /** {@return the tasks whose end a JOIN here waits for, as of now} */
    public List<Task> joins() {
        return List.of();
    }

    /** {@return the world that this is part of} */
    public final World world() {
        return world;
    }

    /** {@return the object that this is a part of, or null} */
    public final HeapObject owner() {
        return owner;
    }

    /** {@return what a message calls this, without the object that it is a part of} */
    public final String label() {
        return label;
    }

    /** {@return the label with that of the object: the same for all objects of a kind} */
    public final String kindLabel() {
        return owner == null ? label : owner.label() + "->" + label;
    }

    @Override
    public final long name() {
        return name;
    }

    final Accesses accesses() {
        if (accesses == null) {
            accesses = new Accesses();
        }
        return accesses;
    }

    /** {@return whether accesses to it can race; not the page at NULL} */
    boolean isMemory() {
        return true;
    }

    /** {@return whether nobody can have this lock, which somebody has, at the same time} */
    boolean isHeldAlone() {
        return true;
    }

    final long contribution() {
        return Hash.mix(name, fingerprint());
    }

    @Override
    public String toString() {
        return owner == null ? label : owner + "->" + label;
    }
}
