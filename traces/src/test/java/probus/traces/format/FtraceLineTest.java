// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import probus.traces.format.FtraceLine.Kind;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Probe;
import probus.traces.record.TraceRecord.Stamp;

/** One line in every layout. */
final class FtraceLineTest {
    private static final String FREE = "dev_iommu_free: (dev_iommu_free+0x0/0x50) dev=\"psci\" iommu=0x0\n";

    @Test
    void theDefaultLayout() {
        Probe probe = Samples.probe("    kworker/u8:2-39      [001] d....     1.371304: " + FREE);

        assertThat(probe.stamp()).isEqualTo(new Stamp(39, "kworker/u8:2", 1, 1_371_304_000L));
        assertThat(probe.event()).isEqualTo("dev_iommu_free");
        assertThat(probe.function()).isEqualTo("dev_iommu_free");
        assertThat(probe.exit()).isFalse();
        assertThat(probe.caller()).isEmpty();
        assertThat(probe.arguments().string("dev", "")).isEqualTo("psci");
        assertThat(probe.position().line()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "       swapper/0-1       (      1) [003] d....     1.304736: ",
                "       swapper/0-1       (-------) [003] d....     1.304736: ",
                "       swapper/0-1       [003]      1.304736: ",
                "       swapper/0-1       [003] d..1     1.304736: ",
                "       swapper/0-1       [003] d..1.    1.304736000: ",
                "swapper/0-1 [003] d.... 1.304736: ",
                "swapper/0-1 [003] 1.304736: ",
                "    1.304736 |   3)  swapper/0-1   |  ..... |       /* ",
                "    1.304736 |   3)  swapper/0-1   |               |       /* ",
                "    1.304736 |   3)  swapper/0-1   |   /* "
            })
    void allOptionsOfTheDefaultLayoutSayTheSame(String prefix) {
        assertThat(Samples.probe(prefix + FREE).stamp()).isEqualTo(new Stamp(1, "swapper/0", 3, 1_304_736_000L));
    }

    @ParameterizedTest
    @CsvSource({
        "'kworker/-36        3d.... 3199836us : ', kworker/, 36, 3, 3199836000",
        "'kworker/-36        3d.... 3199836us+: ', kworker/, 36, 3, 3199836000",
        "'kworker/-36        3d.... 3199836us!: ', kworker/, 36, 3, 3199836000",
        "'kworker/-36        3d.... 3199836us#: ', kworker/, 36, 3, 3199836000",
        "'kworker/-36        3d.... 3199836us*: ', kworker/, 36, 3, 3199836000",
        "'kworker/-36        3d.... 3199836us@: ', kworker/, 36, 3, 3199836000",
        "'kworker/-36        3d.... 3199836us$: ', kworker/, 36, 3, 3199836000",
        "'   <...>-36      127d.... 3199836us : ', <...>, 36, 127, 3199836000",
        "'swapper/-1         1.....    9us : ', swapper/, 1, 1, 9000",
        "'   my-ta-1234567  0d..1. 42: ', my-ta, 1234567, 0, 42",
    })
    void theLatencyLayoutOfDumps(String prefix, String command, int pid, int cpu, long time) {
        assertThat(Samples.probe(prefix + FREE).stamp()).isEqualTo(new Stamp(pid, command, cpu, time));
    }

    @ParameterizedTest
    @CsvSource({"1.304736, 1304736000", "0.000001, 1000", "123456.000000, 123456000000000", "42, 42"})
    void clocksThatCountNoTimeArePlainNumbers(String printed, long time) {
        String line = "       swapper/0-1       [003] d....     " + printed + ": " + FREE;

        assertThat(Samples.probe(line).stamp().time()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kworker/u8:0",
                "my task-1",
                "my task-1-77",
                "a [001] 1.0: b",
                "(sd-pam)",
                "x-1 [001] 1.0:",
                "#comment",
                "=> f",
                "-----",
                "CPU:1 [LOST 5",
                "0) x | /* f:",
                "<...>",
                "\u00e4\u00f6\u00fc"
            })
    void aTasksNameMayHoldAnything(String name) {
        String padding = " ".repeat(16 - name.getBytes(StandardCharsets.UTF_8).length);
        String line = padding + name + "-77      [003] d....     1.304736: " + FREE;
        Probe probe = Samples.probe(line);

        assertThat(probe.stamp()).isEqualTo(new Stamp(77, name, 3, 1_304_736_000L));
        assertThat(probe.arguments().text()).isEqualTo("dev=\"psci\" iommu=0x0");
    }

    @Test
    void aReturnHasACallerAndTheFunctionBehindTheArrow() {
        Probe probe = Samples.probe("       swapper/0-1       [001] .....     1.068421: dev_iommu_get_r: "
                + "(__iommu_probe_device+0x34/0x150 <- dev_iommu_get) ret=0xffffff80083d3b80\n");

        assertThat(probe.exit()).isTrue();
        assertThat(probe.function()).isEqualTo("dev_iommu_get");
        assertThat(probe.caller()).isEqualTo("__iommu_probe_device");
        assertThat(probe.event()).isEqualTo("dev_iommu_get_r");
        assertThat(probe.arguments().number("ret", 0)).isEqualTo(0xffffff80083d3b80L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(dev_iommu_free)",
                "(dev_iommu_free+0x4/0x50)",
                "(dev_iommu_free.isra.0+0x0/0x50)",
                "(dev_iommu_free.constprop.0.isra.1+0x0/0x50)",
                "(dev_iommu_free.part.0)",
                "(dev_iommu_free+0x0/0x50 [iommu])",
                "(x+0x1/0x2 <- dev_iommu_free.isra.0)",
                "(x+0x1/0x2 [m] <- dev_iommu_free+0x0/0x50)"
            })
    void aFunctionIsNamedWithoutOffsetAndCompilerSuffix(String parentheses) {
        assertThat(Samples.probe("swapper/0-1 [003] d.... 1.304736: any_name: " + parentheses + " a=1\n")
                        .function())
                .isEqualTo("dev_iommu_free");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(dev_iommu_free+0x1c/0x50)", "(dev_iommu_free.cold+0x0/0x50)"})
    void aProbeInTheMiddleOfAFunctionIsNotItsEntry(String parentheses) {
        assertThat(kind("swapper/0-1 [003] d.... 1.304736: " + "any_name: " + parentheses, onlyFunctions()))
                .isEqualTo(Kind.OTHER_EVENT);
    }

    @Test
    void anEventInsideAFunctionGraphHasTheGraphsTaskAndTime() {
        Probe probe = Samples.probe("    1.202843 |   3)   kworker-33   |               |                "
                + "/* dev_iommu_get_r: (__iommu_probe_device+0x34/0x150 <- dev_iommu_get) ret=-19 */\n");

        assertThat(probe.stamp()).isEqualTo(new Stamp(33, "kworker", 3, 1_202_843_000L));
        assertThat(probe.arguments().number("ret", 0)).isEqualTo(-19);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 3)               |  /* " + "dev_iommu_free: (dev_iommu_free+0x0/0x50) */",
                "    1.202843 |   3)               |  /* dev_iommu_free: (dev_iommu_free+0x0/0x50) */"
            })
    void anEventInAGraphWithoutTasksCannotBeUsed(String line) {
        assertThat(kind(line, onlyFunctions())).isEqualTo(Kind.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "'    0.408181 |   0)   swapper-1    | + 80.208 us   |  iommu_dev_init();', GRAPH",
        "'    0.414606 |   3)   swapper-1    | # 1656.400 us |  } /* iommu_dma_init */', GRAPH",
        "'    0.884625 |   0)   kworker-8    |  ..... |         } /* probe_iommu_group */', GRAPH",
        "'    1.501121 |   2)   swapper-1    |   ==========> |', GRAPH",
        "'    1.501121 |  swapper-1    |  f();', GRAPH",
        "' 1)   swapper-1    =>   kworker-38  ', GRAPH",
        "' ------------------------------------------', HEADER",
        "'', HEADER",
        "'   ', HEADER",
        "'#                              | / _---=> hardirq/softirq', HEADER",
        "' => bus_for_each_dev', STACK",
        "'       swapper/0-1       [001] d....     1.122495: <stack trace>', STACK",
        "'       swapper/0-1       [001] .....     1.068419: __iommu_probe_device <-probe_iommu_group', FUNCTION",
        "'       swapper/0-1       [001] .....     1.068419: f(dev=0x1) <-g', FUNCTION",
        "'       swapper/0-1       [001] .....     1.068419: sched_switch: prev_comm=a ==> next_comm=b', TRACEPOINT",
        "'       swapper/0-1       [001] .....     1.068419: f: (f+0x0/0x1', UNREADABLE",
        "'       swapper/0-1       [001] .....     1.06841', UNREADABLE",
        "'hello', UNREADABLE",
    })
    void everyOtherLineIsKnownForWhatItIs(String line, Kind kind) {
        assertThat(kind(line, Interest.everything())).isEqualTo(kind);
    }

    @Test
    void aSliceOfALargerBufferCanBeReadAndTheRecordKeepsTheWholeLine() {
        String line = "[    1.405563] kworker/-35        3d.... 1323212us : dev_iommu_free: (dev_iommu_free+0x0/0x50)"
                + " dev=\"\u00e4\" iommu=0x0";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        FtraceLine parsed = new FtraceLine(Interest.everything());

        assertThat(parsed.parse(bytes, 15, bytes.length)).isEqualTo(Kind.PROBE);
        Probe probe = (Probe) parsed.toRecord(new Position("console.log", 7, line));
        assertThat(probe.arguments().string("dev", "")).isEqualTo("\u00e4");
        assertThat(probe.position().text()).isEqualTo(line);
    }

    @Test
    void noRecordIsMadeOfALineThatHasNone() {
        FtraceLine parsed = new FtraceLine(Interest.everything());
        parsed.parse(new byte[0], 0, 0);

        assertThatThrownBy(() -> parsed.toRecord(new Position("-", 1, ""))).isInstanceOf(IllegalStateException.class);
    }

    private static Interest onlyFunctions() {
        return new Interest(NameLookup.all(), NameLookup.none());
    }

    private static Kind kind(String line, Interest interest) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new FtraceLine(interest).parse(bytes, 0, bytes.length);
    }
}
