// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.concurrent.TimeUnit;

/** Tells how many events a second there were, over about the last second. */
final class Meter {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long since;
    private long base;
    private long last;
    private long perSecond;

    /** {@return whether there were events since the last reading} */
    boolean isNew(long events) {
        return events != last;
    }

    /** Reads the counter. */
    void at(long now, long events) {
        last = events;
        if (since == 0) {
            since = now;
            base = events;
        } else if (now - since >= WINDOW_NANOS) {
            perSecond = (events - base) * WINDOW_NANOS / (now - since);
            since = now;
            base = events;
        }
    }

    long perSecond() {
        return perSecond;
    }
}
