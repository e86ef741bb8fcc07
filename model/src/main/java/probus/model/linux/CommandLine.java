// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.List;
import java.util.Set;

/**
 * What is decided before the kernel starts.
 *
 * @param driver_async_probe names of the drivers that probe on workers; {@code *} stands for all others
 * @param inject the sites at which something may fail ({@link Faults#SITES})
 * @param faults how often something fails in one execution, at most
 * @param test_driver_remove whether each driver is taken from its device once and given it again
 *     ({@code CONFIG_DEBUG_TEST_DRIVER_REMOVE})
 */
public record CommandLine(List<String> driver_async_probe, Set<String> inject, int faults, boolean test_driver_remove) {
    /** Nothing probes on workers, nothing fails. */
    public static final CommandLine EMPTY = new CommandLine(List.of(), Set.of(), 0, false);

    /** A command line whose lists stay as they are. */
    public CommandLine {
        driver_async_probe = List.copyOf(driver_async_probe);
        inject = Set.copyOf(inject);
    }

    /** {@return the same with these drivers probing on workers} */
    public CommandLine async(String... drivers) {
        return new CommandLine(List.of(drivers), inject, faults, test_driver_remove);
    }

    /** {@return the same with one fault at one of these sites} */
    public CommandLine inject(String... sites) {
        return new CommandLine(driver_async_probe, Set.of(sites), 1, test_driver_remove);
    }

    /** {@return the same with each driver taken from its device once} */
    public CommandLine withTestRemove() {
        return new CommandLine(driver_async_probe, inject, faults, true);
    }
}
