// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.OptionalLong;
import probus.model.world.Outcome;
import probus.model.world.View;

/**
 * Depth first with sleep sets and a cache of states. Meets every state, which {@link Exhaustive} does not need to. A state that was met before
 * is not continued, except with tasks that slept then and do not now (Godefroid, Holzmann and Pirottin, CAV 1992). Sound for
 * what is a property of states, and for observers that fold what they remember into the state.
 */
public final class CachedDfs extends SleepSets {
    private final Fingerprints met = new Fingerprints();

    @Override
    public String name() {
        return "cache";
    }

    @Override
    long candidates(Node node, View view) {
        long sleep = sleepAfter(lastStep());
        long state = view.stateHash();
        if (met.add(state, view.canonical(sleep))) {
            node.sleep = sleep;
            return node.enabled & ~sleep;
        }
        long sleptThen = view.tasks(met.get(state));
        node.sleep = sleep & sleptThen;
        met.set(state, view.canonical(node.sleep));
        return node.enabled & sleptThen & ~sleep;
    }

    @Override
    public void finished(View view, Outcome outcome) {
        boolean isFinal =
                outcome == Outcome.ENDED || outcome == Outcome.DEADLOCK || outcome == Outcome.STUCK_BEHIND_OOPS;
        if (isFinal) {
            met.add(view.stateHash(), 0);
        }
    }

    @Override
    public OptionalLong states() {
        return OptionalLong.of(met.size());
    }

    /** {@return the chance that two different states were taken for one} */
    public double collisionChance() {
        return met.collisionChance();
    }
}
