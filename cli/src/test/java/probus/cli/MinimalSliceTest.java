// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import probus.engine.Evidence;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.Origin;
import probus.facts.ProbeEvent;

/**
 * The lines that a violation shows are what it takes: alone they are the same violation, and without any one of them they are
 * not. Violations at the end of the boot are exempt, as the whole boot shows them, and those that the report of a fault
 * proves. An entry that only goes with the return that proves that returns are recorded may be more than it takes: some
 * returns say so alone, as that of {@code __iommu_probe_device}, but not those that without their entry are no event.
 */
final class MinimalSliceTest {
    private static final Path SAMPLES = SourceTree.ROOT.resolve("traces/samples");
    private static final int PER_RULE = 2;
    private static final String HEADER = "# tracer: nop\n#\n";
    private static final String DUMP = """
            [    0.000000] Linux version 6.1.192 (builder@host) #1 SMP
            [    1.000000] Dumping ftrace buffer:
            [    1.000000] ---------------------------------
            """;
    private static final String DUMP_END = "[    9.999999] ---------------------------------\n";
    private static final Pattern ENTRY = Pattern.compile("\\((\\w+)\\+0x0/");
    private static final Pattern DUMPED = Pattern.compile("^\\[ *[\\d.]+\\].* \\d+us : ");

    @TestFactory
    Stream<DynamicTest> samples() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files
                    .filter(file -> file.getFileName().toString().matches("(trace\\.txt|console\\.log)(\\.gz)?"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> dynamicTest(SAMPLES.relativize(file).toString(), () -> allMinimal(file)));
        }
    }

    private static void allMinimal(Path file) {
        List<String> wrong = new ArrayList<>();
        for (Verdict verdict : RecordedBoots.check(file).verdicts().values()) {
            verdict.violations().stream()
                    .filter(MinimalSliceTest::isShownByEvents)
                    .limit(PER_RULE)
                    .forEach(violation -> minimal(violation, wrong));
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isShownByEvents(Violation violation) {
        return violation.at().at().origin().line() > 0
                && violation.slice().stream().noneMatch(line -> isReport(line.text()));
    }

    private static boolean isReport(String line) {
        return line.startsWith("[") && !DUMPED.matcher(line).find();
    }

    private static void minimal(Violation violation, List<String> wrong) {
        List<String> lines = violation.slice().stream().map(Origin::text).toList();
        String last = lines.get(lines.size() - 1);
        List<Violation> shown = found(violation, lines).stream()
                .filter(other ->
                        last.equals(text(other.slice().get(other.slice().size() - 1))))
                .toList();
        if (shown.isEmpty()) {
            wrong.add("not shown: " + violation.message() + " "
                    + violation.rule().id() + "\n" + String.join("\n", lines));
            return;
        }
        Set<String> ofEvidence = new HashSet<>();
        violation.evidence().forEach(item -> add(item.event().at().origin(), ofEvidence));
        for (String line : lines) {
            if (ofEvidence.contains(line) || !hasReturn(line, lines)) {
                List<String> fewer = new ArrayList<>(lines);
                fewer.remove(line);
                if (found(violation, fewer).stream()
                        .anyMatch(other -> evidence(other).equals(evidence(shown.get(0))))) {
                    wrong.add("needless in " + violation.rule().id() + ": " + line + "\n" + String.join("\n", lines));
                }
            }
        }
    }

    private static void add(Origin origin, Set<String> lines) {
        lines.add(origin.text());
        origin.also().forEach(other -> add(other, lines));
    }

    private static boolean hasReturn(String line, List<String> lines) {
        Matcher entry = ENTRY.matcher(line);
        return entry.find() && lines.stream().anyMatch(other -> other.contains("<- " + entry.group(1) + ")"));
    }

    private static String text(Origin line) {
        return line.text();
    }

    /** {@return the violations of the same rule in these lines} */
    private static List<Violation> found(Violation violation, List<String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        String text = String.join("\n", lines) + "\n";
        boolean dumped = DUMPED.matcher(lines.get(0)).find();
        Verdict verdict = RecordedBoots.check(dumped ? DUMP + text + DUMP_END : HEADER + text)
                .verdicts()
                .get(violation.rule().id());
        return verdict.violations();
    }

    /** {@return what is shown, without its place in the input} */
    private static List<String> evidence(Violation violation) {
        return violation.evidence().stream().map(MinimalSliceTest::shown).toList();
    }

    private static String shown(Evidence evidence) {
        ProbeEvent event = evidence.event();
        String kind = event.getClass().getSimpleName();
        String fields = event.toString().replace(event.at().toString(), "");
        return evidence.phrase() + event.at().origin().text() + kind + fields;
    }
}
