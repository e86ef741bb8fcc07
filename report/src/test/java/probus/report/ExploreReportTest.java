// SPDX-License-Identifier: Apache-2.0
package probus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import probus.engine.catalog.Severity;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.report.ExploreReport.RuleFacts;
import probus.report.ExploreReport.SearchFacts;
import probus.report.FindingReport.Broken;
import probus.report.FindingReport.Size;

final class ExploreReportTest {
    private static final Task FIRST = new Task(2, "async:a.iommu");
    private static final Task SECOND = new Task(3, "async:b.iommu");
    private static final ObjectId OBJECT = new ObjectId(0xffff000000100700L, 0);
    private static final Broken FREED = new Broken(
            "dev-iommu-freed-after-get", "DI-1", Severity.ERROR, "mmc: dev_iommu_free found dev->iommu NULL");
    private static final Broken POWER =
            new Broken("pm-enabled-before-publication", "RG-1", Severity.WARNING, "a.iommu: published too early");

    private static Stamp at(int step, Task task) {
        return new Stamp(step, step * 1000L, -1, task, new Origin("model", step, ""), false);
    }

    private static FindingReport crash() {
        return new FindingReport(
                "null-deref",
                Severity.ERROR,
                "dev_iommu_free",
                "",
                "dev_iommu_free uses a pointer that is NULL, in async:a.iommu",
                new Size(14, 3, 1, 3, 244, true),
                "v1 model=1 crash",
                List.of(FREED),
                List.of("Unable to handle kernel NULL pointer dereference", "Call trace:", " dev_iommu_free"),
                List.of(
                        Moment.of(118, new ProbeEvent.DevIommuGet(at(118, FIRST), "mmc", OBJECT, true), false),
                        Moment.of(169, new ProbeEvent.DevIommuFree(at(169, SECOND), "mmc", OBJECT), false),
                        Moment.of(170, SECOND, "dev->iommu = NULL", true),
                        Moment.of(
                                244,
                                new ProbeEvent.KernelOops(
                                        at(244, FIRST), "dev_iommu_free", 0x30, "__iommu_probe_device", ""),
                                true)),
                List.of("async:b.iommu-3: dev_iommu_free < __iommu_probe_device"),
                List.of());
    }

    private static FindingReport ruleAlone() {
        return new FindingReport(
                FindingReport.INVARIANT,
                Severity.WARNING,
                "iommu_device_register",
                POWER.rule(),
                POWER.message(),
                new Size(201, 2, 0, 1, 106, false),
                "v1 model=1 rule",
                List.of(POWER),
                List.of(),
                List.of(Moment.of(106, new ProbeEvent.RegisterBegin(at(106, FIRST), "a.iommu", OBJECT), true)),
                List.of(),
                List.of("only the rule notices"));
    }

    private static FindingReport ownCheck() {
        return new FindingReport(
                FindingReport.INVARIANT,
                Severity.ERROR,
                "really_probe",
                "DI-5",
                "mmc was probed twice",
                new Size(3, 2, 2, 2, 50, false),
                "v1 model=1 own",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("only the model's own check notices"));
    }

    private static FindingReport race(int number) {
        return new FindingReport(
                "race",
                Severity.WARNING,
                "f" + number,
                "device->iommu",
                "mmc->iommu: write in f" + number
                        + " by async:a.iommu, read in g by async:b.iommu, and nothing orders the two",
                new Size(number, 3, 1, 2, 30, false),
                "v1 model=1 race" + number,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static FindingReport circle() {
        return new FindingReport(
                "warn",
                Severity.WARNING,
                "f",
                "a -> b -> a",
                "taken inside each other in both directions",
                new Size(0, 0, 0, 0, 0, false),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static ExploreReport report(boolean complete, FindingReport... findings) {
        return new ExploreReport(
                KernelChoice.of("6.1.5", KernelChoice.From.OPTION),
                "two-iommus",
                "driver_async_probe=rk_iommu",
                new SearchFacts(
                        complete ? "exhaustive" : "pct:3",
                        !complete,
                        7,
                        200,
                        complete ? OptionalLong.of(12_345) : OptionalLong.empty(),
                        complete,
                        "the budget is spent",
                        "threads"),
                new RuleFacts(57, 17, "(one without preemption, 16 by pct:3, seed 7)"),
                "probus explore --kernel 6.1.5 --board two-iommus --replay ",
                List.of(findings));
    }

    private static String text(TextOptions options, ExploreReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        new ExploreText(options).write(report, out);
        return out.toString();
    }

    private static final ExploreReport ALL =
            report(false, ownCheck(), crash(), circle(), race(1), race(2), race(3), race(4), race(5), ruleAlone());

    @Test
    void findingsAreToldGravestFirst() throws IOException {
        Golden.check("explore.txt", text(TextOptions.PIPED, ALL));
    }

    @Test
    void allIsToldIfAskedFor() throws IOException {
        assertThat(text(new TextOptions(100, false, false, true), ALL))
                .contains("write in f5")
                .doesNotContain("--all");
        assertThat(text(TextOptions.PIPED, ALL)).doesNotContain("write in f5").contains("--all");
    }

    @Test
    void nothingFoundIsWorthWhatTheSearchWas() throws IOException {
        assertThat(text(TextOptions.PIPED, report(true)))
                .contains("nothing goes wrong, in no interleaving", "12,345 states", "chance of 4e-12", "· complete");
        assertThat(text(TextOptions.PIPED, report(false)))
                .contains("nothing wrong was found so far", "not complete: the budget is spent", "seed 7");
    }

    @Test
    void onlyCommandsToCopyAreWiderThanAsked() throws IOException {
        assertThat(text(new TextOptions(80, false, false, false), ALL).lines())
                .allMatch(line ->
                        line.length() <= 80 || line.contains("= replay: ") || line.matches("(error|warning)\\[.*"));
    }

    @Test
    void hostileNamesDoNotReachTheTerminal() throws IOException {
        FindingReport evil = new FindingReport(
                "null-deref",
                Severity.ERROR,
                "f\u001b[2J",
                "",
                "m\u202e",
                new Size(1, 1, 0, 0, 1, true),
                "",
                List.of(),
                List.of("c\u0007"),
                List.of(Moment.of(1, FIRST, "w\u001b", true)),
                List.of(),
                List.of());
        assertThat(text(TextOptions.PIPED, report(false, evil)))
                .doesNotContain("\u001b", "\u202e", "\u0007")
                .contains("\\x1b[2J");
    }

    @Test
    void programsAreToldTheContract() {
        StringWriter out = new StringWriter();
        new ExploreJson("0.1.0").write(ALL, out);
        Golden.check("explore.json", out.toString());
        StringWriter complete = new StringWriter();
        new ExploreJson("0.1.0").write(report(true), complete);
        assertThat(complete.toString()).contains("\"states\":12345", "\"complete\":true", "\"findings\":[]");
    }

    @Test
    void severityDecidesWhetherItFails() {
        assertThat(ALL.fails(Severity.ERROR)).isTrue();
        assertThat(report(true, race(1)).fails(Severity.ERROR)).isFalse();
        assertThat(report(true, race(1)).fails(Severity.WARNING)).isTrue();
    }
}
