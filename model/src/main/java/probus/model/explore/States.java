// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** The states that a search has met, in parts, so that its workers seldom wait for each other. */
final class States {
    private static final int BITS = 6;
    private final LongAdder visits = new LongAdder();
    private final LongAdder ends = new LongAdder();
    private final Fingerprints[] parts = new Fingerprints[1 << BITS];
    /** The tasks, in canonical form, that are to be tried at a state and were not yet. */
    private final Fingerprints[] open = new Fingerprints[1 << BITS];

    States() {
        Arrays.setAll(parts, part -> new Fingerprints());
        Arrays.setAll(open, part -> new Fingerprints());
    }

    /**
     * {@return the tasks to try at this state, in canonical form: those that do not sleep and, if the state was met before,
     * slept whenever it was}
     */
    long visit(long state, long asleep) {
        visits.increment();
        Fingerprints part = part(state);
        synchronized (part) {
            if (part.add(state, asleep)) {
                return ~asleep;
            }
            long slept = part.get(state);
            part.set(state, slept & asleep);
            return slept & ~asleep;
        }
    }

    /**
     * Adds tasks that are to be tried at a state that was met, and takes one.
     *
     * @param more the tasks, in canonical form
     * @param from of these and those that are open already, one from this on is taken if there is one; 0 for any
     * @return the task that is to be tried now, and by nobody else, or 0
     */
    long take(long state, long more, long from) {
        Fingerprints part = open[index(state)];
        synchronized (part) {
            long all = part.get(state, 0) | more;
            long next = all & -from;
            long taken = Long.lowestOneBit(next == 0 ? all : next);
            if (all != 0 && !part.add(state, all & ~taken)) {
                part.set(state, all & ~taken);
            }
            return taken;
        }
    }

    /** {@return whether there is something to be tried at the state} */
    boolean isOpen(long state) {
        Fingerprints part = open[index(state)];
        synchronized (part) {
            return part.get(state, 0) != 0;
        }
    }

    /** An execution ended in this state. */
    void end(long state) {
        if (visit(state, 0) != 0) {
            ends.increment();
        }
    }

    /** {@return how often a state was met that had been met before} */
    long again() {
        return visits.sum() - size();
    }

    /** {@return in how many of the states executions ended} */
    long ends() {
        return ends.sum();
    }

    boolean contains(long state) {
        Fingerprints part = part(state);
        synchronized (part) {
            return part.contains(state);
        }
    }

    private Fingerprints part(long state) {
        return parts[index(state)];
    }

    private static int index(long state) {
        return (int) (state >>> (Long.SIZE - BITS));
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
