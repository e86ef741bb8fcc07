// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;

/**
 * What was delivered and not yet checked; never more than its capacity. Where there is no room, the source waits; if it cannot
 * wait for ever, it waits for a while, and then events are dropped and counted until there is room again: an {@link
 * ProbeEvent.EventsLost} takes their place. What is no event is never dropped.
 */
final class EventQueue {
    private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
    private final int capacity;
    private final long patienceNanos;
    private ProbeEvent last = new ProbeEvent.EndOfTrace(Stamp.NONE, false, false);
    private boolean closed;
    private boolean losing;
    private long missing;
    private volatile long dropped;
    private volatile int waiting;

    /**
     * An empty queue.
     *
     * @param capacity how many deliveries it holds
     * @param patience how long the source waits for room before it drops events, milliseconds; negative: for ever
     */
    EventQueue(int capacity, long patience) {
        this.capacity = capacity;
        this.patienceNanos = patience < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(patience);
    }

    /** Adds what was delivered, or drops it if it is an event and the wait was too long. */
    synchronized void put(Delivery delivery) throws InterruptedException {
        boolean event = delivery instanceof Delivery.Event;
        if (delivery instanceof Delivery.Event arrived) {
            last = arrived.event();
        }
        // Who has just waited in vain does not wait again for each event until there is room.
        long patience = !event ? Long.MAX_VALUE : losing ? 0 : patienceNanos;
        if (!waitForRoom(missing > 0 ? 2 : 1, patience)) {
            losing = true;
            missing++;
            dropped++;
            return;
        }
        losing = false;
        if (missing > 0) {
            queue.add(lost());
            missing = 0;
        }
        queue.add(delivery);
        waiting = queue.size();
        notifyAll();
    }

    /** Moves what there is to {@code taken}; waits for it if there is nothing, but not longer than so many milliseconds. */
    synchronized void take(Collection<Delivery> taken, long patience) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        while (queue.isEmpty() && !closed) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        taken.addAll(queue);
        queue.clear();
        waiting = 0;
        notifyAll();
    }

    /** There will be nothing more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** {@return whether there is nothing and will be nothing more} */
    synchronized boolean isOver() {
        return closed && queue.isEmpty();
    }

    /** {@return how many deliveries wait} */
    int size() {
        return waiting;
    }

    int capacity() {
        return capacity;
    }

    /** {@return how many events were dropped since the beginning} */
    long dropped() {
        return dropped;
    }

    private boolean waitForRoom(int places, long patience) throws InterruptedException {
        long begun = System.nanoTime();
        while (queue.size() + places > capacity) {
            if (patience == Long.MAX_VALUE) {
                wait();
                continue;
            }
            long left = patience - (System.nanoTime() - begun);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private Delivery lost() {
        Stamp at = new Stamp(last.getSeq(), last.getTime(), -1, Task.UNKNOWN, Origin.NONE, false);
        return new Delivery.Event(new ProbeEvent.EventsLost(at, -1, missing, "", false), System.nanoTime());
    }
}
