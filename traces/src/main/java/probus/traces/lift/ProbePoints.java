// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import static probus.facts.KernelProfile.P60;
import static probus.facts.KernelProfile.P61Y;
import static probus.facts.KernelProfile.P66;
import static probus.traces.lift.Meaning.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import probus.facts.KernelProfile;
import probus.traces.format.Addresses;
import probus.traces.format.Interest;
import probus.traces.format.NameLookup;
import probus.traces.format.Symbols;

/**
 * The table of probe points: which kernel function gives which events, and what a probe on it must fetch. A new probe point
 * is a row here (and, if its meaning is new, a few lines where the meaning is lifted).
 */
public final class ProbePoints {
    // @formatter:off
    /** function, meaning, events at entry, events at return, arguments at entry, arguments at return. */
    private static final List<ProbePoint> ROWS = List.of(
            // Driver core
            on("really_probe", REALLY_PROBE, "ProbeBegin", "ProbeEnd", "dev drv", "ret"),
            on("*_probe", DRIVER_PROBE, "DriverProbeBegin", "DriverProbeEnd", "dev", "ret"),
            on("driver_bound", BOUND, "Bind", "", "dev", ""),
            on("device_unbind_cleanup", UNBOUND, "Unbind", "", "dev", "").since(P60),
            on("driver_deferred_probe_add", DEFER_ADD, "DeferAdd", "", "dev", ""),
            on("driver_deferred_probe_del", DEFER_DEL, "DeferDel", "", "dev", ""),
            on("device_del", DEVICE_DEL, "Dead", "", "dev", ""),
            // Configuration from the device tree
            on("of_iommu_configure", DMA_CONFIGURE, "DmaConfigureBegin", "DmaConfigureEnd", "dev ptr iommu", "ret"),
            on("*_of_xlate", XLATE, "XlateBegin", "XlateEnd", "dev ptr iommu mmu dma_dev", "ret"),
            on("iommu_fwspec_init", FWSPEC_INIT, "", "FwspecInit", "dev ptr iommu", "ret"),
            on("iommu_fwspec_free", FWSPEC_FREE, "FwspecFree", "", "dev ptr iommu", ""),
            // Registration and walk
            on("iommu_device_register", REGISTER, "RegisterBegin", "RegisterEnd", "iommu hwdev", "ret"),
            on("iommu_device_unregister", UNREGISTER, "Unregister ListDel", "", "iommu", ""),
            on("iommu_device_sysfs_add", SYSFS_ADD, "", "", "iommu parent", ""),
            on("bus_iommu_probe", WALK, "WalkBegin", "WalkEnd", "bus", "ret"),
            on("probe_iommu_group", WALK_STEP, "", "", "dev ptr iommu", ""),
            // Probe and release of a device
            on("iommu_probe_device", CONTEXT, "", "", "", ""),
            on("__iommu_probe_device", IOMMU_PROBE, "IommuProbeBegin", "IommuProbeEnd", "dev ptr iommu", "ret"),
            on("iommu_init_device", CONTEXT, "", "", "", "").since(P66),
            on("dev_iommu_get", DEV_IOMMU_GET, "", "DevIommuGet", "dev ptr iommu", "ret"),
            on("dev_iommu_free", DEV_IOMMU_FREE, "DevIommuFree", "", "dev ptr iommu", ""),
            on("*_probe_device", OPS_PROBE, "", "OpsProbe", "dev ptr iommu", "ret"),
            on("*_release_device", OPS_RELEASE, "OpsRelease", "", "dev ptr iommu", ""),
            on("*_probe_finalize", OPS_FINALIZE, "ProbeFinalize", "", "dev", ""),
            on("iommu_release_device", IOMMU_RELEASE, "IommuReleaseBegin", "IommuReleaseEnd", "dev ptr iommu", ""),
            on("iommu_deinit_device", CONTEXT, "", "", "", "").since(P66),
            on("try_module_get", MODULE_GET, "", "ModuleGet", "module", "ret"),
            on("module_put", MODULE_PUT, "ModulePut", "", "module", ""),
            // Groups and domains
            on("*_device_group", DEVICE_GROUP, "DeviceGroup", "", "dev ptr iommu dma_dev", ""),
            on("iommu_group_alloc", GROUP_ALLOC, "", "GroupAlloc", "", "ret"),
            on("iommu_group_release", GROUP_FREE, "GroupFree", "", "group", ""),
            on("iommu_group_add_device", GROUP_ADD, "", "GroupAdd", "group dev ptr iommu", "ret")
                    .until(P61Y),
            on("iommu_group_remove_device", GROUP_REMOVE, "GroupDel", "", "dev", ""),
            on("__iommu_group_remove_device", GROUP_REMOVE, "GroupDel", "", "dev", "")
                    .since(P66),
            on("iommu_setup_default_domain", CONTEXT, "", "", "", "").since(P66),
            on("*_domain_alloc", DOMAIN_ALLOC, "DomainAllocBegin", "DomainAlloc", "type dma_dev", "ret"),
            on("*_domain_alloc_paging", DOMAIN_ALLOC, "DomainAllocBegin", "DomainAlloc", "type dma_dev", "ret")
                    .since(P66),
            on("*_domain_free", DOMAIN_FREE, "DomainFree", "", "domain", ""),
            on("*_attach_device", ATTACH, "", "Attach", "domain dev ptr iommu", "ret"),
            on("*_attach_dev", ATTACH, "", "Attach", "domain dev ptr iommu", "ret"),
            on("*_identity_attach", ATTACH, "", "Attach", "domain dev ptr iommu", "ret")
                    .since(P66),
            on("*_detach_device", DETACH, "Detach", "", "domain dev ptr iommu", ""),
            on("*_detach_dev", DETACH, "Detach", "", "domain dev ptr iommu", ""),
            // Links and power
            on("device_link_add", LINK_ADD, "", "LinkAdd", "consumer supplier flags", "ret"),
            on("device_link_del", LINK_DEL, "LinkDel", "", "link", ""),
            on("device_link_remove", LINK_DEL, "LinkDel", "", "consumer supplier", ""),
            on("device_links_purge", LINK_PURGE, "LinkPurge", "", "dev", ""),
            on("pm_runtime_enable", PM_ENABLE, "PmEnable", "", "dev", ""),
            on("__pm_runtime_disable", PM_DISABLE, "PmDisable", "", "dev", ""),
            // Locks: the entry is the request; that the task goes on shows that it got the lock
            on("mutex_lock", LOCK, "LockRequest LockAcquire", "", "lock sym", ""),
            on("mutex_lock_nested", LOCK, "LockRequest LockAcquire", "", "lock sym", ""),
            on("mutex_unlock", UNLOCK, "LockRelease", "", "lock sym", ""),
            on("down_write", LOCK, "LockRequest LockAcquire", "", "lock sym", ""),
            on("up_write", UNLOCK, "LockRelease", "", "lock sym", ""));

    /** Functions of the core and of buses that are named like a driver's callbacks. */
    private static final Set<String> NOT_A_DRIVERS = Set.of(
            "call_driver_probe",
            "bus_probe_device",
            "driver_probe_device",
            "__driver_probe_device",
            "device_initial_probe",
            "wait_for_device_probe",
            "platform_probe",
            "amba_probe",
            "pci_device_probe",
            "i2c_device_probe",
            "spi_probe",
            "virtio_dev_probe",
            "bus_for_each_dev_probe",
            "iommu_do_probe_device",
            "pci_device_group",
            "generic_device_group",
            "generic_single_device_group",
            "fsl_mc_device_group",
            "iommu_domain_alloc",
            "__iommu_domain_alloc",
            "iommu_paging_domain_alloc",
            "__iommu_paging_domain_alloc",
            "__iommu_group_domain_alloc",
            "iommu_domain_free",
            "iommu_attach_device",
            "__iommu_attach_device",
            "iommu_group_attach_device",
            "iommu_detach_device",
            "__iommu_detach_device",
            "arm_smmu_detach_dev",
            "iommu_group_do_attach_device",
            "iommu_group_do_probe_finalize",
            "iommu_group_release_device",
            "__iommu_release_device",
            "iommu_device_release_device",
            "iommufd_device_attach_dev");
    // @formatter:on

    private static final Map<String, ProbePoint> EXACT = new HashMap<>();
    private static final List<ProbePoint> PATTERNS =
            ROWS.stream().filter(ProbePoint::isPattern).toList();

    static {
        ROWS.stream().filter(row -> !row.isPattern()).forEach(row -> EXACT.put(row.name(), row));
    }

    private ProbePoints() {}

    private static ProbePoint on(String name, Meaning meaning, String entry, String exit, String fetch, String ret) {
        return ProbePoint.of(name, meaning, entry, exit, fetch, ret);
    }

    /** {@return all rows, in the order of the table} */
    public static List<ProbePoint> all() {
        return ROWS;
    }

    /** {@return the rows whose function a kernel of this profile has} */
    public static Stream<ProbePoint> in(KernelProfile profile) {
        return ROWS.stream().filter(row -> row.isIn(profile));
    }

    /** {@return the row about a function; empty if no event is made of it} */
    public static Optional<ProbePoint> find(String function) {
        ProbePoint exact = EXACT.get(function);
        if (exact != null || NOT_A_DRIVERS.contains(function)) {
            return Optional.ofNullable(exact);
        }
        return PATTERNS.stream().filter(row -> row.matches(function)).findFirst();
    }

    /** {@return names of the events that need the entry, or the return, of this function to be recorded} */
    public static Set<String> kinds(String function, boolean exit) {
        return find(function).map(row -> row.events(exit)).orElse(Set.of());
    }

    /** One half of a function that was, or could have been, recorded. */
    public record Half(String function, boolean exit) {
        // Written out: what a record inherits is linked anew at each start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Half half && exit == half.exit && function.equals(half.function);
        }

        @Override
        public int hashCode() {
            return function.hashCode() * 2 + (exit ? 1 : 0);
        }
    }

    /** {@return names of the events that can be made where exactly these halves are recorded} */
    public static Set<String> recordable(Set<Half> halves) {
        Set<String> kinds = new TreeSet<>();
        for (Half half : halves) {
            find(half.function()).ifPresent(row -> {
                boolean entry = halves.contains(new Half(half.function(), false));
                boolean both = entry && halves.contains(new Half(half.function(), true));
                kinds.addAll(entry ? row.entryEvents() : Set.of());
                kinds.addAll(both ? row.returnEvents() : Set.of());
            });
        }
        addInferred(kinds);
        return kinds;
    }

    /** Events that no function stands for, but that others prove. */
    private static void addInferred(Set<String> kinds) {
        if (kinds.contains("RegisterBegin") && (kinds.contains("WalkBegin") || kinds.contains("RegisterEnd"))) {
            kinds.add("ListAdd");
        }
        if (kinds.containsAll(Set.of("Attach", "GroupAdd", "DomainAlloc"))) {
            kinds.add("SetDefault");
        }
    }

    /** {@return what to read of a trace: these functions and the kernel's own events that mean something} */
    public static Interest interest() {
        return interest(new Addresses(Symbols.NONE));
    }

    /** {@return the same of an input that may show addresses} */
    public static Interest interest(Addresses addresses) {
        return new Interest(new ByName(), NameLookup.of(Tracepoints.NAMES), addresses);
    }

    /** Finds functions by the bytes of their names: exact ones at once, others by how they end. */
    private static final class ByName implements NameLookup {
        private static final int MAX_KNOWN = 4096;

        private final NameLookup exact = NameLookup.of(EXACT.keySet());
        private final NameLookup any = NameLookup.all();
        private final Set<String> known = new HashSet<>();

        @Override
        public String find(byte[] bytes, int from, int to) {
            String name = exact.find(bytes, from, to);
            return name != null || !mayEndLikeCallback(bytes, from, to) ? name : callback(bytes, from, to);
        }

        private String callback(byte[] bytes, int from, int to) {
            String name = any.find(bytes, from, to);
            if (known.contains(name)) {
                return name;
            }
            if (ProbePoints.find(name).isEmpty()) {
                return null;
            }
            if (known.size() < MAX_KNOWN) {
                known.add(name);
            }
            return name;
        }

        private static boolean mayEndLikeCallback(byte[] bytes, int from, int to) {
            for (ProbePoint row : PATTERNS) {
                String name = row.name();
                if (to - from >= name.length()
                        && bytes[to - 1] == name.charAt(name.length() - 1)
                        && bytes[to - 3] == name.charAt(name.length() - 3)) {
                    return true;
                }
            }
            return false;
        }
    }
}
