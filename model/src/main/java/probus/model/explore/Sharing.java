// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import probus.model.world.Footprint;
import probus.model.world.Hash;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.View;

/**
 * Who may still touch what, and under which locks: from each {@link Place} in the code what can follow, the union over all
 * executions that were looked at, by names that are the same in all of them. It only grows. Safe to be shared by threads.
 *
 * <p>An access to a member of an object also looks at the object's life, which {@code kfree} changes. What is done while no
 * other task has been started yet is done before everything that others do, and does not count.
 */
final class Sharing {
    private final Map<Long, Place> places = new ConcurrentHashMap<>();
    private final Map<Use, Integer> numbers = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();
    /** The numbers of what is done to a location, or to a member of it, by its name. */
    private final Map<Long, BitSet> touching = new HashMap<>();

    private final Set<Long> known = ConcurrentHashMap.newKeySet();
    private final Set<Footprint> last = ConcurrentHashMap.newKeySet();
    private final Set<Footprint> silent = ConcurrentHashMap.newKeySet();
    private volatile int refuted;

    /** {@return how often something was relied on that is not so} */
    int refuted() {
        return refuted;
    }

    private synchronized void refute(int times) {
        refuted += times;
    }

    /** Learns what tasks want to do that did not want it one step ago. */
    void learn(View view) {
        for (int task = 0; task < view.tasks() && view.tasks() > 1; task++) {
            boolean isNew = task == view.current() || view.startedAt(task) == view.step();
            if (isNew && view.pending(task) != null) {
                learn(view.task(task), view.pending(task));
            }
        }
    }

    private void learn(Task task, Op pending) {
        boolean isFirst = task.placeBefore() == 0 && task.starter() != null;
        long before = isFirst ? task.starter().placeBefore() : task.placeBefore();
        long way = Hash.mix(Hash.mix(before, task.place()), task.locksFingerprint());
        if (known.add(way)) {
            learn(before, task.place(), Use.of(pending.footprint(), task));
        }
    }

    private synchronized void learn(long before, long there, Use use) {
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

    /** Learns that a task ended with this step. */
    void ended(Footprint step) {
        if (last.add(step) && silent.contains(step)) {
            refute(1);
        }
    }

    /**
     * {@return whether what the task wants, which it can do, and any steps that others do before can be done in the other
     * order with the same result}
     */
    boolean isMover(View view, int number) {
        long wanted =
                Hash.mix(view.pending(number).fingerprint(), view.task(number).locksFingerprint());
        long idle = view.idleBefore(number) | 1L << number;
        for (int other = 0; other < view.tasks(); other++) {
            if ((idle >>> other & 1) == 0 && !commutes(place(view.task(other).place()), wanted, view, number)) {
                return false;
            }
        }
        return true;
    }

    private boolean commutes(Place place, long wanted, View view, int number) {
        if (place.isRelied(wanted)) {
            return true;
        }
        if (place.isRefused(wanted)) {
            return false;
        }
        Use use = Use.of(view.pending(number).footprint(), view.task(number));
        synchronized (this) {
            boolean commutes = !isDisturbed(use, place, use.step().location())
                    && !isDisturbed(use, place, use.step().owner());
            place.answer(wanted, use, commutes);
            return commutes;
        }
    }

    private boolean isDisturbed(Use use, Place place, long location) {
        BitSet both = (BitSet) touching(location).clone();
        both.and(place.uses);
        return both.stream().anyMatch(number -> use.isDisturbedBy(uses.get(number)));
    }

    /** {@return whether it is such a step and, besides, lets nobody go on who waits} */
    boolean isSilent(View view, int task) {
        Footprint step = view.pending(task).footprint();
        boolean wakes = switch (step.kind()) {
            case UNLOCK, UNLOCK_SHARED, COMPLETE -> true;
            default -> false;
        };
        if (wakes || !isMover(view, task)) {
            return false;
        }
        silent.add(step);
        return !last.contains(step);
    }
}
