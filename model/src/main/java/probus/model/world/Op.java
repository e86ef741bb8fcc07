// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/**
 * One step that a task wants to do next.
 *
 * @param kind what it does
 * @param location to what
 * @param access how, for memory; {@code ORDERED} for everything else
 * @param argument what it stores, or null; means what the location takes it for
 */
public record Op(Kind kind, Location location, Access access, Object argument) {
    /** A step that is no memory access. */
    static Op of(Kind kind, Location location) {
        return new Op(kind, location, kind == Kind.FREE ? Access.PLAIN : Access.ORDERED, null);
    }

    /** {@return what of it decides whether its order matters} */
    public Footprint footprint() {
        long owner = location.owner() == null ? 0 : location.owner().name();
        return new Footprint(kind, location.name(), owner, fingerprint());
    }

    /** {@return whether the step changes memory} */
    boolean changes() {
        return kind == Kind.WRITE || kind == Kind.UPDATE || kind == Kind.FREE;
    }

    /** {@return whether the two steps, if nothing orders them, are a data race} */
    boolean racesWith(Op other) {
        boolean plain = access == Access.PLAIN || other.access == Access.PLAIN;
        if (!plain || !(changes() || other.changes())) {
            return false;
        }
        return location == other.location ? location.isMemory() : endsLifeUnder(other) || other.endsLifeUnder(this);
    }

    private boolean endsLifeUnder(Op other) {
        return kind == Kind.FREE && other.location.owner() == location;
    }

    /** {@return a fingerprint of kind, access and location, the same in every execution} */
    public long fingerprint() {
        return Hash.mix(location.name(), kind.fingerprint() + access.fingerprint());
    }

    @Override
    public String toString() {
        return kind + " " + location;
    }
}
