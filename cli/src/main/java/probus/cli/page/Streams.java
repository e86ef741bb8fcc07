// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The browsers that are being told. There are only so many, and one that does not read is sent away. */
final class Streams implements AutoCloseable {
    static final int MOST = 8;
    private static final long LOOK_EVERY_MS = 1_000;

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Timer watch = new Timer("page-watch", true);

    Streams(long patienceMs) {
        long patience = TimeUnit.MILLISECONDS.toNanos(patienceMs);
        long period = Math.min(LOOK_EVERY_MS, patienceMs);
        TimerTask look = new TimerTask() {
            @Override
            public void run() {
                stopStuck(patience);
            }
        };
        watch.schedule(look, period, period);
    }

    /** {@return whether there was room for one more} */
    synchronized boolean add(EventStream stream) {
        return streams.size() < MOST && streams.add(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    int count() {
        return streams.size();
    }

    /** Ends all of them. Browsers come back and go on where they were. */
    void cut() {
        streams.forEach(EventStream::stop);
    }

    @Override
    public void close() {
        watch.cancel();
        cut();
    }

    private void stopStuck(long patience) {
        long now = System.nanoTime();
        streams.stream().filter(stream -> stream.isStuck(now, patience)).forEach(EventStream::stop);
    }
}
