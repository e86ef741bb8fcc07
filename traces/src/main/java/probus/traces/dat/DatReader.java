// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import probus.traces.format.Counts;
import probus.traces.format.Interest;
import probus.traces.format.RecordSink;
import probus.traces.format.Steps;
import probus.traces.input.Head;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;

/** Reads a {@code trace.dat}; an event's line is its number in the order of time, which is that of {@code trace-cmd report}. */
public final class DatReader {
    /** The name that reports show. */
    public static final String NAME = "trace.dat";

    private final Interest interest;

    /** Reads what is of interest; see {@link Interest}. */
    public DatReader(Interest interest) {
        this.interest = interest;
    }

    /** {@return whether an input is of this format} */
    public static boolean recognises(Head head) {
        return head.length() > 10
                && head.at(0) == 0x17
                && head.at(1) == 0x08
                && head.at(2) == 0x44
                && new String(new char[] {(char) head.at(3), (char) head.at(4), (char) head.at(5)}).equals("tra");
    }

    /**
     * Reads an input of which no line has been read, where it lies; one that comes packed or through a pipe is copied to a
     * temporary file first.
     *
     * @throws UnreadableInput where the file is damaged; every record that could be read has been delivered
     */
    public void read(Input input, LineReader lines, RecordSink sink, Counts counts) throws UnreadableInput {
        Steps steps = open(input, lines, sink, counts);
        while (steps.step()) {
            // on to the next event
        }
    }

    /** {@return a reading that goes on event by event; it is closed by its last step} */
    public Steps open(Input input, LineReader lines, RecordSink sink, Counts counts) {
        return new DatReading(input, lines, interest, sink, counts);
    }
}
