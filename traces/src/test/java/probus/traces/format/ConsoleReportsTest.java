// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.traces.format.ConsoleSamples.all;
import static probus.traces.format.ConsoleSamples.cut;
import static probus.traces.format.ConsoleSamples.only;
import static probus.traces.format.ConsoleSamples.read;

import java.util.List;
import org.junit.jupiter.api.Test;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Oops;
import probus.traces.record.TraceRecord.SysfsDuplicate;
import probus.traces.record.TraceRecord.Warning;

/** Oopses, warnings and sysfs complaints on a console. */
final class ConsoleReportsTest {
    @Test
    void anOopsAndTheWarningPrintedIntoItKeepTheirOwnFrames() {
        List<TraceRecord> records = read(cut("oops-and-warning-mixed.log"));

        Oops oops = only(Oops.class, records);
        assertThat(oops.pc()).isEqualTo("__iommu_probe_device");
        assertThat(oops.address()).isEqualTo(0x30);
        assertThat(oops.time()).isEqualTo(672_425_000);
        assertThat(oops.command() + "-" + oops.pid() + " on " + oops.cpu()).isEqualTo("kworker/u8:0-8 on 3");
        assertThat(oops.callTrace())
                .startsWith("__iommu_probe_device", "probe_iommu_group")
                .endsWith("kthread", "ret_from_fork")
                .hasSize(16);
        Warning warning = only(Warning.class, records);
        assertThat(warning.location()).isEqualTo("drivers/iommu/rockchip-iommu.c:1027");
        assertThat(warning.command() + "-" + warning.pid()).isEqualTo("swapper/0-1");
        assertThat(warning.callTrace())
                .startsWith("rk_iommu_attach_device", "__iommu_attach_device")
                .endsWith("kernel_init", "ret_from_fork")
                .doesNotContain("kthread", "probe_iommu_group");
        assertThat(oops.lines()).doesNotContainAnyElementsOf(warning.lines());
    }

    @Test
    void aSysfsComplaintGoesOnAfterAWarningHasBegunInTheMiddleOfIt() {
        List<TraceRecord> records = read(cut("duplicate-and-warning-mixed.log"));

        SysfsDuplicate duplicate = only(SysfsDuplicate.class, records);
        assertThat(duplicate.path())
                .isEqualTo("/devices/platform/ff650800.iommu/iommu/ff650800.iommu/devices/ff650000.video-codec");
        assertThat(duplicate.pid()).isEqualTo(8);
        assertThat(duplicate.callTrace())
                .contains("iommu_device_link", "probe_iommu_group", "rk_iommu_probe")
                .endsWith("ret_from_fork")
                .doesNotContain("rk_iommu_zap_iova");
        assertThat(only(Warning.class, records).callTrace())
                .startsWith("rk_iommu_zap_iova", "rk_iommu_zap_iova_first_last")
                .doesNotContain("bus_iommu_probe");
    }

    @Test
    void theFaultingInstructionTellsWhoseRegistersThoseAre() {
        List<Oops> oopses = all(Oops.class, read(cut("three-announced-one-printed.log")));

        assertThat(oopses).extracting(Oops::address).containsExactly(0x40L, 0x30L, 0x30L, 0x30L);
        assertThat(oopses).extracting(Oops::pc).containsExactly("rk_iommu_of_xlate", "", "", "");
        assertThat(oopses).extracting(Oops::pid).containsExactly(8, -1, -1, -1);
        assertThat(oopses).allMatch(oops -> oops.cause() == Oops.Cause.NULL_DEREFERENCE);
    }

    @Test
    void whereThePrinterIsNamedItTellsWhoseLineItIs() {
        List<Oops> oopses = all(Oops.class, read("""
                [    1.0][   T8] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000030
                [    1.1][   T9] Unable to handle kernel paging request at virtual address 006b6b6b6b6b6b73
                [    1.2][   T9] Internal error: Oops: 0000000096000004 [#1] PREEMPT SMP
                [    1.3][   T9] CPU: 1 PID: 9 Comm: kworker/u8:1 Not tainted 6.1.0 #1
                [    1.4][   T9] pc : dev_iommu_free.isra.0+0x1c/0x50
                [    1.5][   T8] pc : somewhere_else+0x1c/0x50
                [    1.6][   T9] Call trace:
                [    1.7][   T9]  dev_iommu_free.isra.0+0x1c/0x50
                [    1.8][   T8]  somewhere_else+0x1c/0x50
                [    1.9][   T9] ---[ end trace 0000000000000000 ]---
                """));

        assertThat(oopses).hasSize(2);
        assertThat(oopses.get(0).address()).isEqualTo(0x6b6b6b6b6b6b73L);
        assertThat(oopses.get(0).cause()).isEqualTo(Oops.Cause.BAD_ADDRESS);
        assertThat(oopses.get(0).callTrace()).containsExactly("dev_iommu_free");
        assertThat(oopses.get(1).address()).isEqualTo(0x30);
    }

    @Test
    void anX86OopsIsReadWithoutItsUnreliableFrames() {
        Oops oops = only(Oops.class, read("""
                [    2.0] BUG: kernel NULL pointer dereference, address: 0000000000000030
                [    2.0] #PF: supervisor read access in kernel mode
                [    2.0] Oops: 0000 [#1] PREEMPT SMP
                [    2.0] CPU: 2 UID: 0 PID: 41 Comm: kworker/u8:2 Not tainted 6.12.0 #1
                [    2.0] RIP: 0010:dev_iommu_free+0x1c/0x50
                [    2.0] CR2: 0000000000000030 CR3: 0000000000000000 CR4: 0000000000000000
                [    2.0] Call Trace:
                [    2.0]  <TASK>
                [    2.0]  ? __die+0x1f/0x70
                [    2.0]  ? asm_exc_page_fault+0x26/0x30
                [    2.0]  ? dev_iommu_free+0x1c/0x50
                [    2.0]  __iommu_probe_device+0xc4/0x130
                [    2.0]  probe_iommu_group+0x44/0x60 [iommu]
                [    2.0]  </TASK>
                [    2.0] ---[ end trace 0000000000000000 ]---
                [    2.0] RIP: 0010:dev_iommu_free+0x1c/0x50
                """));

        assertThat(oops.pc()).isEqualTo("dev_iommu_free");
        assertThat(oops.callTrace()).containsExactly("dev_iommu_free", "__iommu_probe_device", "probe_iommu_group");
        assertThat(oops.pid()).isEqualTo(41);
        assertThat(oops.cause().kills()).isTrue();
    }

    @Test
    void aKasanReportIsAnOopsThatIsSurvived() {
        Oops oops = only(Oops.class, read("""
                [    2.0] ==================================================================
                [    2.0] BUG: KASAN: slab-use-after-free in dev_iommu_free+0x1c/0x50
                [    2.0] Read of size 8 at addr ffffff8000f43130 by task kworker/u8:2/41
                [    2.0]
                [    2.0] CPU: 1 PID: 41 Comm: kworker/u8:2 Not tainted 6.1.0 #1
                [    2.0] Call trace:
                [    2.0]  dump_backtrace+0xc0/0xcc
                [    2.0]  kasan_report+0x1c/0x30
                [    2.0]  dev_iommu_free+0x1c/0x50
                [    2.0]  __iommu_probe_device+0xc4/0x130
                [    2.0]
                [    2.0] Freed by task 8:
                [    2.0]  kfree+0x10/0x20
                [    2.0] ==================================================================
                """));

        assertThat(oops.cause()).isEqualTo(Oops.Cause.KASAN);
        assertThat(oops.cause().kills()).isFalse();
        assertThat(oops.pc()).isEqualTo("dev_iommu_free");
        assertThat(oops.address()).isEqualTo(0xffffff8000f43130L);
        assertThat(oops.callTrace()).containsExactly("dev_iommu_free", "__iommu_probe_device");
    }

    @Test
    void aFailedCheckIsAnOopsWithoutAddress() {
        Oops oops = only(Oops.class, read("""
                [    2.0] ------------[ cut here ]------------
                [    2.0] kernel BUG at drivers/iommu/iommu.c:123!
                [    2.0] Internal error: Oops - BUG: 00000000f2000800 [#1] PREEMPT SMP
                [    2.0] CPU: 1 PID: 41 Comm: init Not tainted 6.1.0 #1
                [    2.0] pc : iommu_group_release+0x10/0x20
                [    2.0] ---[ end trace 0000000000000000 ]---
                """));

        assertThat(oops.cause()).isEqualTo(Oops.Cause.BUG);
        assertThat(oops.address()).isEqualTo(-1);
        assertThat(oops.pc()).isEqualTo("iommu_group_release");
    }

    @Test
    void aWarningOfANewerKernelIsReadToo() {
        Warning warning = only(Warning.class, read("""
                [    2.0] ------------[ cut here ]------------
                [    2.0] refcount_t: underflow; use-after-free.
                [    2.0] WARNING: lib/refcount.c:28 at refcount_warn_saturate+0xf4/0x148, CPU#3: init/1
                [    2.0] CPU: 3 UID: 0 PID: 1 Comm: init Not tainted 7.0.0 #1 PREEMPT
                [    2.0] pc : refcount_warn_saturate+0xf4/0x148
                [    2.0] lr : refcount_warn_saturate+0xf4/0x148
                [    2.0] Call trace:
                [    2.0]  refcount_warn_saturate+0xf4/0x148 (P)
                [    2.0]  kobject_put+0x10/0x20
                [    2.0] ---[ end trace 0000000000000000 ]---
                """));

        assertThat(warning.location()).isEqualTo("lib/refcount.c:28");
        assertThat(warning.function()).isEqualTo("refcount_warn_saturate");
        assertThat(warning.pid()).isEqualTo(1);
        assertThat(warning.callTrace()).containsExactly("refcount_warn_saturate", "kobject_put");
        assertThat(warning.lines().get(0).text()).endsWith("use-after-free.");
    }

    @Test
    void theFramesOfAReportThatIsNoneOfTheseAreNobodys() {
        List<TraceRecord> records = read("""
                [    2.0] WARNING: CPU: 3 PID: 7 at drivers/iommu/iommu.c:1 iommu_attach+0xdc/0xf0
                [    2.0] CPU: 3 PID: 7 Comm: init Not tainted 6.1.0 #1
                [    2.0] pc : iommu_attach+0xdc/0xf0
                [    2.0] Call trace:
                [    2.0]  iommu_attach+0xdc/0xf0
                [    2.0] BUG: sleeping function called from invalid context at kernel/locking/mutex.c:1
                [    2.0] CPU: 1 PID: 9 Comm: other Not tainted 6.1.0 #1
                [    2.0] Call trace:
                [    2.0]  dump_stack+0x14/0x2c
                """);

        assertThat(only(Warning.class, records).callTrace()).containsExactly("iommu_attach");
    }
}
