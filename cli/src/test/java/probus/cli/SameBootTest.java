// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import probus.engine.Verdict;

/** One boot in several forms gets the same verdicts: the kernel's text, {@code trace.dat}, and what trace-cmd prints of it. */
final class SameBootTest {
    private static final List<String> TEXTS = List.of("trace.txt", "trace.txt.gz");
    private static final List<String> OTHERS = List.of(
            "trace.dat",
            "trace-cmd-report.txt",
            "trace-cmd-report.txt.gz",
            "trace-cmd-report-l.txt",
            "trace-cmd-report-l.txt.gz");

    @TestFactory
    Stream<DynamicTest> verdicts() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String boot : RecordedBoots.facts().keySet()) {
            for (String other : OTHERS) {
                Path file = RecordedBoots.folder(boot).resolve(other);
                if (Files.exists(file)) {
                    tests.add(dynamicTest(
                            boot + "/" + other,
                            () -> same(RecordedBoots.check(text(boot)), RecordedBoots.check(file))));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void same(RecordedBoots.Answer text, RecordedBoots.Answer other) {
        assertThat(other.summary().error()).isEmpty();
        // Of an event that the file does not describe nobody can say what it was.
        long skipped = other.summary().skippedLines();
        if (skipped == 0) {
            assertThat(other.summary().events()).isEqualTo(text.summary().events());
            assertThat(verdicts(other)).isEqualTo(verdicts(text));
        } else {
            verdicts(other).forEach((rule, verdict) -> {
                if (verdict.startsWith("VIOLATED") || verdict.startsWith("HOLDS")) {
                    assertThat(verdicts(text)).containsEntry(rule, verdict);
                }
            });
        }
    }

    /** {@return for each rule what was said, how often it was exercised and how often it was violated} */
    private static Map<String, String> verdicts(RecordedBoots.Answer answer) {
        Map<String, String> verdicts = new TreeMap<>();
        for (Verdict verdict : answer.verdicts().values()) {
            verdicts.put(
                    verdict.rule().id(),
                    verdict.kind() + " " + verdict.checks() + " "
                            + verdict.violations().size());
        }
        return verdicts;
    }

    private static Path text(String boot) {
        return TEXTS.stream()
                .map(RecordedBoots.folder(boot)::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
