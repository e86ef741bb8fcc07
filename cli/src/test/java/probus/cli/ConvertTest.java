// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** {@code probus convert}. */
final class ConvertTest {
    private static final Path SAMPLE =
            SourceTree.ROOT.resolve("traces/samples/K-rc1/asyncrk-kpcmd/run01/console.log.gz");

    @TempDir
    private Path folder;

    @Test
    void jsonLinesReadBackAreTheSameEventsAndTheSameVerdicts() throws IOException {
        Path lines = folder.resolve("boot.jsonl");
        Run run = Run.of("convert", SAMPLE.toString(), lines.toString());
        assertThat(run.exit()).as(run.err()).isZero();

        assertThat(events(lines)).isEqualTo(events(SAMPLE)).hasSizeGreaterThan(100);
        assertThat(kinds(RecordedBoots.check(lines))).isEqualTo(kinds(RecordedBoots.check(SAMPLE)));
    }

    @Test
    void aTraceForAViewerHasSlicesThatNestAndArrowsThatArrive() throws IOException {
        Path trace = folder.resolve("boot.json");
        Run run = Run.of("convert", SAMPLE.toString(), trace.toString(), "--kernel", "6.1.192");
        assertThat(run.exit()).as(run.err()).isZero();

        Map<?, ?> json = (Map<?, ?>) Json.parse(Files.readString(trace));
        List<?> events = (List<?>) json.get("traceEvents");
        Map<String, Integer> depths = new HashMap<>();
        Map<String, Set<String>> arrows = new HashMap<>();
        Set<String> tracks = new TreeSet<>();
        for (Object each : events) {
            Map<?, ?> event = (Map<?, ?>) each;
            String phase = (String) event.get("ph");
            String track = event.get("pid") + "/" + event.get("tid");
            assertThat(event.get("name")).isInstanceOf(String.class);
            switch (phase) {
                case "M" -> tracks.add(track);
                case "B" -> depths.merge(track, 1, Integer::sum);
                case "E" -> assertThat(depths.merge(track, -1, Integer::sum)).isNotNegative();
                case "s", "t", "f" ->
                    arrows.computeIfAbsent(String.valueOf(event.get("id")), id -> new TreeSet<>())
                            .add(phase);
                default -> assertThat(phase).isIn("X", "i", "b", "e");
            }
            if (!phase.equals("M")) {
                assertThat(String.valueOf(event.get("ts"))).matches("\\d+\\.\\d{3}");
                assertThat(tracks).contains(track);
            }
        }
        assertThat(arrows)
                .isNotEmpty()
                .allSatisfy((id, ends) -> assertThat(ends).contains("s", "f"));
    }

    @Test
    void mistakesAreExplained() {
        assertThat(Run.of(
                        "convert", "missing.trace", folder.resolve("out.jsonl").toString()))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(Exit.UNREADABLE))
                .satisfies(run -> assertThat(run.err()).contains("does not exist"));
        assertThat(Run.of("convert", SAMPLE.toString(), "-", "--to", "xml").exit())
                .isEqualTo(Exit.USAGE);
        assertThat(Run.of("convert", SAMPLE.toString()).exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void aPipeIsReadAndWritten() {
        Run run = Run.withInput(Traces.freedTwice(), "convert", "-", "-");

        assertThat(run.out().lines().findFirst()).contains("{\"boot\":1}");
        assertThat(run.out().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(500);
    }

    private static Map<String, String> kinds(RecordedBoots.Answer answer) {
        Map<String, String> kinds = new HashMap<>();
        answer.verdicts().forEach((rule, verdict) -> kinds.put(rule, verdict.kind() + " " + verdict.checks()));
        return kinds;
    }

    private static List<ProbeEvent> events(Path input) {
        List<ProbeEvent> events = new ArrayList<>();
        new BootReader(System.in).read(input.toString(), new BootSink() {
            @Override
            public void beginBoot(String name, int boot) {
                // one boot
            }

            @Override
            public void event(ProbeEvent event) {
                events.add(event);
            }

            @Override
            public void endBoot(BootSummary summary) {
                assertThat(summary.error()).isEmpty();
            }
        });
        return events;
    }
}
