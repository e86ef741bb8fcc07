// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import probus.model.world.Footprint;

/**
 * Who may still touch what, and under which locks: from each {@link Place} in the code what can follow, the union over all
 * executions that were looked at, by names that are the same in all of them. It only grows. Safe to be shared by threads:
 * each asks through {@link Movers} of its own.
 *
 * <p>An access to a member of an object also looks at the object's life, which {@code kfree} changes. What is done while no
 * other task has been started yet is done before everything that others do, and does not count.
 */
final class Sharing {
    private final Map<Long, Place> places = new HashMap<>();
    private final Map<Use, Integer> numbers = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();
    /** The numbers of what is done to a location, or to a member of it, by its name. */
    private final Map<Long, BitSet> touching = new HashMap<>();

    private final Set<Footprint> last = new HashSet<>();
    private final Set<Footprint> silent = new HashSet<>();
    private volatile int refuted;

    /** {@return how often something was relied on that is not so} */
    int refuted() {
        return refuted;
    }

    private synchronized void refute(int times) {
        refuted += times;
    }

    /** Learns that this is done in one place, to which one comes from the other: 0 if a task begins there that nobody started. */
    synchronized void learn(long before, long there, Use use) {
        Place place = place(there);
        if (before != 0) {
            place.before.add(place(before));
            follow(place(before), place.uses);
        }
        BitSet one = new BitSet();
        one.set(number(use));
        follow(place, one);
    }

    private Place place(long name) {
        return places.computeIfAbsent(name, none -> new Place());
    }

    private int number(Use use) {
        Integer number = numbers.putIfAbsent(use, uses.size());
        if (number == null) {
            number = uses.size();
            uses.add(use);
            touching(use.step().location()).set(number);
            touching(use.step().owner()).set(number);
        }
        return number;
    }

    private BitSet touching(long location) {
        return touching.computeIfAbsent(location, none -> new BitSet());
    }

    /** These may follow a place, and therefore all those from which one comes there. */
    private void follow(Place first, BitSet all) {
        Deque<Place> open = new ArrayDeque<>(List.of(first));
        Map<Place, BitSet> more = new HashMap<>(Map.of(first, (BitSet) all.clone()));
        while (!open.isEmpty()) {
            Place place = open.remove();
            BitSet fresh = more.remove(place);
            fresh.andNot(place.uses);
            place.uses.or(fresh);
            refute(fresh.stream().map(number -> place.refute(uses.get(number))).sum());
            for (Place before : fresh.isEmpty() ? Set.<Place>of() : place.before) {
                if (!more.containsKey(before)) {
                    open.add(before);
                }
                more.computeIfAbsent(before, none -> new BitSet()).or(fresh);
            }
        }
    }

    /** {@return whether, as far as is known, no step that may follow from a place disturbs this one, which can be done now} */
    synchronized boolean isUndisturbed(Use use, long place) {
        Place there = place(place);
        return !there.mayFollow(touching(use.step().location()), other -> isDisturbed(use, other))
                && !there.mayFollow(touching(use.step().owner()), other -> isDisturbed(use, other));
    }

    /** {@return whether it is so} If it is, that is relied on from now on. */
    synchronized boolean rely(Use use, long place) {
        boolean undisturbed = isUndisturbed(use, place);
        if (undisturbed) {
            place(place).relied.add(use);
        }
        return undisturbed;
    }

    private boolean isDisturbed(Use use, int other) {
        return use.isDisturbedBy(uses.get(other));
    }

    /** Learns that a task ended with this step. */
    synchronized void ended(Footprint step) {
        if (last.add(step) && silent.contains(step)) {
            refute(1);
        }
    }

    /** {@return whether no task ended with this step} From now on that is relied on. */
    synchronized boolean isNeverLast(Footprint step) {
        silent.add(step);
        return !last.contains(step);
    }
}
