// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import probus.traces.format.Counts;
import probus.traces.format.Interest;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Armed;
import probus.traces.record.TraceRecord.Probe;

/** Which files of a folder are read, in which order. */
final class BootFolderTest {
    private static final String EVENT =
            "     kworker/u8:0-8       [001] d....     1.371304: dev_iommu_get: (dev_iommu_get+0x0/0x50) dev=\"psci\"\n";
    private static final String GRAPH = "# tracer: function_graph\n 0)   1.2 us |  dev_iommu_get();\n";
    private static final String CONSOLE = """
            [    0.000000] Linux version 6.1.192 (gcc) #2 SMP
            [    0.100000] Kernel command line: kprobe_event=p:get,dev_iommu_get
            [    1.000000] Dumping ftrace buffer:
            [    1.000000] ---------------------------------
            [    1.000000] kworker/-8           1d.... 1371304us : dev_iommu_get: (dev_iommu_get+0x0/0x50) dev="psci"
            [    1.000000] ---------------------------------
            """;

    @TempDir
    private Path folder;

    @Test
    void sideFilesComeFirstThenTheTraceThenTheConsole() throws IOException {
        write("a-console.log", CONSOLE);
        write("b-trace.txt", "# tracer: nop\n" + EVENT);
        write("cmdline.txt", "console=ttyAMA0 panic=-1\n");
        write("state-after.txt", "== kprobe_events\np:kprobes/get dev_iommu_get\n");
        write("notes.txt", "nothing\nof use\n");
        BootFolder boot = BootFolder.of(folder);

        assertThat(boot.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("cmdline.txt", "state-after.txt", "b-trace.txt", "a-console.log");
        assertThat(boot.ignored()).containsExactly(folder.resolve("notes.txt"));
        assertThat(names(read(boot))).containsExactly("CommandLine", "Armed", "Probe", "UserSpace", "Banner");
    }

    @Test
    void withoutATraceTheEventsOfTheConsoleAreTheTrace() throws IOException {
        write("console.log", CONSOLE);
        write("trace.txt", "# tracer: nop\n#\n# entries-in-buffer/entries-written: 0/0   #P:4\n");

        assertThat(read(BootFolder.of(folder))).hasAtLeastOneElementOfType(Probe.class);
    }

    @Test
    void aFunctionGraphIsReadOnlyWhereNothingBetterIs() throws IOException {
        write("a.txt", GRAPH);
        assertThat(BootFolder.of(folder).files()).hasSize(1);

        write("b.txt", "# tracer: nop\n" + EVENT);
        assertThat(BootFolder.of(folder).files()).containsExactly(folder.resolve("b.txt"));
        assertThat(BootFolder.of(folder).hasTrace()).isTrue();
    }

    @Test
    void theKernelsOwnTextIsReadBeforeABinaryTraceAndThatBeforeAReport() throws IOException {
        write("trace-cmd-report.txt", "cpus=4\n init-1 [001]  1.5: dev_iommu_get: (ffffffc0082c6d20) dev=\"psci\"\n");
        write("empty.txt", "");
        assertThat(BootFolder.of(folder).files()).containsExactly(folder.resolve("trace-cmd-report.txt"));

        Files.write(folder.resolve("trace.dat"), new byte[] {0x17, 0x08, 0x44, 't', 'r', 'a', 'c', 'i', 'n', 'g', '7'});
        assertThat(BootFolder.of(folder).files()).containsExactly(folder.resolve("trace.dat"));

        write("trace.txt", EVENT);
        assertThat(BootFolder.of(folder).files()).containsExactly(folder.resolve("trace.txt"));
        assertThat(BootFolder.of(folder).ignored()).hasSize(3);
    }

    @Test
    void dumpsOfSingleCpusAreReadTogetherInTheOrderOfTime() throws IOException {
        String event = "  kworker/u8:1-33  [00%d] .....     1.%06d: dev_iommu_get: (dev_iommu_get+0x0/0x80) ptr=%d\n";
        write("cpu0", String.format(event, 0, 10, 1) + String.format(event, 0, 40, 4));
        write("cpu1", String.format(event, 1, 20, 2) + String.format(event, 1, 30, 3));
        List<TraceRecord> records = new ArrayList<>();

        BootFolder.of(folder).read(Interest.everything(), records::add, new Counts());

        assertThat(records)
                .filteredOn(TraceRecord.Probe.class::isInstance)
                .extracting(trace -> ((TraceRecord.Probe) trace).arguments().text())
                .containsExactly("ptr=1", "ptr=2", "ptr=3", "ptr=4");
    }

    @Test
    void besideATraceOnlyWhatWasArmedIsOfInterest() throws IOException {
        write("trace.txt", EVENT);
        write("cmdline.txt", "console=ttyAMA0 kprobe_event=p:get,dev_iommu_get\n");
        write("kprobe_profile", "  get      371     5\n");
        write("bootconfig.txt", "ftrace.event.kprobes.free { probes = \"dev_iommu_free%return\"\n enable }\n");
        List<TraceRecord> records = new ArrayList<>();
        SideFiles.read(SideFiles.beside(folder.resolve("trace.txt")), records::add);

        assertThat(records).hasOnlyElementsOfType(Armed.class);
        assertThat(records.stream().map(Armed.class::cast).map(probe -> probe.function() + " " + probe.missed()))
                .containsExactly("dev_iommu_free 0", "dev_iommu_get 5");
    }

    @Test
    void whatCannotBeReadIsSaidAfterEverythingElseWasRead() throws IOException {
        Files.write(folder.resolve("trace.txt.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        write("console.log", CONSOLE);
        List<TraceRecord> records = new ArrayList<>();

        assertThatThrownBy(() -> BootFolder.of(folder).read(Interest.everything(), records::add, new Counts()))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("trace.txt.gz");
        assertThat(records).hasAtLeastOneElementOfType(Probe.class);
    }

    private static List<TraceRecord> read(BootFolder boot) throws UnreadableInput {
        List<TraceRecord> records = new ArrayList<>();
        boot.read(Interest.everything(), records::add, new Counts());
        return records;
    }

    private static List<String> names(List<TraceRecord> records) {
        return records.stream().map(record -> record.getClass().getSimpleName()).toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
