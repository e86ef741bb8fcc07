// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import probus.traces.input.Head;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;

/** A textual trace format: tells whether an input is of it and turns lines into records. A format is one class. */
public interface TraceFormat {
    /** {@return the name that reports show} */
    String name();

    /**
     * {@return whether the input is of this format, by its first lines, never by its name}
     *
     * @throws UnreadableInput never for a head that was read; declared because lines are read
     */
    boolean recognises(Head head) throws UnreadableInput;

    /**
     * Reads to the end. Lines that cannot be read become {@code Unreadable} records and are counted.
     *
     * @param counts is kept up to date while reading, so that it is right after an error too
     * @throws UnreadableInput where the input breaks off; every record before has been delivered
     */
    void read(LineReader lines, RecordSink sink, Counts counts) throws UnreadableInput;
}
