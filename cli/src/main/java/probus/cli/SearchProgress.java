// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import probus.model.explore.Progress;
import probus.report.Words;

/** Says how far a long search is. */
final class SearchProgress implements Progress {
    private final StatusLine line;
    private final AtomicLong expected = new AtomicLong();

    SearchProgress(StatusLine line) {
        this.line = line;
    }

    @Override
    public void expects(long states) {
        expected.set(states);
    }

    @Override
    public void at(long schedules, OptionalLong states, int findings) {
        line.show(() -> Words.count(schedules, "schedule")
                + (states.isPresent() ? ", " + Words.count(states.getAsLong(), "state") + guess() : "") + ", "
                + Words.count(findings, "finding"));
    }

    private String guess() {
        long states = expected.get();
        return states == 0 ? "" : " of about " + Words.number(states);
    }
}
