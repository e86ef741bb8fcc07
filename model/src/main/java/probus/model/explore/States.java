// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Arrays;

/** The states that a search has met, in parts, so that its workers seldom wait for each other. */
final class States implements Descent.Met {
    private static final int BITS = 6;
    private final Fingerprints[] parts = new Fingerprints[1 << BITS];

    States() {
        Arrays.setAll(parts, part -> new Fingerprints());
    }

    @Override
    public boolean add(long state) {
        Fingerprints part = part(state);
        synchronized (part) {
            return part.add(state, 0);
        }
    }

    boolean contains(long state) {
        Fingerprints part = part(state);
        synchronized (part) {
            return part.contains(state);
        }
    }

    private Fingerprints part(long state) {
        return parts[(int) (state >>> (Long.SIZE - BITS))];
    }

    long size() {
        long size = 0;
        for (Fingerprints part : parts) {
            synchronized (part) {
                size += part.size();
            }
        }
        return size;
    }
}
