// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import probus.engine.Violation;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;

/** What is said while something is watched: one line for each thing that happens, and the whole story on request. */
public final class LiveText {
    private final TextOptions options;
    private final Ink ink;

    /** Words laid out that way. */
    public LiveText(TextOptions options) {
        this.options = options;
        ink = new Ink(options.colour());
    }

    /** {@return an event in one line: when, where, who, what} */
    public String event(ProbeEvent event) {
        TraceLine line = TraceLine.of(event);
        return ink.paint(Ink.Tone.FAINT, line.time() + (line.cpu().isEmpty() ? "" : " " + line.cpu())) + " "
                + Words.padded(line.task(), 24) + " "
                + Words.cut(line.body(), 10 * options.width());
    }

    /** {@return that something is missing, in one line} */
    public String lost(ProbeEvent.EventsLost lost) {
        String count = lost.count() < 0 ? "an unknown number of events" : Words.count(lost.count(), "event");
        String kind = lost.kind().isEmpty() ? "" : " of kind " + Words.safe(lost.kind());
        return Words.seconds(lost.getTime()) + " " + ink.paint(Ink.Tone.WARNING, "lost") + ": " + count + kind;
    }

    /** {@return a violation in one line} */
    public String violation(Violation violation) {
        StringBuilder line = new StringBuilder(Words.seconds(violation.at().getTime())).append(' ');
        writer(Optional.empty()).brief(new Causes.Cause(violation, List.of()), line);
        return line.toString().stripTrailing().replace("\n", "");
    }

    /** {@return a violation in full: what happened, in which order, between whom, and what should hold} */
    public String story(Violation violation, Optional<KernelProfile> profile) {
        StringBuilder page = new StringBuilder();
        writer(profile).write(new Causes.Cause(violation, List.of()), true, page);
        return page.toString();
    }

    /** {@return what is true of the rules after a boot} */
    public String summary(BootReport report) {
        StringBuilder page = new StringBuilder();
        try {
            new TextReport(page, options).end(report);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return page.toString();
    }

    private ViolationText writer(Optional<KernelProfile> profile) {
        return new ViolationText(options, ink, profile);
    }
}
