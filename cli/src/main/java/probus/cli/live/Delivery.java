// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import probus.facts.ProbeEvent;
import probus.traces.BootSummary;

/** What a source delivers. */
sealed interface Delivery {
    /** A boot begins; the source knows its own number for it. */
    record Begin(String input) implements Delivery {}

    /** The input says which kernel it is. */
    record Kernel(String version) implements Delivery {}

    /**
     * The next event.
     *
     * @param arrived when it was delivered, by {@link System#nanoTime}
     */
    record Event(ProbeEvent event, long arrived) implements Delivery {}

    /**
     * The boot is over.
     *
     * @param schedule the line that replays it, {@code ""} if it was not the model's
     */
    record End(BootSummary summary, String schedule) implements Delivery {}
}
