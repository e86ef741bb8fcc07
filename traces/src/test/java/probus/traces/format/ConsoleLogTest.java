// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.traces.format.ConsoleSamples.all;
import static probus.traces.format.ConsoleSamples.cut;
import static probus.traces.format.ConsoleSamples.only;
import static probus.traces.format.ConsoleSamples.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import probus.traces.input.Head;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Armed;
import probus.traces.record.TraceRecord.Banner;
import probus.traces.record.TraceRecord.CommandLine;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.NotArmed;
import probus.traces.record.TraceRecord.Oops;
import probus.traces.record.TraceRecord.Probe;
import probus.traces.record.TraceRecord.Tracepoint;
import probus.traces.record.TraceRecord.Unreadable;
import probus.traces.record.TraceRecord.UserSpace;

/** Boots and events on a console. */
final class ConsoleLogTest {
    @Test
    void eachBannerBeginsABootAndEndsTheOneBefore() {
        List<TraceRecord> records = read("""
                [    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]
                [    0.000000] Linux version 6.1.192 (gcc 12.2.0) #2 SMP PREEMPT
                [    0.000000] Kernel command line: console=ttyAMA0 panic=-1
                [    1.000000] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000030
                [    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]
                [    0.000000] Linux version 6.6.1-rc2+ (gcc 12.2.0) #2 SMP PREEMPT
                [    2.853058] Run /init as init process
                init: up
                """);

        assertThat(records)
                .extracting(record -> record.getClass().getSimpleName())
                .containsExactly("Banner", "CommandLine", "Oops", "Banner", "UserSpace");
        assertThat(all(Banner.class, records)).extracting(Banner::version).containsExactly("6.1.192", "6.6.1-rc2+");
        assertThat(only(CommandLine.class, records).text()).isEqualTo("console=ttyAMA0 panic=-1");
        assertThat(only(Oops.class, records).address()).isEqualTo(0x30);
        assertThat(only(UserSpace.class, records).position().line()).isEqualTo(7);
    }

    @Test
    void prefixesColoursAndCarriageReturnsAreNoise() {
        assertThat(read("<6>[    0.1] Linux version 6.1.1 x\r\n")).hasOnlyElementsOfType(Banner.class);
        assertThat(read("[    0.1][    T0] Linux version 6.1.1 x\n")).hasOnlyElementsOfType(Banner.class);
        assertThat(read("\u001b[32m[    0.1] \u001b[0mLinux version 6.1.1 x\n")).hasOnlyElementsOfType(Banner.class);
        assertThat(read("Nov 22 12:08:03 board kernel: Linux version 6.1.1 x\n"))
                .hasOnlyElementsOfType(Banner.class);
        assertThat(read("[    0.000000] board kernel: Linux version 6.1.1 x\n")).hasOnlyElementsOfType(Banner.class);
        assertThat(read("Linux version 6.1.1 x\n")).hasOnlyElementsOfType(Banner.class);
    }

    @Test
    void theDumpOfACrashIsReadAmongTheMessagesOfOtherCpus() {
        Counts counts = new Counts();
        List<TraceRecord> records = read(cut("dump.log"), ConsoleLog.Events.READ, counts);

        List<Probe> probes = all(Probe.class, records);
        assertThat(probes).hasSizeGreaterThan(8);
        Probe first = probes.get(0);
        assertThat(first.function()).isEqualTo("of_iommu_configure");
        assertThat(first.stamp()).isEqualTo(new TraceRecord.Stamp(1, "swapper/", 3, 1_603_010_000L));
        assertThat(first.arguments().text()).startsWith("dev=\"a003e00.virtio_mmio\"");
        assertThat(counts.events()).isEqualTo(probes.size());
        assertThat(counts.skippedLines()).isZero();
        assertThat(all(Oops.class, records)).hasSize(2);
    }

    @Test
    void besideATraceTheEventsOfTheConsoleAreSkippedAndItsReportsAreNot() {
        Counts counts = new Counts();
        List<TraceRecord> records = read(cut("dump.log"), ConsoleLog.Events.SKIP, counts);

        assertThat(records)
                .extracting(record -> record.getClass().getSimpleName())
                .containsExactly("Oops", "Warning", "Oops");
        assertThat(counts.events()).isZero();
    }

    @Test
    void theCallsOfADumpedGraphAreReadAndTheEventsInIt() {
        List<TraceRecord> records = read(cut("graph-dump.log"));

        assertThat(records).hasOnlyElementsOfTypes(Probe.class, TraceRecord.Call.class);
        assertThat(all(TraceRecord.Call.class, records)).hasSizeGreaterThan(5);
        assertThat(all(Probe.class, records))
                .extracting(probe -> probe.stamp().pid())
                .containsExactly(8, 41);
    }

    @Test
    void aDumpSaysWhatItLost() {
        List<Lost> lost = all(Lost.class, read("""
                [    1.0] Dumping ftrace buffer:
                [    1.0] ---------------------------------
                [    1.0] ##### CPU 2 buffer started ####
                [    1.0] CPU:3 [LOST 57 EVENTS]
                [    1.0] ---------------------------------
                [    1.0] CPU:1 [LOST 1 EVENTS]
                """));

        assertThat(lost).extracting(Lost::cpu).containsExactly(2, 3);
        assertThat(lost).extracting(Lost::count).containsExactly(-1L, 57L);
    }

    @Test
    void anEventOfADumpThatIsDamagedIsCounted() {
        Counts counts = new Counts();
        List<TraceRecord> records = read("""
                [    1.0] Dumping ftrace buffer:
                [    1.0] ---------------------------------
                [    1.0] kworker/-36        3d.... 3199836us : dev_iommu_free: (dev_iommu_free+0x0/0x5
                [    1.0] Mem abort info:
                """, ConsoleLog.Events.READ, counts);

        assertThat(records).hasOnlyElementsOfType(Unreadable.class).hasSize(1);
        assertThat(counts.skippedLines()).isEqualTo(1);
    }

    @Test
    void whatTracingPrintsToTheConsoleHasNoTask() {
        List<TraceRecord> records = read("""
                [    1.358014] of_iommu_configure: (of_iommu_configure+0x0/0x150) dev="psci" ptr=0xffffff80010ad010
                [    1.536373] dev_iommu_get_r: (__iommu_probe_device+0x34/0x150 <- dev_iommu_get) ret=0xffffff8002a06d80
                [    2.598154] add_device_to_group: IOMMU: groupID=6 device=ff920000.isp1
                [    2.598371] test_master ff920000.isp1: Adding to iommu group 6
                """);

        assertThat(records).hasSize(3);
        Probe entry = (Probe) records.get(0);
        assertThat(entry.stamp()).isEqualTo(new TraceRecord.Stamp(-1, "", -1, 1_358_014_000L));
        Probe exit = (Probe) records.get(1);
        assertThat(exit.exit()).isTrue();
        assertThat(exit.function() + " to " + exit.caller()).isEqualTo("dev_iommu_get to __iommu_probe_device");
        assertThat(((Tracepoint) records.get(2)).text()).isEqualTo("IOMMU: groupID=6 device=ff920000.isp1");
    }

    @Test
    void aKernelOfDebianSaysBehindItsNameWhichOneItIs() {
        Banner banner = only(Banner.class, read("""
                [    0.000000] Linux version 6.1.0-56-arm64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) \
                12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP Debian 6.1.192-2 (2026-11-16)
                """));

        assertThat(banner.version()).isEqualTo("6.1.192");
    }

    @Test
    void aProbePointThatCouldNotBeSetIsNotArmed() {
        NotArmed failed = only(NotArmed.class, read("""
                [    0.7] trace_kprobe: Failed to add event(-2): r:dev_iommu_get_r dev_iommu_get ret=$retval:x64
                """));

        assertThat(failed.function()).isEqualTo("dev_iommu_get");
        assertThat(failed.exit()).isTrue();
        assertThat(failed.why()).isEqualTo("Failed to add event(-2)");
    }

    @Test
    void aCommandLineThatPrintkHasCutDoesNotArmHalfASymbol() {
        String filler = "x".repeat(900);
        List<TraceRecord> records = read("[    0.0] Kernel command line: " + filler
                + " kprobe_event=p:a,dev_iommu_get,dev=1;r:b,dev_iommu_free;p:c,iommu_group_add_dev\n");

        assertThat(all(Armed.class, records))
                .extracting(Armed::function)
                .containsExactly("dev_iommu_get", "dev_iommu_free");
    }

    @Test
    void aLineLongerThanAnyOfTheKernelsIsNobodys() {
        assertThat(read("[    1.0] Linux version 6.1.1 " + "x".repeat(5000) + "\n"))
                .isEmpty();
    }

    @Test
    void aLogIsRecognisedByItsLinesAndATraceIsNotALog() throws UnreadableInput {
        assertThat(recognised("[    0.000000] Booting Linux on physical CPU 0x0\n"))
                .isTrue();
        assertThat(recognised("U-Boot 2022.04\n\nLinux version 6.1.1 x\n")).isTrue();
        assertThat(recognised("[    1.0] usb 1-1: new device\n[    1.1] usb 1-1: gone\n"))
                .isTrue();
        assertThat(recognised("# tracer: nop\n#\n")).isFalse();
        assertThat(recognised("hello\n")).isFalse();
        assertThat(recognised("")).isFalse();
    }

    private static boolean recognised(String text) throws UnreadableInput {
        return ConsoleLog.recognised(new Head(text.getBytes(StandardCharsets.UTF_8)));
    }
}
