// SPDX-License-Identifier: Apache-2.0
package probus.traces;

import probus.facts.ProbeEvent;

/** Takes what inputs hold, boot after boot. */
public interface BootSink {
    /**
     * A boot begins.
     *
     * @param input the input as the user spelled it
     * @param boot number of the boot in that input, from 1
     */
    void beginBoot(String input, int boot);

    /** The input says which kernel booted, in the words of its banner. Said at most once per boot. */
    default void kernelVersion(String version) {}

    /** Takes the next event of the boot, in the order of the input. */
    void event(ProbeEvent event);

    /** The boot is over. */
    void endBoot(BootSummary summary);
}
