// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.util.List;
import probus.traces.lift.Meaning;

/**
 * A probe to be armed.
 *
 * @param event name of its events
 * @param function the probed function
 * @param exit whether it fires at the return
 * @param meaning what a call of the function means
 * @param fetches what it fetches, {@code name=...} each
 */
public record Probe(String event, String function, boolean exit, Meaning meaning, List<String> fetches) {
    /** {@return whether it fires at each use of any lock, so that it needs a filter} */
    public boolean isLock() {
        return meaning == Meaning.LOCK || meaning == Meaning.UNLOCK;
    }

    /** {@return the definition for {@code kprobe_events}, or for the command line where {@code separator} is a comma} */
    public String definition(String separator) {
        StringBuilder text = new StringBuilder((exit ? "r:" : "p:") + event + separator + function);
        fetches.forEach(fetch -> text.append(separator).append(fetch));
        return text.toString();
    }

    /** {@return the definition for a bootconfig} */
    public String bootConfig() {
        return (function + (exit ? "%return " : " ") + String.join(" ", fetches)).strip();
    }
}
