// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Several traces of one boot, whose clocks may differ. */
final class InterleavedTest {
    private static final Path BOOT = Stream.of(Path.of("traces/samples"), Path.of("samples"))
            .filter(Files::isDirectory)
            .map(samples -> samples.resolve("K-rc1/asyncrk-kp2dat/run01"))
            .findFirst()
            .orElseThrow();
    private static final Pattern TIME = Pattern.compile("(?m)(?<=\\s)(\\d+\\.\\d{6})(?=: )");

    @TempDir
    private Path folder;

    private String trace = "";

    @BeforeEach
    void unpack() throws IOException {
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(BOOT.resolve("trace.txt.gz")))) {
            trace = new String(packed.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatSeveralTracesShowHappenedOnce() {
        String text = BOOT.resolve("trace.txt.gz").toString();
        Boot alone = read(text);
        Boot together = read(
                text,
                BOOT.resolve("trace.dat").toString(),
                BOOT.resolve("trace-cmd-report.txt.gz").toString());

        assertThat(alone.events).hasSizeGreaterThan(700);
        assertThat(together.events).isEqualTo(alone.events);
        assertThat(together.notes()).anySatisfy(note -> assertThat(note).endsWith("traces show were taken once"));
        assertThat(together.error()).isEmpty();
    }

    /** Half of the events are in both, and the other clock is late, and slower by 50 in a million. */
    @ParameterizedTest
    @ValueSource(doubles = {100, -1, 86_400, 0.0005})
    void eventsThatTwoTracesShowTellHowFarApartTheirClocksAre(double apart) throws IOException {
        List<String> lines = trace.lines().toList();
        String first = lines(lines.subList(0, lines.size() * 3 / 4));
        String later = TIME.matcher(lines(lines.subList(lines.size() / 4, lines.size())))
                .replaceAll(time ->
                        String.format(Locale.ROOT, "%.6f", apart + Double.parseDouble(time.group(1)) * (1 + 50e-6)));
        Boot alone = read(write("whole.txt", trace));
        Boot together = read(write("first.txt", first), write("later.txt", later));

        assertThat(together.events).containsExactlyInAnyOrderElementsOf(alone.events);
        assertThat(together.notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("later.txt: ")
                        .contains("s were added to its times, by the events that")
                        .contains("first.txt shows too"));
    }

    @Test
    void aTraceWhoseClockCountsSomethingElseIsLeftOutAndThatIsSaid() throws IOException {
        String counted = """
                # tracer: nop
                     kworker/u8:0-8       [001] d....     17: dev_iommu_get: (dev_iommu_get+0x0/0x50) dev="psci"
                """;
        Boot boot = read(write("counted.txt", counted), write("trace.txt", trace));

        assertThat(boot.events).isEqualTo(read(write("trace.txt", trace)).events);
        assertThat(boot.notes())
                .singleElement()
                .asString()
                .contains(
                        "counted.txt: left out, since its clock 'counter' has nothing to do with clock (seconds) of ");
    }

    @Test
    void tracesOfCountersAreReadTogether() throws IOException {
        String line = "     kworker/u8:0-8       [00%d] d....     %d: pm_runtime_enable:"
                + " (pm_runtime_enable+0x0/0x50) dev=\"%s\"\n";
        Boot boot = read(
                write("one.txt", String.format(line, 1, 17, "a") + String.format(line, 1, 30, "c")),
                write("two.txt", String.format(line, 2, 20, "b")));

        assertThat(boot.times).containsExactly(17L, 20L, 30L);
        assertThat(boot.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mono", "local"})
    void thatTheConsoleHasAnotherClockIsSaid(String clock) throws IOException {
        String console = write("console.log", """
                [    0.000000] Linux version 6.1.192 (gcc) #2 SMP
                [    0.000000] Kernel command line: console=ttyAMA0 trace_clock=CLOCK
                """.replace("CLOCK", clock));

        assertThat(read(write("trace.txt", trace), console).notes())
                .hasSize(clock.equals("mono") ? 1 : 0)
                .allSatisfy(
                        note -> assertThat(note).startsWith("the trace's clock is 'mono' and not that of the console"));
    }

    @Test
    void callsComeInTheOrderOfTime() throws IOException {
        String line = "     kworker/u8:0-%d       [00%d] d....     1.00%d: really_probe <-driver_probe_device\n";
        Boot boot = read(
                write("cpu0.txt", String.format(line, 8, 0, 1000) + String.format(line, 8, 0, 4000)),
                write("cpu1.txt", String.format(line, 9, 1, 2000) + String.format(line, 9, 1, 3000)));

        assertThat(boot.times).hasSizeGreaterThan(3).isSorted();
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Boot read(String... files) {
        Boot boot = new Boot();
        new BootReader(InputStream.nullInputStream()).readAsOne(List.of(files), boot);
        return boot;
    }

    private static final class Boot implements BootSink {
        private final List<String> events = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private final List<BootSummary> summaries = new ArrayList<>();

        List<String> notes() {
            return summaries.get(0).notes().stream()
                    .filter(note -> !note.startsWith("functions were told"))
                    .toList();
        }

        Optional<String> error() {
            return summaries.get(0).error();
        }

        @Override
        public void beginBoot(String input, int boot) {}

        /** Without the number of the event, its time and the line that showed it. */
        @Override
        public void event(ProbeEvent event) {
            if (!(event instanceof ProbeEvent.EventsLost)) {
                events.add(event.toString().replaceFirst("at=#\\d+ \\d+ns ", ""));
                times.add(event.getTime());
            }
        }

        @Override
        public void endBoot(BootSummary summary) {
            summaries.add(summary);
        }
    }
}
