// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.facts.Task;
import probus.model.board.Boards;
import probus.model.explore.Explorer;
import probus.model.explore.Found;
import probus.model.explore.Pct;
import probus.model.explore.RoundRobin;
import probus.model.explore.Schedule;
import probus.model.explore.Search;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.world.Finding;
import probus.model.world.Limits;
import probus.model.world.Outcome;

final class RecordingTest {
    private static final KernelProgram CRASHES = new KernelProgram(
            Version.of(KernelProfile.P61RC),
            Boards.named("two-iommus-one-device"),
            CommandLine.EMPTY.async("rk_iommu"));
    private static final KernelProgram ALWAYS_CRASHES =
            new KernelProgram(Version.of(KernelProfile.P615N), Boards.named("shared-iommu"), CommandLine.EMPTY);

    private static Found found(Finding.Kind kind, String function) {
        try (Explorer explorer = new Explorer(CRASHES, Limits.FIRST_OOPS)) {
            return explorer
                    .explore(
                            new Pct(3, 200, 1),
                            Search.ALL.until(finding ->
                                    finding.kind() == kind && finding.function().equals(function)))
                    .findings()
                    .stream()
                    .filter(each -> each.finding().kind() == kind
                            && each.finding().function().equals(function))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void bootWithoutAnythingWrongReachesUserSpace() {
        Recording boot = Recording.of(CRASHES, new RoundRobin(), Limits.FIRST_OOPS);
        assertThat(boot.outcome()).isEqualTo(Outcome.ENDED);
        assertThat(boot.reachesUserSpace()).isTrue();
        assertThat(boot.crash()).isEmpty();
        ProbeEvent register = boot.events().stream()
                .filter(ProbeEvent.DriverRegister.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(boot.function(register)).isEqualTo("bus_add_driver");
    }

    @Test
    void oopsIsTheLastEventAndReadsAsOnAConsole() {
        Found found = found(Finding.Kind.NULL_DEREFERENCE, "dev_iommu_free");
        Recording recording = Recording.of(CRASHES, found.schedule(), Limits.FIRST_OOPS);
        assertThat(recording.divergence()).isEmpty();
        assertThat(recording.cost()).isEqualTo(found.cost());
        assertThat(recording.reachesUserSpace()).isFalse();
        Crash crash = recording.crash().orElseThrow();
        assertThat(crash.function()).isEqualTo("dev_iommu_free");
        assertThat(crash.address()).isEqualTo(0x30);
        assertThat(crash.console())
                .contains(
                        "Unable to handle kernel NULL pointer dereference at virtual address 0000000000000030",
                        "pc : dev_iommu_free",
                        "lr : __iommu_probe_device",
                        "Workqueue: events_unbound async_run_entry_fn");
        assertThat(crash.callTrace())
                .startsWith("dev_iommu_free", "__iommu_probe_device", "probe_iommu_group", "bus_for_each_dev")
                .endsWith("async_run_entry_fn", "process_one_work", "worker_thread", "kthread", "ret_from_fork");
        ProbeEvent last = recording.events().get(recording.events().size() - 1);
        assertThat(last).isInstanceOf(ProbeEvent.KernelOops.class);
        assertThat(last.getTask().name()).isEqualTo(found.finding().task());
    }

    @Test
    void whatIsShownBesideItIsTheOtherTaskAtTheSamePointer() {
        Found found = found(Finding.Kind.NULL_DEREFERENCE, "dev_iommu_free");
        Recording recording = Recording.of(CRASHES, found.schedule(), Limits.FIRST_OOPS);
        List<Meanwhile.Row> rows = Meanwhile.of(recording, found.finding());
        List<String> marked = rows.stream()
                .filter(Meanwhile.Row::marked)
                .map(row -> row.event().isPresent() ? "oops" : row.words())
                .toList();
        assertThat(marked).containsExactly("dev->iommu = NULL", "dev->iommu == NULL", "oops");
        assertThat(rows.stream().map(Meanwhile.Row::task).distinct()).hasSize(2);
        assertThat(rows).isSortedAccordingTo((a, b) -> Integer.compare(a.step(), b.step()));
        Map<Task, List<String>> inside = Meanwhile.inside(recording, found.finding(), rows);
        assertThat(inside).hasSize(1);
        inside.forEach((task, calls) -> {
            assertThat(task.name()).isNotEqualTo(found.finding().task());
            assertThat(calls).startsWith("dev_iommu_free", "__iommu_probe_device");
        });
    }

    @Test
    void useAfterFreeShowsWhoFreed() {
        Found found = found(Finding.Kind.USE_AFTER_FREE, "rk_iommu_probe_device");
        Recording recording = Recording.of(CRASHES, found.schedule(), Limits.FIRST_OOPS);
        assertThat(recording.crash().orElseThrow().console().get(0))
                .isEqualTo("BUG: KASAN: use-after-free in rk_iommu_probe_device, dev_iommu->priv");
        assertThat(Meanwhile.of(recording, found.finding()))
                .anyMatch(row -> row.marked() && row.words().equals("kfree(dev_iommu)"));
    }

    @Test
    void nullDeviceFaultsAtItsLock() {
        Recording recording = Recording.of(ALWAYS_CRASHES, new RoundRobin(), Limits.FIRST_OOPS);
        Crash crash = recording.crash().orElseThrow();
        assertThat(crash.address()).isEqualTo(0x298);
        assertThat(crash.callTrace())
                .startsWith("_raw_spin_lock_irqsave", "devres_add", "devm_kmalloc", "rk_iommu_of_xlate")
                .endsWith("kernel_init", "ret_from_fork");
        assertThat(crash.console()).noneMatch(line -> line.startsWith("Workqueue"));
        assertThat(Meanwhile.of(recording, crash.finding()))
                .anyMatch(row -> row.words().equals("dma_dev == NULL"));
    }

    @Test
    void anotherExecutionIsNotTakenForTheSchedule() {
        Found found = found(Finding.Kind.NULL_DEREFERENCE, "dev_iommu_free");
        String line = found.schedule().toString().replaceFirst("/[0-9a-f]{4} ", "/0000 ");
        Recording recording = Recording.of(CRASHES, Schedule.parse(line), Limits.FIRST_OOPS);
        assertThat(recording.divergence().orElseThrow().message()).contains("/0000");
    }
}
