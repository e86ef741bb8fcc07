// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.Optional;
import java.util.Set;
import probus.facts.KernelProfile;

/**
 * What a check is asked.
 *
 * @param profile the kernel; empty where neither the input nor the user said
 * @param rules ids of the rules to report; empty: all
 * @param device only violations that concern this device are reported; empty: all
 * @param maxViolations how many violations of one rule are kept, the others are counted
 * @param maxHistory how many events history rules may look back at
 */
public record CheckOptions(
        Optional<KernelProfile> profile,
        Set<String> rules,
        Optional<String> device,
        int maxViolations,
        long maxHistory) {
    /** What is asked when nothing else is said. */
    public static final CheckOptions DEFAULT =
            new CheckOptions(Optional.empty(), Set.of(), Optional.empty(), 100, 1_000_000);

    /** {@return the same for another kernel} */
    public CheckOptions on(Optional<KernelProfile> kernel) {
        return new CheckOptions(kernel, rules, device, maxViolations, maxHistory);
    }
}
