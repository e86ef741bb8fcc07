// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A place in the code of a task, and the {@link Use}s, by their numbers, that may follow: at the place and later, by the task
 * and by those that it starts. Changed only under the lock of {@link Sharing}; answers that were given may be looked up
 * without it.
 */
final class Place {
    final Set<Place> before = new HashSet<>();
    final BitSet uses = new BitSet();

    /** What commutes with all of them, as far as is known, and was relied on; and what does not. */
    private final Map<Long, Use> relied = new ConcurrentHashMap<>();

    private final Set<Long> refused = ConcurrentHashMap.newKeySet();

    boolean isRelied(long use) {
        return relied.containsKey(use);
    }

    boolean isRefused(long use) {
        return refused.contains(use);
    }

    void answer(long key, Use use, boolean commutes) {
        if (commutes) {
            relied.put(key, use);
        } else {
            refused.add(key);
        }
    }

    /** {@return how many that were relied on do not commute with the use, which is new here} */
    int refute(Use use) {
        int before = relied.size();
        relied.forEach((key, wanted) -> {
            if (wanted.isDisturbedBy(use)) {
                refused.add(key);
                relied.remove(key);
            }
        });
        return before - relied.size();
    }
}
