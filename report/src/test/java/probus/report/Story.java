// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import probus.engine.Evidence;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Severity;
import probus.facts.KernelProfile;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Stamp;
import probus.facts.Task;

/** Two walks that free the same dev_iommu, told by hand. */
final class Story {
    static final ObjectId OBJECT = new ObjectId(0xffffff8002de1b80L, 1);

    private static final String FILE = "boot.trace";
    private static final Task WALK = new Task(42, "kworker/u8:3");
    private static final Task OTHER = new Task(43, "kworker/u8:4");

    private final String device;
    private final long line;
    private final List<ProbeEvent> events = new ArrayList<>();

    Story(String device, long line) {
        this.device = device;
        this.line = line;
        events.add(new ProbeEvent.IommuProbeBegin(at(WALK, 0, "__iommu_probe_device"), device, ""));
        events.add(new ProbeEvent.DevIommuGet(at(WALK, 9, "dev_iommu_get"), device, OBJECT, true));
        events.add(new ProbeEvent.IommuProbeBegin(at(OTHER, 12, "__iommu_probe_device"), device, ""));
        events.add(new ProbeEvent.DevIommuGet(at(OTHER, 20, "dev_iommu_get"), device, OBJECT, false));
        events.add(new ProbeEvent.OpsProbe(
                at(WALK, 22, "rk_iommu_probe_device"), device, Result.of(-19), ObjectId.UNKNOWN));
        events.add(new ProbeEvent.DevIommuFree(at(WALK, 30, "dev_iommu_free"), device, OBJECT));
        events.add(new ProbeEvent.DevIommuFree(at(OTHER, 31, "dev_iommu_free"), device, OBJECT));
        events.add(new ProbeEvent.KernelOops(
                new Stamp(line + 8, 1_746_540_000, 1, OTHER, oopsLine(), false), "dev_iommu_free", 0x30, "", ""));
    }

    private Origin oopsLine() {
        return new Origin(FILE, line + 20, "[    3.947783] Unable to handle kernel NULL pointer dereference at 0x30");
    }

    private Stamp at(Task task, int micros, String function) {
        int cpu = task.equals(WALK) ? 1 : 3;
        long seq = line + events.size();
        String text = "[    3.9" + seq + "] " + task + "  " + cpu + "d.... " + (1_746_500 + micros) + "us : " + function
                + ": (" + function + "+0x0/0x50) dev=\"" + device
                + "\" ptr=0xffffff8000df1010 iommu=0xffffff8002de1b80 fwspec=0x0";
        return new Stamp(seq, (1_746_500 + micros) * 1000L, cpu, task, new Origin(FILE, seq, text), false);
    }

    /** {@return the two frees} */
    Violation freedTwice() {
        return new Violation(
                FREED_ONCE,
                Severity.ERROR,
                device + ": dev_iommu " + OBJECT + " freed by " + WALK + " and by " + OTHER,
                List.of(
                        new Evidence(events.get(5), "freed by this task"),
                        new Evidence(events.get(6), "the same object freed again, no dev_iommu_get between")),
                events.get(6),
                events.subList(0, 5),
                Map.of(),
                List.of());
    }

    /** {@return two tasks inside at once} */
    Violation twoProbers() {
        return new Violation(
                ONE_PROBER,
                Severity.ERROR,
                device + ": " + OTHER + " enters __iommu_probe_device while " + WALK + " is inside",
                List.of(
                        new Evidence(events.get(0), "entered here, has not left"),
                        new Evidence(events.get(2), "entered by a second task")),
                events.get(2),
                List.of(events.get(1)),
                Map.of(),
                List.of());
    }

    /** {@return the fault that came of it} */
    Violation oops() {
        return new Violation(
                NO_OOPS,
                Severity.ERROR,
                "the kernel faulted in dev_iommu_free, in " + OTHER,
                List.of(new Evidence(events.get(7), "faulted here")),
                events.get(7),
                List.of(),
                Map.of(),
                List.of());
    }

    static final Rule FREED_ONCE = rule(
            "dev-iommu-freed-once",
            "DI-1",
            "A dev_iommu is freed once",
            Optional.empty(),
            "drivers/iommu/iommu.c:dev_iommu_free");
    static final Rule ONE_PROBER = rule(
            "one-prober-per-device",
            "DI-4",
            "One task at a time is inside the IOMMU probe of a device",
            Optional.of(KernelProfile.P61),
            "drivers/iommu/iommu.c:__iommu_probe_device");
    static final Rule NO_OOPS = rule(
            "no-kernel-oops",
            "",
            "The kernel does not fault",
            Optional.empty(),
            "arch/arm64/mm/fault.c:die_kernel_fault");
    static final Rule LISTED =
            rule("iommu-listed-once", "RG-2", "An IOMMU is listed once", Optional.empty(), "drivers/iommu/iommu.c");

    private static Rule rule(String id, String catalog, String title, Optional<KernelProfile> since, String source) {
        return new Rule(
                id,
                catalog,
                title,
                Severity.ERROR,
                since.map(first -> Severity.ERROR),
                since,
                Optional.empty(),
                Set.of(),
                source,
                catalog.isEmpty() ? "" : "01657bc14a39",
                catalog.isEmpty()
                        ? ""
                        : "01657bc14a39 \"iommu: Avoid races around device probe\" (v6.1), which serialises"
                                + " __iommu_probe_device with iommu_probe_device_lock",
                "",
                List.of(),
                List.of(),
                Map.of(),
                Rule.Style.STEP);
    }

    static Verdict violated(Rule rule, long more, Violation... violations) {
        return new Verdict(rule, Verdict.Kind.VIOLATED, Severity.ERROR, 40, "", List.of(violations), more);
    }

    static Verdict other(Rule rule, Verdict.Kind kind, long checks, String why) {
        return new Verdict(rule, kind, Severity.ERROR, checks, why, List.of(), 0);
    }

    static BootReport report(String kernel, Verdict... verdicts) {
        return new BootReport(
                FILE,
                1,
                "ftrace",
                KernelChoice.of(kernel, KernelChoice.From.BANNER),
                new BootReport.Counts(4_558, 2_114, 0, 0, 0, false),
                "",
                List.of(verdicts));
    }
}
