// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import probus.traces.input.Head;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Armed;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Probe;

/** Texts of {@code trace-cmd report} and {@code perf script}. */
final class ReportTextTest {
    private static final String REPORT = """
            cpus=4
                kworker/u8:1-33    [000]     1.300888: do_iommu_probe_device: (ffffffc0082c7990) dev="psci" ptr=0x10
                kworker/u8:1-33    [000]     1.300999: do_iommu_probe_device_r: (ffffffc0082c7990 <- ffffffc0082c7b04) ret=-19
            """;

    private static final String PERF = """
            kworker/u8:1    33 [000]     1.300888: probe:do_iommu_probe_device: (ffffffc0082c7990) dev="psci" ptr=0x10
            \tffffffc0082c7990 __iommu_probe_device+0x0 ([kernel.kallsyms])

             my task 2  7/33 [000]     1.300999: kprobes:do_iommu_probe_device_r: (ffffffc0082c7990 <- ffffffc0082c7b04) ret=-19
            """;

    private final List<TraceRecord> records = new ArrayList<>();
    private final Counts counts = new Counts();

    @Test
    void inAReportTheFunctionComesFirstAndTheReturnAddressBehindTheArrow() throws UnreadableInput {
        Addresses addresses = new Addresses(Symbols.of("ffffffc0082c7990 t __iommu_probe_device\n"));

        assertThat(read(REPORT, addresses)).isEqualTo("trace-cmd report");
        assertThat(records)
                .filteredOn(Probe.class::isInstance)
                .hasSize(2)
                .allSatisfy(trace -> assertThat(((Probe) trace).function()).isEqualTo("__iommu_probe_device"));
        Probe exit = (Probe) records.get(1);
        assertThat(exit.exit()).isTrue();
        assertThat(exit.arguments().number("ret", 0)).isEqualTo(-19);
        assertThat(exit.stamp().pid()).isEqualTo(33);
        assertThat(addresses.guessed()).isFalse();
        assertThat(counts.skippedLines()).isZero();
    }

    @Test
    void theBufferOfAnEventMayStandBeforeIt() throws UnreadableInput {
        String text = """
                cpus=4
                other: CPU:2 [57 EVENTS DROPPED]
                other:      kworker/u8:1-33    [000]     1.300888: do_iommu_probe_device: (ffffffc0082c7990) dev="psci" ptr=0x10
                no event: kworker/u8:1-33
                """ + "CPU: ".repeat(50_000);

        read(text, new Addresses(Symbols.NONE));
        assertThat(((Lost) records.get(0)).count()).isEqualTo(57);
        assertThat(((Lost) records.get(0)).cpu()).isEqualTo(2);
        assertThat(((Probe) records.get(1)).stamp().command()).isEqualTo("kworker/u8:1");
        assertThat(counts.skippedLines()).isEqualTo(2);
    }

    @Test
    void withoutSymbolsTheDefinitionOfTheEventTells() throws UnreadableInput {
        Addresses addresses = new Addresses(Symbols.NONE);
        Position nowhere = new Position("", 0, "");
        addresses.define(new Armed(nowhere, "do_iommu_probe_device", "probe_iommu_group", false, 0));

        read(REPORT, addresses);

        assertThat(((Probe) records.get(0)).function()).isEqualTo("probe_iommu_group");
        assertThat(((Probe) records.get(1)).function()).isEqualTo("__iommu_probe_device");
        assertThat(addresses.guessed()).isTrue();
    }

    @Test
    void aProbeInTheMiddleOfAFunctionIsNotItsEntry() throws UnreadableInput {
        read(REPORT, new Addresses(Symbols.of("ffffffc0082c7000 t __iommu_probe_device\n")));

        assertThat(records).filteredOn(Probe.class::isInstance).hasSize(1);
    }

    /** Another function that the symbols leave out may stand behind the last one that they list. */
    @Test
    void whereSymbolsAreMissingTheNameOfTheEventTells() throws UnreadableInput {
        Addresses addresses = new Addresses(Symbols.of("ffffffc0082c6d20 t dev_iommu_get\n"));

        read(REPORT, addresses);

        assertThat(records)
                .filteredOn(Probe.class::isInstance)
                .extracting(probe -> ((Probe) probe).function())
                .containsExactly("__iommu_probe_device", "__iommu_probe_device");
        assertThat(addresses.guessed()).isTrue();
    }

    @Test
    void aFunctionThatIsListedElsewhereIsNotTakenForTheOneWithoutSymbol() throws UnreadableInput {
        read(
                REPORT,
                new Addresses(
                        Symbols.of("ffffffc0082c6d20 t dev_iommu_get\nffffffc0082d0000 t __iommu_probe_device\n")));

        assertThat(records).filteredOn(Probe.class::isInstance).isEmpty();
    }

    @Test
    void perfPrintsAProcessAndASystemAndCallChains() throws UnreadableInput {
        assertThat(read(PERF, new Addresses(Symbols.NONE))).isEqualTo("perf script");

        assertThat(counts.skippedLines()).isZero();
        assertThat(records).hasSize(2);
        Probe entry = (Probe) records.get(0);
        assertThat(entry.event()).isEqualTo("do_iommu_probe_device");
        assertThat(entry.function()).isEqualTo("__iommu_probe_device");
        assertThat(entry.stamp()).isEqualTo(new TraceRecord.Stamp(33, "kworker/u8:1", 0, 1_300_888_000));
        assertThat(records.get(1))
                .isInstanceOfSatisfying(
                        Probe.class, exit -> assertThat(exit.stamp().command()).isEqualTo("my task 2"));
    }

    @Test
    void namesThatTheKernelAndPerfMakeUpTellTheirFunction() {
        assertThat(ProbeNames.function("p_dev_iommu_get_0")).isEqualTo("dev_iommu_get");
        assertThat(ProbeNames.function("r___iommu_probe_device_0")).isEqualTo("__iommu_probe_device");
        assertThat(ProbeNames.function("dev_iommu_get__return")).isEqualTo("dev_iommu_get");
        assertThat(ProbeNames.function("do_iommu_probe_device_ret")).isEqualTo("__iommu_probe_device");
    }

    @Test
    void lossesAreTold() throws UnreadableInput {
        read(
                "cpus=2\nCPU:1 [57 EVENTS DROPPED]\nCPU:0 [EVENTS DROPPED]\nCPU 1 is empty\n" + REPORT,
                new Addresses(Symbols.NONE));

        assertThat(records.subList(0, 2))
                .extracting(lost -> ((Lost) lost).cpu() + " " + ((Lost) lost).count())
                .containsExactly("1 57", "0 -1");
        assertThat(counts.skippedLines()).isZero();
    }

    private String read(String text, Addresses addresses) throws UnreadableInput {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FtraceText.Dialect dialect = FtraceText.dialect(new Head(bytes)).orElseThrow();
        FtraceText format = new FtraceText(dialect, new Interest(NameLookup.all(), NameLookup.none(), addresses));
        format.read(new LineReader(new ByteArrayInputStream(bytes), "-", 1 << 16), records::add, counts);
        return format.name();
    }
}
