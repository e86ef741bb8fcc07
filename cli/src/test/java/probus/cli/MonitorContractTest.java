// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code monitor --format json} writes is what its schema says. */
final class MonitorContractTest {
    private static final Map<?, ?> SCHEMA =
            Json.object(Json.parse(SourceTree.text(SourceTree.ROOT.resolve("docs/monitor.schema.json"))));
    private static final Map<String, String> DEFINITIONS =
            Map.of("violation", "liveViolation", "lost", "lost", "end", "end");

    @Test
    void linesAreOfTheSchema() {
        String lost = "CPU:1 [LOST 12 EVENTS]\n";
        Run run = Run.withInput(Traces.freedTwice() + lost, "monitor", "--kernel", "6.1-rc1", "--format", "json");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.stream().map(MonitorContractTest::type)).containsExactly("violation", "lost", "end");
        assertThat(lines.stream().flatMap(line -> faults(line).stream())).isEmpty();
    }

    @Test
    void bootsOfTheModelNameTheirSchedule() {
        Run run = Run.of(
                "monitor",
                "--kernel",
                "6.1-rc1",
                "--board",
                "one-iommu-one-master",
                "--strategy",
                "round-robin",
                "--format",
                "json");
        String last = run.out().lines().reduce((before, line) -> line).orElseThrow();
        assertThat(faults(last)).isEmpty();
        assertThat(Json.object(Json.parse(last)).get("schedule").toString()).startsWith("v1 model=");
    }

    private static String type(String line) {
        return Json.object(Json.parse(line)).get("type").toString();
    }

    private static List<String> faults(String line) {
        Object definition = Json.object(SCHEMA.get("$defs")).get(DEFINITIONS.get(type(line)));
        return Json.faults(Json.parse(line), Json.object(definition), SCHEMA, "");
    }
}
