// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import java.util.ArrayList;
import java.util.List;
import probus.facts.ProbeEvent;
import probus.traces.BootSink;
import probus.traces.BootSummary;
import probus.traces.format.Counts;
import probus.traces.format.RecordSink;
import probus.traces.record.TraceRecord;

/** All that a reader gave out, of which a part is kept: a small input may unpack to much. */
final class Seen implements RecordSink, BootSink {
    private static final int KEPT = 20_000;

    private final List<String> first = new ArrayList<>();
    private final Counts counts = new Counts();
    private String hidden = "";
    private long all;

    Counts counts() {
        return counts;
    }

    void text(String text) {
        all++;
        if (first.size() < KEPT) {
            first.add(hidden.isEmpty() ? text : text.replace(hidden, ""));
        }
    }

    /** The place of a file is another one each time, and is no difference. */
    void hide(String place) {
        hidden = place;
    }

    @Override
    public void accept(TraceRecord trace) {
        text(trace.toString());
    }

    @Override
    public void beginBoot(String input, int boot) {
        text("boot " + boot);
    }

    @Override
    public void kernelVersion(String version) {
        text("version " + version);
    }

    @Override
    public void event(ProbeEvent event) {
        text(event.toString());
    }

    @Override
    public void endBoot(BootSummary summary) {
        text(summary.toString());
    }

    /** {@return the first of what was given out} */
    List<String> first() {
        return first;
    }

    @Override
    public String toString() {
        return all + " of " + counts.lines() + " lines, " + counts.events() + " events, " + counts.skippedLines()
                + " skipped: " + first;
    }
}
