// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.List;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.report.BootReport;
import probus.report.KernelChoice;

/**
 * Is told what a monitor sees, in order, on the thread that checks. Must return soon: while it is told something, nothing is
 * checked.
 */
public interface Watcher {
    /**
     * A boot begins.
     *
     * @param input the input as the user spelled it
     * @param boot its number, from 1, in all that the monitor has seen
     */
    default void bootBegins(String input, int boot) {}

    /** It is known now against which kernel the boot is checked. Told at least once per boot, before its first event. */
    default void kernel(KernelChoice kernel) {}

    /** An event was checked. Events that were lost are events too ({@link ProbeEvent.EventsLost}). */
    default void event(ProbeEvent event) {}

    /** The event that was told last breaks a rule. History rules and what only the end decides are told at the end. */
    default void violation(Violation violation) {}

    /** The event that was told last has been checked, so many nanoseconds after it arrived. */
    default void checked(long nanoseconds) {}

    /** How the monitor is doing; told a few times a second, whether events come or not. */
    default void status(Status status) {}

    /** What is true of each rule so far; told a few times a second while events come. */
    default void verdicts(List<Verdict> soFar) {}

    /**
     * The boot is over.
     *
     * @param report its final verdicts
     * @param schedule the line that replays it, {@code ""} if it was not the model's
     */
    default void bootEnds(BootReport report, String schedule) {}
}
