// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import probus.cli.boot.BootCheck;
import probus.engine.CheckOptions;
import probus.engine.catalog.Severity;
import probus.traces.format.Symbols;

/**
 * What a check is to do.
 *
 * @param files the inputs, as spelled
 * @param oneBoot whether all of them belong to one boot
 * @param kernel version word or profile that beats what the input says
 * @param rules ids; empty for all
 * @param device only violations that concern it
 * @param failOn the least severity that fails
 * @param strict whether undecided fails too
 * @param symbols of the kernel, for inputs that show addresses
 * @param limits what keeps a hostile input from eating the machine
 */
record CheckPlan(
        List<String> files,
        boolean oneBoot,
        Optional<String> kernel,
        Set<String> rules,
        Optional<String> device,
        Severity failOn,
        boolean strict,
        Symbols symbols,
        Limits limits) {
    /** How many events wait until the input says which kernel it was. */
    static final int PATIENCE = 100_000;

    /** {@return what is asked of the check of each boot} */
    BootCheck.Request request() {
        CheckOptions options = new CheckOptions(Optional.empty(), rules, device, limits.violations(), limits.history());
        return new BootCheck.Request(kernel, options, PATIENCE);
    }

    /**
     * Limits.
     *
     * @param line bytes of a line
     * @param violations kept of one rule
     * @param history events to look back at
     */
    record Limits(int line, int violations, long history) {}

    /**
     * How to answer.
     *
     * @param format a format's name
     * @param output file to write; empty for standard output
     * @param color auto, always, never
     * @param width columns, {@code 0} for what fits
     * @param verbose whether to name what nothing exercised
     * @param all whether to show all violations in full
     */
    record Layout(String format, Optional<String> output, String color, int width, boolean verbose, boolean all) {}
}
