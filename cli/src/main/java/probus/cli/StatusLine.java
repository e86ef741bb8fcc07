// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** One line on the terminal that says how far something long is. Any thread may show it. */
final class StatusLine {
    private static final long FIRST_AFTER_NS = 1_000_000_000L;
    private static final long AGAIN_AFTER_NS = 200_000_000L;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean shown;
    private long next = System.nanoTime() + FIRST_AFTER_NS;
    private boolean visible;

    StatusLine(Session session) {
        err = session.err();
        shown = session.terminal().err();
    }

    /** Shows it, unless it was shown a moment ago. */
    synchronized void show(Supplier<String> text) {
        if (shown && System.nanoTime() - next > 0) {
            err.print(ERASE + text.get());
            err.flush();
            visible = true;
            next = System.nanoTime() + AGAIN_AFTER_NS;
        }
    }

    synchronized void erase() {
        if (visible) {
            err.print(ERASE);
            err.flush();
            visible = false;
        }
    }
}
