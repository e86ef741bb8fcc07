// SPDX-License-Identifier: Apache-2.0
package probus.engine.mutate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;

/**
 * A trace that is to be changed.
 *
 * @param name what it is called
 * @param events in order
 * @param armed kinds of event that would have been recorded, had they happened
 * @param profile the kernel, where that is known
 * @param userSpace whether the boot went on to user space
 * @param crashed whether an oops ended it
 */
public record Subject(
        String name,
        List<ProbeEvent> events,
        Set<String> armed,
        Optional<KernelProfile> profile,
        boolean userSpace,
        boolean crashed) {}
