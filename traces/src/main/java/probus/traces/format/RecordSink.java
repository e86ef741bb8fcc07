// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import probus.traces.record.TraceRecord;

/** Takes the records of a trace in the order of the input. */
@FunctionalInterface
public interface RecordSink {
    /** Takes the next record. */
    void accept(TraceRecord trace);
}
