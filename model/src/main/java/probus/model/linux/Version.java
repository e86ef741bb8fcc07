// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import probus.facts.KernelProfile;

/**
 * A version of the kernel: a profile, for experiments with changes added to it or taken from it.
 *
 * @param profile what it was made from
 * @param changes all changes that it has
 */
public record Version(KernelProfile profile, Set<Change> changes) {
    /** A version whose changes stay as they are. */
    public Version {
        changes = Collections.unmodifiableSet(EnumSet.copyOf(changes));
    }

    /** {@return the profile as it is} */
    public static Version of(KernelProfile profile) {
        EnumSet<Change> changes = EnumSet.noneOf(Change.class);
        for (Change change : Change.values()) {
            if (change.isIn(profile)) {
                changes.add(change);
            }
        }
        return new Version(profile, changes);
    }

    /** {@return the same with one change more} */
    public Version with(Change change) {
        EnumSet<Change> more = EnumSet.copyOf(changes);
        more.add(change);
        return new Version(profile, more);
    }

    /** {@return the same with one change less} */
    public Version without(Change change) {
        EnumSet<Change> fewer = EnumSet.copyOf(changes);
        fewer.remove(change);
        return new Version(profile, fewer);
    }

    /** {@return the profile's id, with {@code +COMMIT} and {@code -COMMIT} for each difference} */
    public String name() {
        Set<Change> own = of(profile).changes();
        String added = changes.stream()
                .filter(change -> !own.contains(change))
                .map(change -> "+" + change)
                .collect(Collectors.joining());
        String taken = own.stream()
                .filter(change -> !changes.contains(change))
                .map(change -> "-" + change)
                .collect(Collectors.joining());
        return profile.id() + added + taken;
    }
}
