// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The kernel's {@code struct klist}: a list that may be changed while it is walked. A walker holds a reference on the node
 * it is at; a node that is deleted stays in its place, unseen, until nobody holds it. Each operation is one step, as it is
 * under the list's own spinlock. Walkers do not see each other: none sees a count, nor whether a deleted node is still there.
 *
 * @param <T> what is in the list, at most once
 */
public final class Klist<T extends Named> extends Location {
    private final List<Node<T>> nodes = new ArrayList<>();

    private static final class Node<T extends Named> implements Named {
        private final T item;
        private int references = 1;
        private boolean dead;

        Node(T item) {
            this.item = item;
        }

        @Override
        public long name() {
            return item.name();
        }
    }

    /** An empty list. */
    public Klist(World world, String label) {
        super(world, label);
    }

    /** Adds an item at the end ({@code klist_add_tail}). */
    public void addTail(T item) {
        step(Kind.UPDATE, () -> nodes.add(new Node<>(item)));
    }

    /** Takes an item out of the sight of later walkers ({@code klist_del}); nothing if it is not there. */
    public void delete(T item) {
        step(Kind.UPDATE, () -> kill(item) != null);
    }

    /** As {@link #delete}, and waits until no walker holds it any more ({@code klist_remove}). */
    @SuppressWarnings("unchecked")
    public void remove(T item) {
        Node<T> node = (Node<T>) step(Kind.UPDATE, () -> kill(item));
        if (node != null) {
            world().point(new Op(Kind.WAIT, this, Access.ORDERED, node));
        }
    }

    /** {@return a walk through the list, at its beginning ({@code klist_iter_init})} */
    public Walk walk() {
        return new Walk();
    }

    /** A walk through the list by one task. */
    public final class Walk {
        private Node<T> at;

        private Walk() {}

        /** {@return the next item that is not deleted, or null at the end; the one before is let go ({@code klist_next})} */
        @SuppressWarnings("unchecked")
        public T next() {
            at = (Node<T>) step(Kind.WALK, () -> advance(at));
            return at == null ? null : at.item;
        }

        /** Ends the walk before its end ({@code klist_iter_exit}). */
        public void exit() {
            if (at != null) {
                step(Kind.WALK, () -> {
                    drop(at);
                    return null;
                });
                at = null;
            }
        }
    }

    private Object step(Kind kind, Supplier<Object> change) {
        return world().point(new Op(kind, this, Access.ORDERED, change));
    }

    private Node<T> kill(T item) {
        for (Node<T> node : nodes) {
            if (node.item == item && !node.dead) {
                node.dead = true;
                drop(node);
                return node;
            }
        }
        return null;
    }

    private void drop(Node<T> node) {
        node.references--;
        if (node.references == 0) {
            nodes.remove(node);
        }
    }

    private Node<T> advance(Node<T> from) {
        Node<T> found = null;
        for (int i = from == null ? 0 : nodes.indexOf(from) + 1; i < nodes.size() && found == null; i++) {
            found = nodes.get(i).dead ? null : nodes.get(i);
        }
        if (found != null) {
            found.references++;
        }
        if (from != null) {
            drop(from);
        }
        return found;
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.WAIT || !nodes.contains(op.argument());
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.WAIT) {
            HeldLocks.mustBeAbleToSleep(task, this);
            return null;
        }
        return ((Supplier<?>) op.argument()).get();
    }

    @Override
    protected long fingerprint() {
        long hash = 0;
        for (Node<T> node : nodes) {
            hash = Hash.mix(Hash.mix(hash, node.name()), node.references * 2L + (node.dead ? 1 : 0));
        }
        return hash;
    }
}
