// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.ArrayList;
import java.util.List;
import probus.traces.record.TraceRecord.Position;

/** What was read so far: lines, events, and lines that could not be read, with the first few of them. */
public final class Counts {
    private static final int SHOWN = 5;

    private final List<Position> firstSkipped = new ArrayList<>();
    private long lines;
    private long events;
    private long skipped;

    /** Counts a line. */
    public void line() {
        lines++;
    }

    /** Counts an event, whether or not it is of interest. */
    public void event() {
        events++;
    }

    /** Counts a line that could not be read. */
    public void skipped(Position position) {
        skipped++;
        if (firstSkipped.size() < SHOWN) {
            firstSkipped.add(position);
        }
    }

    /** {@return lines read, of whatever kind} */
    public long lines() {
        return lines;
    }

    /** {@return events recorded in the trace, of interest or not} */
    public long events() {
        return events;
    }

    /** {@return lines that could not be read} */
    public long skippedLines() {
        return skipped;
    }

    /** {@return where the first few unreadable lines stand} */
    public List<Position> firstSkipped() {
        return List.copyOf(firstSkipped);
    }
}
