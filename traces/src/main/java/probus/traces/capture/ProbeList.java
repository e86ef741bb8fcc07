// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    /** Where the others are: without them an event does not say on whose behalf. */
    private static final Set<Meaning> CONTEXT = Set.of(Meaning.WALK_STEP, Meaning.REALLY_PROBE);

    /** Where their ends are matters too: what comes after is not inside them. */
    private static final Set<Meaning> AROUND =
            Set.of(Meaning.WALK_STEP, Meaning.REALLY_PROBE, Meaning.CONTEXT, Meaning.GROUP_REMOVE);

    /** Drivers whose probe is named otherwise than the rest of their callbacks: {@code arm_smmu_device_probe}. */
    private static final Set<String> DEVICE_PROBE = Set.of("arm_smmu", "qcom_iommu");

    private final KernelProfile kernel;
    private final Set<String> drivers;
    private final Fetches fetches;
    private final Places places;

    /**
     * Prepares to choose.
     *
     * @param kernel whose functions there are
     * @param drivers what the names of the drivers' callbacks begin with ({@code rk_iommu})
     * @param offsets of the kernel's structures
     * @param places where the kernel has its functions, as far as is known
     */
    public ProbeList(KernelProfile kernel, Set<String> drivers, Offsets offsets, Places places) {
        this.kernel = kernel;
        this.drivers = drivers;
        this.fetches = new Fetches(offsets, places);
        this.places = places;
    }

    /** {@return the probes that are needed for these kinds of events, all for none, in the order of the table} */
    public List<Probe> probes(Set<String> kinds) {
        List<Probe> probes = new ArrayList<>();
        for (ProbePoint row : ProbePoints.in(kernel).toList()) {
            boolean entry = kinds.isEmpty() || row.entryEvents().stream().anyMatch(kinds::contains);
            boolean exit = !row.returnEvents().isEmpty()
                    && (kinds.isEmpty() || row.returnEvents().stream().anyMatch(kinds::contains));
            boolean context = CONTEXT.contains(row.meaning());
            if (!NEVER.contains(row.meaning()) && (entry || exit || context)) {
                for (String function : functions(row)) {
                    add(row, function, exit || AROUND.contains(row.meaning()), probes);
                }
            }
        }
        return probes;
    }

    private void add(ProbePoint row, String function, boolean exit, List<Probe> probes) {
        List<String> here = places.of(function);
        for (int i = 0; i < here.size(); i++) {
            String event = event(function) + (i == 0 ? "" : "_" + (i + 1));
            probes.add(new Probe(event, function, here.get(i), false, row.meaning(), fetches.entry(row, function)));
            if (exit) {
                probes.add(new Probe(
                        event + "_r", function, here.get(i), true, row.meaning(), fetches.exit(row, function)));
            }
        }
    }

    private static String event(String function) {
        return function.startsWith("__") ? "do_" + function.substring(2) : function;
    }

    /** {@return names of the functions that are wanted and that the kernel does not have: inlined, or of another version} */
    public Set<String> missing(Set<String> kinds) {
        Set<String> missing = new TreeSet<>();
        List<Probe> here = probes(kinds);
        ProbeList all = new ProbeList(kernel, drivers, new Offsets(), List::of);
        for (Probe probe : all.probes(kinds)) {
            // What one driver calls attach_dev is attach_device of another.
            boolean otherwise =
                    here.stream().anyMatch(found -> found.meaning() == probe.meaning() && found.exit() == probe.exit());
            if (places.of(probe.function()).isEmpty() && !(otherwise && hasOtherNames(probe))) {
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

    private static boolean hasOtherNames(Probe probe) {
        return probe.isLock()
                || ProbePoints.find(probe.function())
                        .filter(ProbePoint::isPattern)
                        .isPresent();
    }

    private List<String> functions(ProbePoint row) {
        String suffix = row.name().substring(1);
        return row.isPattern()
                ? drivers.stream()
                        .map(driver -> callback(row, driver, suffix))
                        .filter(function -> ProbePoints.find(function).isPresent())
                        .toList()
                : List.of(row.name());
    }

    private static String callback(ProbePoint row, String driver, String suffix) {
        boolean device = row.meaning() == Meaning.DRIVER_PROBE && DEVICE_PROBE.contains(driver);
        return driver + (device ? "_device" : "") + suffix;
    }
}
