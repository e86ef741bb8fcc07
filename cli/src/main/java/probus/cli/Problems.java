// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import probus.facts.ProbeEvent;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Passes boots on, says what could not be read of them, and knows whether anything could not. */
final class Problems implements BootSink {
    private final BootSink next;
    private final Session session;
    private boolean unreadable;

    Problems(BootSink next, Session session) {
        this.next = next;
        this.session = session;
    }

    @Override
    public void beginBoot(String input, int boot) {
        next.beginBoot(input, boot);
    }

    @Override
    public void event(ProbeEvent event) {
        next.event(event);
    }

    @Override
    public void endBoot(BootSummary summary) {
        summary.notes().forEach(note -> session.say("note: " + summary.input() + ": " + note));
        if (summary.skippedLines() > 0) {
            session.say(summary.input() + ": " + summary.skippedLines() + " lines could not be read, the first is line "
                    + summary.firstSkipped().stream()
                            .findFirst()
                            .map(at -> at.line())
                            .orElse(0L));
        }
        summary.error().ifPresent(error -> {
            unreadable = true;
            session.say(error.startsWith(summary.input() + ":") ? error : summary.input() + ": " + error);
        });
        next.endBoot(summary);
    }

    int exit() {
        return unreadable ? Exit.UNREADABLE : Exit.OK;
    }
}
