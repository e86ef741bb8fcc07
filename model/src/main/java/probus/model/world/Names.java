// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.HashMap;
import java.util.Map;

/** Gives names that say what something is and where it was made, never when, so that they are the same in all orders. */
final class Names {
    private final Map<Long, Integer> used = new HashMap<>();
    private long fingerprint;

    /**
     * {@return the name of something that has its label to itself}
     *
     * @throws IllegalArgumentException if something else has that label
     */
    long claimed(String label) {
        long name = Hash.of(label);
        if (used.putIfAbsent(name, 1) != null) {
            throw new IllegalArgumentException("There are two called " + label);
        }
        return name;
    }

    /** {@return the name of something that the task, or null while the world is built, makes now} */
    long ofNew(String label, Task maker) {
        long what = Hash.of(label);
        long place = maker == null ? Hash.mix(0, what) : maker.frames.nextUse(what);
        int before = used.merge(place, 1, Integer::sum) - 1;
        if (before == 0) {
            return place;
        }
        // Made at one place whose past was forgotten: told apart by their count, which then is part of the state.
        fingerprint ^= Hash.mix(place, before) ^ Hash.mix(place, before - 1);
        return Hash.mix(place, before);
    }

    long fingerprint() {
        return fingerprint;
    }
}
