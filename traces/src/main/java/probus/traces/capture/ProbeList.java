// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import probus.facts.KernelProfile;
import probus.traces.lift.Meaning;
import probus.traces.lift.ProbePoint;
import probus.traces.lift.ProbePoints;

/** The probes that show wanted events, made from the table of probe points. */
public final class ProbeList {
    /** What the kernel's own trace events of the IOMMU subsystem show. */
    private static final Set<String> TRACE_EVENTS = Set.of("GroupAdd", "GroupDel", "Map", "Unmap", "DmaFault");

    /** So short and so often called, or known by its address alone, that it is recorded by other means. */
    private static final Set<Meaning> NEVER = Set.of(Meaning.MODULE_GET, Meaning.MODULE_PUT, Meaning.GROUP_FREE);

    private final KernelProfile kernel;
    private final Set<String> drivers;
    private final Fetches fetches;
    private final Predicate<String> exists;

    /**
     * Prepares to choose.
     *
     * @param kernel whose functions there are
     * @param drivers what the names of the drivers' callbacks begin with ({@code rk_iommu})
     * @param offsets of the kernel's structures
     * @param exists whether the kernel has a function of that name, as far as is known
     */
    public ProbeList(KernelProfile kernel, Set<String> drivers, Offsets offsets, Predicate<String> exists) {
        this.kernel = kernel;
        this.drivers = drivers;
        this.fetches = new Fetches(offsets);
        this.exists = exists;
    }

    /** {@return the probes that are needed for these kinds of events, all for none, in the order of the table} */
    public List<Probe> probes(Set<String> kinds) {
        List<Probe> probes = new ArrayList<>();
        for (ProbePoint row : ProbePoints.in(kernel).toList()) {
            boolean entry = kinds.isEmpty() || row.entryEvents().stream().anyMatch(kinds::contains);
            boolean exit = !row.returnEvents().isEmpty()
                    && (kinds.isEmpty() || row.returnEvents().stream().anyMatch(kinds::contains));
            // where the others are; without them an event does not say on whose behalf
            boolean context = row.meaning() == Meaning.WALK_STEP || row.meaning() == Meaning.REALLY_PROBE;
            if (NEVER.contains(row.meaning()) || (!entry && !exit && !context)) {
                continue;
            }
            for (String function : functions(row)) {
                if (exists.test(function)) {
                    probes.add(probe(row, function, false));
                    if (exit) {
                        probes.add(probe(row, function, true));
                    }
                }
            }
        }
        return probes;
    }

    /** {@return names of the functions that are wanted and that the kernel does not have: inlined, or of another version} */
    public Set<String> missing(Set<String> kinds) {
        Set<String> missing = new TreeSet<>();
        for (Probe probe : new ProbeList(kernel, drivers, new Offsets(), name -> true).probes(kinds)) {
            if (!exists.test(probe.function())) {
                missing.add(probe.function());
            }
        }
        return missing;
    }

    /** {@return names of the events that a recording with these probes, and the kernel's own IOMMU events, can hold} */
    public static Set<String> recordable(List<Probe> probes) {
        Set<ProbePoints.Half> halves = new HashSet<>();
        probes.forEach(probe -> halves.add(new ProbePoints.Half(probe.function(), probe.exit())));
        Set<String> kinds = ProbePoints.recordable(halves);
        kinds.addAll(TRACE_EVENTS);
        return kinds;
    }

    private Probe probe(ProbePoint row, String function, boolean exit) {
        String event = function.startsWith("__") ? "do_" + function.substring(2) : function;
        return new Probe(
                exit ? event + "_r" : event,
                function,
                exit,
                row.meaning(),
                exit ? fetches.exit(row, function) : fetches.entry(row, function));
    }

    private List<String> functions(ProbePoint row) {
        return row.isPattern()
                ? drivers.stream()
                        .map(driver -> driver + row.name().substring(1))
                        .toList()
                : List.of(row.name());
    }
}
