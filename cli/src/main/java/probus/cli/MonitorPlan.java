// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.Optional;
import probus.cli.live.Monitor;
import probus.engine.catalog.Severity;

/**
 * What a monitor is to do.
 *
 * @param settings how the source is watched
 * @param json whether to answer a program
 * @param layout how to answer a person
 * @param events whether each event is told
 * @param failOn the least severity that fails
 * @param strict whether undecided fails too
 * @param page where the page is to be, if anywhere
 */
record MonitorPlan(
        Monitor.Settings settings,
        boolean json,
        CheckPlan.Layout layout,
        boolean events,
        Severity failOn,
        boolean strict,
        Optional<Page> page) {
    /**
     * Where the page is.
     *
     * @param host an address of this machine
     * @param port 0 for any that is free
     */
    record Page(String host, int port) {}
}
