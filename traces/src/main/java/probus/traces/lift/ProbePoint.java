// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import probus.facts.KernelProfile;

/**
 * A row of the table of probe points.
 *
 * @param name a kernel function, or {@code *_suffix} for a callback that each driver names after itself
 * @param meaning what a call of it means
 * @param entryEvents names of the events that its entry alone gives
 * @param returnEvents names of the events that its return gives, together with its entry
 * @param entryArguments what a probe at the entry must fetch ({@code dev} means {@code dev="..."})
 * @param returnArguments what a probe at the return must fetch
 * @param since the first profile whose kernel has the function
 * @param until the last one
 */
public record ProbePoint(
        String name,
        Meaning meaning,
        Set<String> entryEvents,
        Set<String> returnEvents,
        List<String> entryArguments,
        List<String> returnArguments,
        KernelProfile since,
        KernelProfile until) {

    /** A row for all profiles; lists are separated by spaces. */
    static ProbePoint of(
            String name,
            Meaning meaning,
            String entryEvents,
            String returnEvents,
            String entryArguments,
            String returnArguments) {
        KernelProfile[] profiles = KernelProfile.values();
        return new ProbePoint(
                name,
                meaning,
                Set.copyOf(words(entryEvents)),
                Set.copyOf(words(returnEvents)),
                words(entryArguments),
                words(returnArguments),
                profiles[0],
                profiles[profiles.length - 1]);
    }

    ProbePoint since(KernelProfile first) {
        return new ProbePoint(name, meaning, entryEvents, returnEvents, entryArguments, returnArguments, first, until);
    }

    ProbePoint until(KernelProfile last) {
        return new ProbePoint(name, meaning, entryEvents, returnEvents, entryArguments, returnArguments, since, last);
    }

    /** {@return whether a kernel of this profile has the function} */
    public boolean isIn(KernelProfile profile) {
        return profile.compareTo(since) >= 0 && profile.compareTo(until) <= 0;
    }

    /** {@return whether the name stands for the callbacks of all drivers} */
    public boolean isPattern() {
        return name.startsWith("*");
    }

    /** {@return whether this row is about {@code function}} */
    boolean matches(String function) {
        return isPattern()
                ? function.length() >= name.length() && function.endsWith(name.substring(1))
                : function.equals(name);
    }

    /** {@return the driver's part of the name of a callback: {@code rk_iommu} of {@code rk_iommu_of_xlate}} */
    String driver(String function) {
        return isPattern() ? function.substring(0, function.length() - name.length() + 1) : "";
    }

    /** {@return names of the events that need this half of the call to be recorded} */
    public Set<String> events(boolean exit) {
        Set<String> events = new TreeSet<>(returnEvents);
        if (!exit) {
            events.addAll(entryEvents);
        }
        return events;
    }

    boolean fetches(String argument) {
        return entryArguments.contains(argument);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
