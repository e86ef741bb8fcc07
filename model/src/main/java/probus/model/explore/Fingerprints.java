// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

/**
 * A set of 64-bit fingerprints, each with 64 bits that belong to it. Two different things have the same fingerprint with a
 * chance of about n^2 / 2^65 among n of them ({@link #collisionChance}).
 */
final class Fingerprints {
    private static final double LOAD = 0.6;
    private long[] keys = new long[1 << 10];
    private long[] values = new long[1 << 10];
    private int size;
    private boolean hasZero;
    private long zeroValue;

    /** {@return whether the fingerprint was not there; then it is now} */
    boolean add(long key, long value) {
        if (key == 0) {
            boolean added = !hasZero;
            zeroValue = added ? value : zeroValue;
            hasZero = true;
            return added;
        }
        int slot = slot(key);
        if (keys[slot] == key) {
            return false;
        }
        keys[slot] = key;
        values[slot] = value;
        size++;
        if (size > LOAD * keys.length) {
            grow();
        }
        return true;
    }

    /** Adds a fingerprint; the smallest of the values that it was added with belongs to it. */
    void addSmallest(long key, long value) {
        if (!add(key, value) && value < get(key)) {
            set(key, value);
        }
    }

    /** Calls for each fingerprint and what belongs to it, in no particular order. */
    void forEach(Visitor visitor) {
        if (hasZero) {
            visitor.visit(0, zeroValue);
        }
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != 0) {
                visitor.visit(keys[slot], values[slot]);
            }
        }
    }

    /** Is called with a fingerprint and what belongs to it. */
    interface Visitor {
        void visit(long key, long value);
    }

    boolean contains(long key) {
        return key == 0 ? hasZero : keys[slot(key)] == key;
    }

    /** {@return what belongs to a fingerprint that is there} */
    long get(long key) {
        return get(key, 0);
    }

    /** {@return what belongs to a fingerprint, or something else if it is not there} */
    long get(long key, long otherwise) {
        if (key == 0) {
            return hasZero ? zeroValue : otherwise;
        }
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : otherwise;
    }

    /** Replaces what belongs to a fingerprint that is there. */
    void set(long key, long value) {
        if (key == 0) {
            zeroValue = value;
        } else {
            values[slot(key)] = value;
        }
    }

    int size() {
        return size + (hasZero ? 1 : 0);
    }

    double collisionChance() {
        return (double) size() * size() / 0x1p65;
    }

    private int slot(long key) {
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
