// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.util.List;
import probus.traces.lift.Meaning;

/**
 * A probe to be armed.
 *
 * @param event name of its events
 * @param function the probed function
 * @param place how the kernel is told the function: its name, or {@code _stext+0x...} where that stands for several
 * @param exit whether it fires at the return
 * @param meaning what a call of the function means
 * @param fetches what it fetches, {@code name=...} each
 */
public record Probe(String event, String function, String place, boolean exit, Meaning meaning, List<String> fetches) {
    /** The kernel's own choice, twice as many as there are CPUs, was seen to miss returns. */
    private static final int CALLS_AT_ONCE = 64;

    /** {@return whether it fires at each use of any lock, so that it needs a filter} */
    public boolean isLock() {
        return meaning == Meaning.LOCK || meaning == Meaning.UNLOCK;
    }

    /** {@return the definition for {@code kprobe_events}, or for the command line where {@code separator} is a comma} */
    public String definition(String separator) {
        return kind() + ":" + event + separator + place + fetches(separator);
    }

    /** {@return the kind of probe; of returns with room for as many calls at once as may wait for each other in a boot} */
    public String kind() {
        return exit ? "r" + CALLS_AT_ONCE : "p";
    }

    /** {@return what it fetches, each with the separator before it} */
    public String fetches(String separator) {
        StringBuilder text = new StringBuilder();
        fetches.forEach(fetch -> text.append(separator).append(fetch));
        return text.toString();
    }

    /** {@return the definition for a bootconfig} */
    public String bootConfig() {
        return place + (exit ? "%return" : "") + fetches(" ");
    }
}
