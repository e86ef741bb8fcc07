// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayDeque;
import java.util.Queue;

/** Places from which a search is to go on, the first found first. Over when all workers wait for one. */
final class Frontier {
    private final int workers;
    private final Queue<Path> open = new ArrayDeque<>();
    private int waiting;
    private boolean over;

    /** The root, for so many workers. */
    Frontier(int workers) {
        this.workers = workers;
        open.add(Path.ROOT);
    }

    /** {@return a place, or null if there will be no more} Waits for one. */
    synchronized Path take() {
        waiting++;
        try {
            while (open.isEmpty() && waiting < workers && !over) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            over = true;
        }
        if (open.isEmpty() || over) {
            close();
            return null;
        }
        waiting--;
        return open.remove();
    }

    synchronized void add(Path path) {
        open.add(path);
        if (waiting > 0) {
            notify();
        }
    }

    /** There will be no more. */
    synchronized void close() {
        over = true;
        notifyAll();
    }
}
