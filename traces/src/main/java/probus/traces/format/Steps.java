// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import probus.traces.input.UnreadableInput;

/** An input being read, a little at a time, so that several can be read side by side. */
@FunctionalInterface
public interface Steps {
    /**
     * Reads on; what was read has been given to the sink.
     *
     * @return false at the end
     * @throws UnreadableInput where the input breaks off
     */
    boolean step() throws UnreadableInput;

    /** {@return the name of the trace's clock, {@code ""} where nothing that was read tells it} */
    default String clock() {
        return "";
    }
}
