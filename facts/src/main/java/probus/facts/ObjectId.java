// SPDX-License-Identifier: Apache-2.0
package probus.facts;

/**
 * The identity of a kernel object. A slab hands a freed address out again at once, so an address alone names nothing: the
 * generation says how many times the address was allocated before.
 *
 * @param address the pointer's value; {@code 0} is NULL
 * @param generation how many earlier allocations of this address were seen; {@code -1} where the value is not known
 */
public record ObjectId(long address, int generation) {
    /** The null pointer, as a value that was seen. */
    public static final ObjectId NULL = new ObjectId(0, 0);

    /** A pointer that the input did not record. */
    public static final ObjectId UNKNOWN = new ObjectId(0, -1);

    /** {@return whether the input recorded this value} */
    public boolean isKnown() {
        return generation >= 0;
    }

    /** {@return whether this is a recorded NULL} */
    public boolean isNull() {
        return address == 0 && generation >= 0;
    }

    /** {@return whether this names an object: recorded and not NULL} */
    public boolean isObject() {
        return address != 0;
    }

    // Written out: what a record inherits is linked anew at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectId id && address == id.address && generation == id.generation;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address * 31 + generation);
    }

    @Override
    public String toString() {
        if (!isKnown()) {
            return "unknown";
        }
        if (isNull()) {
            return "NULL";
        }
        return "0x" + Long.toHexString(address) + (generation == 0 ? "" : "#" + (generation + 1));
    }
}
