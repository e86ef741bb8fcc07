// SPDX-License-Identifier: Apache-2.0
package probus.model.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;

/**
 * Carries each task on a platform thread of its own; a baton says whose turn it is, everybody else sleeps. Works on any
 * JDK and costs some microseconds per hand-over. Threads are kept for the next execution. A task that is forgotten before
 * its end is unwound by an {@link Abandoned} thrown from {@link #handTo}.
 */
final class PlatformThreadCarrier implements Carrier {
    private final List<Worker> workers = new ArrayList<>();
    private final Semaphore home = new Semaphore(0);
    private int tasks;
    private int running = NOBODY;
    private boolean abandoning;
    private Throwable escaped;

    /** Unwinds a task that nobody will continue. */
    private static final class Abandoned extends Error {
        Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    @Override
    public void add(int task, IntSupplier body) {
        if (task == workers.size()) {
            workers.add(new Worker(task));
        }
        workers.get(task).body = body;
        tasks = task + 1;
    }

    @Override
    public void run(int first) {
        pass(first);
        home.acquireUninterruptibly();
        Escapes.rethrow(escaped);
    }

    @Override
    public void handTo(int next) {
        Worker self = workers.get(running);
        pass(next);
        self.baton.acquireUninterruptibly();
        if (abandoning) {
            throw new Abandoned();
        }
    }

    private void pass(int next) {
        running = next;
        (next == NOBODY ? home : workers.get(next).baton).release();
    }

    @Override
    public void reset() {
        abandoning = true;
        for (Worker worker : workers.subList(0, tasks)) {
            if (worker.started) {
                pass(worker.task);
                home.acquireUninterruptibly();
            }
            worker.body = null;
        }
        abandoning = false;
        tasks = 0;
        escaped = null;
    }

    @Override
    public void close() {
        reset();
        for (Worker worker : workers) {
            worker.closed = true;
            worker.baton.release();
        }
        workers.clear();
    }

    /** One thread, used again for the task with the same number of the next execution. */
    private final class Worker implements Runnable {
        private final int task;
        private final Semaphore baton = new Semaphore(0);
        private IntSupplier body;
        private boolean started;
        private boolean closed;

        Worker(int task) {
            this.task = task;
            Thread thread = new Thread(this, "task-" + task);
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            for (baton.acquireUninterruptibly(); !closed; baton.acquireUninterruptibly()) {
                started = true;
                int next = ending();
                started = false;
                pass(next);
            }
        }

        private int ending() {
            try {
                int next = body.getAsInt();
                return abandoning ? NOBODY : next;
            } catch (Abandoned unwound) {
                return NOBODY;
            } catch (Throwable thrown) {
                escaped = abandoning ? escaped : thrown;
                return NOBODY;
            }
        }
    }
}
