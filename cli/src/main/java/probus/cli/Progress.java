// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import probus.report.Words;

/** One line on the terminal that says how far a long check is. */
final class Progress {
    private static final int EVERY = 1024;
    private static final long FIRST_AFTER_NS = 1_000_000_000L;
    private static final long AGAIN_AFTER_NS = 200_000_000L;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean shown;
    private long next = System.nanoTime() + FIRST_AFTER_NS;
    private long events;
    private boolean visible;

    Progress(Session session) {
        err = session.err();
        shown = session.terminal().err();
    }

    void event(String file) {
        if (++events % EVERY == 0 && shown && System.nanoTime() - next > 0) {
            err.print(ERASE + Words.safe(file) + ": " + Words.number(events) + " events");
            err.flush();
            visible = true;
            next = System.nanoTime() + AGAIN_AFTER_NS;
        }
    }

    void erase() {
        if (visible) {
            err.print(ERASE);
            err.flush();
            visible = false;
        }
    }
}
