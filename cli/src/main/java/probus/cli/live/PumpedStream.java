// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that another thread reads, so that it can be ended while that thread is stuck in a read. Holds a bounded number of
 * bytes that nobody has asked for yet.
 */
public final class PumpedStream extends LiveStream {
    private static final int CAPACITY = 1 << 18;

    private final InputStream in;
    private final byte[] ring = new byte[CAPACITY];
    private int first;
    private int size;
    private boolean ended;
    private boolean begun;
    private IOException failure;

    /** A stream of the bytes of {@code in}. */
    public PumpedStream(InputStream in) {
        this.in = in;
    }

    @Override
    public synchronized void stop() {
        super.stop();
        notifyAll();
    }

    @Override
    public synchronized int available() {
        return size;
    }

    @Override
    public synchronized int read(byte[] bytes, int from, int length) throws IOException {
        begin();
        try {
            while (size == 0 && !ended && !isStopped()) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
        if (size == 0) {
            if (failure != null && !isStopped()) {
                throw failure;
            }
            return -1;
        }
        int count = Math.min(Math.min(length, size), CAPACITY - first);
        System.arraycopy(ring, first, bytes, from, count);
        first = (first + count) % CAPACITY;
        size -= count;
        notifyAll();
        return count;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            Thread pump = new Thread(this::pump, "pump");
            pump.setDaemon(true);
            pump.start();
        }
    }

    private void pump() {
        byte[] chunk = new byte[1 << 16];
        try {
            for (int count = in.read(chunk); count >= 0 && !isStopped(); count = in.read(chunk)) {
                add(chunk, count);
            }
            end(null);
        } catch (IOException failed) {
            end(failed);
        } catch (InterruptedException interrupted) {
            end(null);
        }
    }

    private synchronized void add(byte[] chunk, int count) throws InterruptedException {
        int done = 0;
        while (done < count && !isStopped()) {
            if (size == CAPACITY) {
                wait();
                continue;
            }
            int at = (first + size) % CAPACITY;
            int part = Math.min(Math.min(count - done, CAPACITY - size), CAPACITY - at);
            System.arraycopy(chunk, done, ring, at, part);
            size += part;
            done += part;
            notifyAll();
        }
    }

    private synchronized void end(IOException reason) {
        ended = true;
        failure = reason;
        notifyAll();
    }
}
