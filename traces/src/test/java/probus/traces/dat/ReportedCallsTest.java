// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import probus.traces.format.Counts;
import probus.traces.format.FtraceText;
import probus.traces.format.Interest;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Call;

/** What the function tracers recorded says the same in a file and in what {@code trace-cmd report} prints of it. */
final class ReportedCallsTest {
    private static final long GET = 0xffff_ffc0_082c_7990L;
    private static final long GROUP = 0xffff_ffc0_082c_7b04L;
    private static final String FUNCTION = """
            \tfield:unsigned long func;\toffset:8;\tsize:8;\tsigned:0;
            \tfield:int depth;\toffset:16;\tsize:4;\tsigned:1;
            """;

    /** As trace-cmd 3.1.6 prints it. */
    private static final String REPORT = """
            cpus=2
                kworker/u8:0-8     [000]     1.000000: funcgraph_entry:                   |  probe_iommu_group() {
                kworker/u8:0-8     [000]     1.000002: funcgraph_entry:      ! 2.000 us   |    dev_iommu_get();
                kworker/u8:0-8     [000]     1.000007: funcgraph_exit:         7.000 us   |  }
                kworker/u8:1-33    [001]     1.000008: function:                dev_iommu_get
            """;

    @TempDir
    private Path folder;

    @Test
    void aReportIsReadAsItsFileIs() throws IOException {
        assertThat(calls(REPORT.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(calls(file()))
                .containsEntry(
                        8,
                        List.of(
                                "probe_iommu_group at 1000000000",
                                "dev_iommu_get at 1000002000",
                                "dev_iommu_get ends at 1000004000",
                                "probe_iommu_group ends at 1000007000"))
                .containsEntry(33, List.of("dev_iommu_get at 1000008000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t", "-N", "-l"})
    void whatTraceCmdPrintsIsReadAsItsFileIs(String option) throws IOException {
        assumeTrue(TraceCmd.isInstalled(), "trace-cmd is not installed");
        Path file = Files.write(folder.resolve("trace.dat"), file());
        String report = String.join("\n", TraceCmd.report(file, option)) + "\n";

        assertThat(calls(report.getBytes(StandardCharsets.UTF_8))).isEqualTo(calls(file()));
    }

    /** {@return what each task does} */
    private static Map<Integer, List<String>> calls(byte[] bytes) throws IOException {
        List<TraceRecord> records = new ArrayList<>();
        try (Input input = Input.of("-", new ByteArrayInputStream(bytes))) {
            LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
            Counts counts = new Counts();
            if (DatReader.recognises(lines.head())) {
                new DatReader(Interest.everything()).read(input, lines, records::add, counts);
            } else {
                assertThat(FtraceText.dialect(lines.head())).contains(FtraceText.Dialect.REPORT);
                new FtraceText(FtraceText.Dialect.REPORT, Interest.everything()).read(lines, records::add, counts);
            }
            assertThat(counts.skippedLines()).isZero();
        }
        Map<Integer, List<String>> calls = new TreeMap<>();
        for (TraceRecord trace : records) {
            if (trace instanceof Call call) {
                calls.computeIfAbsent(call.stamp().pid(), pid -> new ArrayList<>())
                        .add(call.function() + (call.exit() ? " ends" : "") + " at "
                                + call.stamp().time());
            }
        }
        return calls;
    }

    private static byte[] file() {
        return new DatWriter()
                .kallsyms("ffffffc0082c7990 t dev_iommu_get\nffffffc0082c7b04 t probe_iommu_group\n")
                .task(8, "kworker/u8:0")
                .task(33, "kworker/u8:1")
                .format("ftrace", "function", 1, """
                        \tfield:unsigned long ip;\toffset:8;\tsize:8;\tsigned:0;
                        \tfield:unsigned long parent_ip;\toffset:16;\tsize:8;\tsigned:0;
                        """, "\" %ps <-- %ps\", (void *)REC->ip, (void *)REC->parent_ip")
                .format("ftrace", "funcgraph_entry", 11, FUNCTION, "\"--> %ps (%d)\", (void *)REC->func, REC->depth")
                .format(
                        "ftrace",
                        "funcgraph_exit",
                        10,
                        FUNCTION + """
                        \tfield:unsigned int overrun;\toffset:20;\tsize:4;\tsigned:0;
                        \tfield:unsigned long long calltime;\toffset:24;\tsize:8;\tsigned:0;
                        \tfield:unsigned long long rettime;\toffset:32;\tsize:8;\tsigned:0;
                        """,
                        "\"<-- %ps (%d) (start: %llx  end: %llx)\","
                                + " (void *)REC->func, REC->depth, REC->calltime, REC->rettime")
                .event(0, 1_000_000_000, 11, 8, entry(GROUP, 0))
                .event(0, 1_000_002_000, 11, 8, entry(GET, 1))
                .event(0, 1_000_004_000, 10, 8, exit(GET, 1, 1_000_002_000, 1_000_004_000))
                .event(0, 1_000_007_000, 10, 8, exit(GROUP, 0, 1_000_000_000, 1_000_007_000))
                .event(
                        1,
                        1_000_008_000,
                        1,
                        33,
                        DatWriter.buffer(16).putLong(GET).putLong(GROUP).array())
                .bytes();
    }

    private static byte[] entry(long function, int depth) {
        return DatWriter.buffer(12).putLong(function).putInt(depth).array();
    }

    private static byte[] exit(long function, int depth, long from, long to) {
        return DatWriter.buffer(32)
                .putLong(function)
                .putInt(depth)
                .putInt(0)
                .putLong(from)
                .putLong(to)
                .array();
    }
}
