// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;

/** Calls that the function graph and the function tracer show. */
final class CallsTest {
    @Test
    void inTheRichLayoutACallIsOfItsTaskAndEndsAtItsBrace() throws UnreadableInput {
        assertThat(calls("""
                # tracer: function_graph
                    0.371533 |   1)   swapper-1    |               |  really_probe() {
                    0.371600 |   2)   kworker-34   |               |  really_probe() {
                    0.373229 |   1)   swapper-1    | + 87.472 us   |    pm_runtime_enable();
                    0.880693 |   1)   swapper-1    | ! 119.168 us  |  } /* really_probe */
                """))
                .containsExactly(
                        "1 really_probe {",
                        "34 really_probe {",
                        "1 pm_runtime_enable {",
                        "1 } pm_runtime_enable",
                        "1 } really_probe");
    }

    @Test
    void aCallOnOneLineEndsWhenItsTimeHasCome() throws UnreadableInput {
        assertThat(calls("""
                    1.000000 |   1)   swapper-1    | ! 500.000 us  |  __iommu_probe_device();
                    1.000100 |   2)   kworker-34   |               |  __iommu_probe_device() {
                    1.000700 |   2)   kworker-34   | ! 600.000 us  |  } /* __iommu_probe_device */
                """))
                .containsExactly(
                        "1 __iommu_probe_device {",
                        "34 __iommu_probe_device {",
                        "1 } __iommu_probe_device",
                        "34 } __iommu_probe_device");
    }

    @Test
    void withoutTaskNamesTheBannerTellsWhoIsOnTheCpuAndBeforeItNobodyKnows() throws UnreadableInput {
        assertThat(calls("""
                # tracer: function_graph
                 1)               |  really_probe() {
                 1) + 66.528 us   |  }
                 ------------------------------------------
                 1)   swapper-1    =>   kworker-34
                 ------------------------------------------

                 1)               |  really_probe() {
                 1)   2.224 us    |    iommu_group_get();
                 1) + 66.528 us   |  }
                """))
                .containsExactly(
                        "-1 really_probe {",
                        "-1 } really_probe",
                        "34 really_probe {",
                        "34 iommu_group_get {",
                        "34 } iommu_group_get",
                        "34 } really_probe");
    }

    @Test
    void newerKernelsTellArgumentsAndReturnValues() throws UnreadableInput {
        List<TraceRecord> records = read("""
                 1)   kworker-34   |               |  __iommu_probe_device(dev=0xffff888100a1b010, group_list=0x0) {
                 1)   kworker-34   |   0.5 us      |    dev_iommu_get(dev=0xffff888100a1b010); /* = 0xffff888100c0ffee */
                 1)   kworker-34   |   9.5 us      |  } /* __iommu_probe_device ret=-19 */
                """);

        assertThat(records)
                .extracting(record -> ((TraceRecord.Call) record).arguments().text())
                .containsExactly(
                        "dev=0xffff888100a1b010 group_list=0x0",
                        "dev=0xffff888100a1b010",
                        "ret=0xffff888100c0ffee",
                        "ret=-19");
    }

    @Test
    void latencyFormatAndModulesAndSuffixesAreUnderstood() throws UnreadableInput {
        assertThat(calls("""
                    0.867277 |   3)   swapper-1    |  ..... | really_probe() {
                    0.867290 |   3)   swapper-1    |  ..... |   rk_iommu_probe [rockchip_iommu]() {
                    0.867300 |   3)   swapper-1    |  ..... |   } /* rk_iommu_probe [rockchip_iommu] */
                    0.867857 |   3)   swapper-1    |  ..... | } /* really_probe.isra.0 */
                """))
                .containsExactly("1 really_probe {", "1 rk_iommu_probe {", "1 } rk_iommu_probe", "1 } really_probe");
    }

    @Test
    void theFunctionTracerShowsEntriesOnly() throws UnreadableInput {
        assertThat(calls("""
                # tracer: function
                       swapper/0-1       [003] .....     1.105445: iommu_fwspec_init <-of_iommu_xlate
                    kworker/u8:1-33      [001] .....     1.108657: rk_iommu_probe.isra.0 <-platform_probe
                """)).containsExactly("1 iommu_fwspec_init {", "33 rk_iommu_probe {");
    }

    private static List<String> calls(String text) throws UnreadableInput {
        List<String> calls = new ArrayList<>();
        for (TraceRecord record : read(text)) {
            if (record instanceof TraceRecord.Call call) {
                calls.add(call.stamp().pid() + (call.exit() ? " } " + call.function() : " " + call.function() + " {"));
            }
        }
        return calls;
    }

    private static List<TraceRecord> read(String text) throws UnreadableInput {
        List<TraceRecord> records = new ArrayList<>();
        Counts counts = new Counts();
        LineReader lines =
                new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "-", 1 << 16);
        new FtraceText(Interest.everything()).read(lines, records::add, counts);
        assertThat(counts.skippedLines()).isZero();
        return records;
    }
}
