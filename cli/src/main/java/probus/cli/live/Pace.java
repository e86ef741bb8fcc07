// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How fast a source that can wait goes on: the model. Any thread may set the pace, the source asks before each event.
 */
public final class Pace {
    /** As fast as it is checked. */
    public static final double UNTHROTTLED = 0;

    /** The least speed, events a second. */
    public static final double SLOWEST = 0.1;

    private static final double FASTEST = 1e9;
    private static final long LOOK_AGAIN_MS = 20;

    private final BooleanSupplier checked;
    private double perSecond;
    private long steps;
    private boolean paused;
    private boolean untilViolation;
    private boolean closed;
    private long due;

    /**
     * Sets a pace.
     *
     * @param perSecond events a second, or {@link #UNTHROTTLED}
     * @param checked whether all that was delivered has been checked
     */
    Pace(double perSecond, BooleanSupplier checked) {
        this.checked = checked;
        speed(perSecond);
    }

    /** Goes on, at the speed that was set. */
    public synchronized void run() {
        paused = false;
        untilViolation = false;
        due = 0;
        notifyAll();
    }

    /** Stops before the next event. */
    public synchronized void pause() {
        paused = true;
        untilViolation = false;
        steps = 0;
    }

    /** Delivers so many events and stops. */
    public synchronized void step(long events) {
        paused = true;
        untilViolation = false;
        steps = Math.max(1, events);
        notifyAll();
    }

    /** Goes on, unthrottled, and stops behind the next event that breaks a rule. */
    public synchronized void runToViolation() {
        paused = false;
        untilViolation = true;
        notifyAll();
    }

    /**
     * Sets the speed.
     *
     * @param events a second, from 0.1; or {@link #UNTHROTTLED}
     */
    public synchronized void speed(double events) {
        boolean sensible = events == UNTHROTTLED || (events >= SLOWEST && events <= FASTEST);
        if (!sensible) {
            throw new IllegalArgumentException("a speed is " + SLOWEST + " or more events a second, or 0 for no limit");
        }
        perSecond = events;
        due = 0;
        notifyAll();
    }

    /** {@return events a second, or {@link #UNTHROTTLED}} */
    public synchronized double speed() {
        return perSecond;
    }

    /** {@return whether it waits to be told to go on} */
    public synchronized boolean isPaused() {
        return paused && steps == 0;
    }

    /** A rule was broken. */
    synchronized void violated() {
        if (untilViolation) {
            pause();
        }
    }

    /** Nobody waits any more, now or later. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until the next event is due. */
    synchronized void await() throws InterruptedException {
        while (!closed && (mustWaitForCheck() || (paused && steps == 0))) {
            wait(LOOK_AGAIN_MS);
        }
        if (steps > 0) {
            steps--;
            return;
        }
        if (perSecond == UNTHROTTLED || untilViolation) {
            return;
        }
        long now = System.nanoTime();
        due = due == 0 ? now : due + (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        if (due < now - TimeUnit.SECONDS.toNanos(1)) {
            due = now;
        }
        while (!closed && !paused && perSecond != UNTHROTTLED && due != 0 && now < due) {
            TimeUnit.NANOSECONDS.timedWait(this, due - now);
            now = System.nanoTime();
        }
        if (!closed && paused && steps == 0) {
            await();
        }
    }

    /** To stop behind the violating event, the next one must not be delivered before that one was checked. */
    private boolean mustWaitForCheck() {
        return untilViolation && !checked.getAsBoolean();
    }
}
