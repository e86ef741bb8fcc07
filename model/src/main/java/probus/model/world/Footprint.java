// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/**
 * What of a step decides whether the order of two steps matters. Refers to nothing of its execution, so that a search may
 * keep many and compare those of different executions.
 *
 * @param kind what the step does
 * @param location the name of what it does it to
 * @param owner the name of the object that this is a part of, or 0
 * @param fingerprint of kind, access and location
 */
public record Footprint(Kind kind, long location, long owner, long fingerprint) {
    /** {@return whether the order of the two steps, of different tasks, can matter} */
    public boolean dependsOn(Footprint other) {
        if (kind.isPrivate() || other.kind.isPrivate()) {
            return false;
        }
        if (location == other.location) {
            return !(kind.isShared() && other.kind.isShared());
        }
        return endsLifeUnder(other) || other.endsLifeUnder(this);
    }

    private boolean endsLifeUnder(Footprint other) {
        return kind == Kind.FREE && other.owner == location;
    }

    /** {@return whether it changes what it touches, for others that look at it} */
    public boolean changes() {
        return !kind.isShared();
    }

    /** {@return whether there may be a state in which either of the two steps, which depend on each other, can come first} */
    public boolean mayCompeteWith(Footprint other) {
        return !gives(kind, other.kind) && !gives(other.kind, kind);
    }

    private static boolean gives(Kind unlock, Kind other) {
        return switch (unlock) {
            case UNLOCK -> other != Kind.TRYLOCK;
            case UNLOCK_SHARED -> other == Kind.LOCK;
            default -> false;
        };
    }
}
