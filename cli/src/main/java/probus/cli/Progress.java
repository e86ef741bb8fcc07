// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import probus.report.Words;

/** Says how far a long check is. */
final class Progress {
    private static final int EVERY = 1024;

    private final StatusLine line;
    private long events;

    Progress(Session session) {
        line = new StatusLine(session);
    }

    void event(String file) {
        if (++events % EVERY == 0) {
            line.show(() -> Words.safe(file) + ": " + Words.number(events) + " events");
        }
    }

    void erase() {
        line.erase();
    }
}
