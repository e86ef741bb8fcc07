// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayDeque;
import java.util.Deque;

/** Places in the tree of decisions from which a worker is to go on. Over when all workers wait for one. */
final class Jobs {
    private final int workers;
    private final Deque<Job> open = new ArrayDeque<>();
    private int waiting;
    private boolean over;
    private volatile boolean wanted;

    /** The root, for so many workers. */
    Jobs(int workers) {
        this.workers = workers;
        open.add(Job.ROOT);
    }

    /** {@return the place, or null if there will be no more} Waits for one. */
    synchronized Job take() throws InterruptedException {
        waiting++;
        while (open.isEmpty() && waiting < workers && !over) {
            wanted = true;
            wait();
        }
        if (open.isEmpty() || over) {
            close();
            return null;
        }
        waiting--;
        Job job = open.poll();
        wanted = waiting > open.size();
        return job;
    }

    /** {@return whether somebody waits} */
    boolean isWanted() {
        return wanted;
    }

    synchronized void give(Job job) {
        open.add(job);
        wanted = waiting > open.size();
        notifyAll();
    }

    /** There will be no more. */
    synchronized void close() {
        over = true;
        notifyAll();
    }
}
