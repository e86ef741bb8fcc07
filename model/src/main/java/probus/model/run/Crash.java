// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.model.world.Finding;

/**
 * An oops as a console shows it. The model knows functions and members, not instructions: offsets into functions are left
 * out, offsets of members are those of 6.1.
 *
 * @param finding what the model says of it
 * @param pid whose
 * @param address the address that faults; the slab's poison for memory that was freed
 * @param callTrace the functions that the task was in, innermost first, down to where kernel threads begin
 */
public record Crash(Finding finding, int pid, long address, List<String> callTrace) {
    private static final String BOOT_TASK = "swapper/0";
    private static final String ASYNC = "async:";
    private static final long POISON = 0x6b6b6b6b6b6b6b6bL;

    /** Offsets in {@code struct dev_iommu}, by member. */
    private static final Map<String, Long> DEV_IOMMU = Map.of("fwspec", 0x30L, "iommu_dev", 0x38L, "priv", 0x40L);

    /** Which member of {@code dev->iommu} a function touches first. */
    private static final Map<String, String> TOUCHED = Map.ofEntries(
            Map.entry("dev_iommu_free", "fwspec"),
            Map.entry("dev_iommu_fwspec_get", "fwspec"),
            Map.entry("dev_iommu_fwspec_set", "fwspec"),
            Map.entry("iommu_fwspec_init", "fwspec"),
            Map.entry("iommu_fwspec_free", "fwspec"),
            Map.entry("of_iommu_configure", "fwspec"),
            Map.entry("__iommu_probe_device", "iommu_dev"),
            Map.entry("iommu_init_device", "iommu_dev"),
            Map.entry("iommu_deinit_device", "iommu_dev"),
            Map.entry("dev_iommu_ops", "iommu_dev"),
            Map.entry("rk_iommu_of_xlate", "priv"),
            Map.entry("rk_iommu_probe_device", "priv"),
            Map.entry("rk_iommu_release_device", "priv"),
            Map.entry("rk_iommu_device_group", "priv"),
            Map.entry("rk_iommu_from_dev", "priv"));

    /** A device that is NULL: {@code devm_kzalloc} takes the lock of its list, which is far inside of the device. */
    private static final String DEVICE_LOCK = "devres_lock";

    private static final long DEVICE_LOCK_OFFSET = 0x298;
    private static final List<String> TO_DEVICE_LOCK = List.of("_raw_spin_lock_irqsave", "devres_add", "devm_kmalloc");
    private static final List<String> WORKER = List.of("process_one_work", "worker_thread", "kthread", "ret_from_fork");

    /** {@return the oops that a finding is} */
    static Crash of(Finding finding, int pid) {
        boolean nullDevice = isNull(finding) && finding.subject().equals(DEVICE_LOCK);
        List<String> trace = new ArrayList<>(nullDevice ? TO_DEVICE_LOCK : List.of());
        trace.addAll(finding.calls());
        trace.addAll(finding.task().equals(BOOT_TASK) ? List.of("ret_from_fork") : WORKER);
        return new Crash(
                finding,
                pid,
                !isNull(finding) ? POISON : nullDevice ? DEVICE_LOCK_OFFSET : offset(finding.function()),
                List.copyOf(trace));
    }

    private static boolean isNull(Finding finding) {
        return finding.kind() == Finding.Kind.NULL_DEREFERENCE;
    }

    private static long offset(String function) {
        return DEV_IOMMU.getOrDefault(TOUCHED.getOrDefault(function, ""), 0L);
    }

    /** {@return the function at which the program counter stands} */
    public String function() {
        return callTrace.get(0);
    }

    ProbeEvent event(Stamp at) {
        return new ProbeEvent.KernelOops(
                at, function(), address, callTrace.get(1), String.join(" ", callTrace.subList(1, callTrace.size())));
    }

    /** {@return what the console says, as far as a model can know it} */
    public List<String> console() {
        List<String> lines = new ArrayList<>();
        switch (finding.kind()) {
            case USE_AFTER_FREE -> lines.add("BUG: KASAN: use-after-free in " + function() + ", " + finding.subject());
            case DOUBLE_FREE -> lines.add("BUG: KASAN: double-free in " + function() + ", " + finding.subject());
            default ->
                lines.add("Unable to handle kernel NULL pointer dereference"
                        + (address == 0 ? "" : String.format(" at virtual address %016x", address)));
        }
        lines.add("PID: " + pid + " Comm: " + comm() + " (" + finding.task() + ")");
        if (!isBoot()) {
            String queue = finding.task().startsWith(ASYNC) ? "events_unbound" : "events";
            lines.add("Workqueue: " + queue + " " + outermost());
        }
        lines.add("pc : " + function());
        lines.add("lr : " + callTrace.get(1));
        lines.add("Call trace:");
        callTrace.forEach(function -> lines.add(" " + function));
        return List.copyOf(lines);
    }

    private boolean isBoot() {
        return finding.task().equals(BOOT_TASK);
    }

    private String comm() {
        return isBoot() ? BOOT_TASK : finding.task().startsWith(ASYNC) ? "kworker/u8:" + pid : "kworker/0:" + pid;
    }

    private String outermost() {
        List<String> calls = finding.calls();
        return calls.isEmpty() ? "" : calls.get(calls.size() - 1);
    }
}
