// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A place in the code of a task, and the {@link Use}s, by their numbers, that may follow: at the place and later, by the task
 * and by those that it starts.
 */
final class Place {
    final Set<Place> before = new HashSet<>();
    final BitSet uses = new BitSet();

    /** What is not disturbed by any of them, as far as is known, and was relied on. */
    final Set<Use> relied = new HashSet<>();

    /** {@return whether one of these may follow that is of that kind} */
    boolean mayFollow(BitSet some, IntPredicate kind) {
        BitSet both = (BitSet) some.clone();
        both.and(uses);
        return both.stream().anyMatch(kind);
    }

    /** {@return how many that were relied on are disturbed by the use, which is new here} */
    int refute(Use use) {
        int before = relied.size();
        relied.removeIf(wanted -> wanted.isDisturbedBy(use));
        return before - relied.size();
    }
}
