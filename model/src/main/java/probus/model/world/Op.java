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

    /** {@return whether the order of the two steps, of different tasks, can matter} Canonical: they may come from different executions. */
    public boolean dependsOn(Op other) {
        if (kind.isPrivate() || other.kind.isPrivate()) {
            return false;
        }
        if (location.name() == other.location.name()) {
            return !(kind.isShared() && other.kind.isShared());
        }
        return endsLifeUnder(other) || other.endsLifeUnder(this);
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
        return kind == Kind.FREE
                && other.location.owner() != null
                && other.location.owner().name() == location.name();
    }

    /** {@return whether there may be a state in which either of the two steps, which depend on each other, can come first} */
    public boolean mayCompeteWith(Op other) {
        return !gives(kind, other.kind) && !gives(other.kind, kind);
    }

    private static boolean gives(Kind unlock, Kind other) {
        return switch (unlock) {
            case UNLOCK -> other != Kind.TRYLOCK;
            case UNLOCK_SHARED -> other == Kind.LOCK;
            default -> false;
        };
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
