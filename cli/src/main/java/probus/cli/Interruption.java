// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does to a run that goes on for ever: it is asked to stop, says what it has found, and ends with its exit code
 * and not with the signal's. Other runs just end.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 10;

    private final boolean ofProcess;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exit = Exit.INTERNAL;

    private Interruption(boolean ofProcess) {
        this.ofProcess = ofProcess;
    }

    static Interruption ofProcess() {
        return new Interruption(true);
    }

    /** {@return an interruption that never comes} */
    static Interruption none() {
        return new Interruption(false);
    }

    /** {@return whether it can come at all} */
    boolean mayCome() {
        return ofProcess;
    }

    /** Names what asks the run to stop. */
    void calls(Runnable stop) {
        if (ofProcess) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop), "interruption"));
        }
    }

    /** The run is over, and all that it had to say is written. */
    void finished(int code) {
        exit = code;
        finished.countDown();
    }

    private void end(Runnable stop) {
        if (finished.getCount() == 0) {
            return;
        }
        stop.run();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                exit = Exit.INTERNAL;
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exit);
    }
}
