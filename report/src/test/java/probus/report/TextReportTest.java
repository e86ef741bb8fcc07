// SPDX-License-Identifier: Apache-2.0
package probus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import probus.engine.Verdict.Kind;
import probus.engine.Violation;
import probus.engine.catalog.Severity;

final class TextReportTest {
    private static final TextOptions ALL = new TextOptions(100, false, true, true);

    private static String text(TextOptions options, BootReport... reports) throws IOException {
        StringBuilder out = new StringBuilder();
        TextReport text = new TextReport(out, options);
        for (BootReport report : reports) {
            text.boot(report);
        }
        text.end(1);
        return out.toString();
    }

    private static BootReport crash() {
        Story story = new Story("ff420010.pwm", 2294);
        return Story.report(
                "6.1-rc1",
                Story.violated(Story.FREED_ONCE, 0, story.freedTwice()),
                Story.other(Story.LISTED, Kind.HOLDS, 12, ""),
                Story.violated(Story.NO_OOPS, 0, story.oops()),
                Story.violated(Story.ONE_PROBER, 0, story.twoProbers()));
    }

    private static BootReport many(int violations, long more) {
        Violation[] all = IntStream.range(0, violations)
                .mapToObj(i -> new Story("dev" + i, 100 + i * 40L).freedTwice())
                .toArray(Violation[]::new);
        return Story.report("6.1.192", Story.violated(Story.FREED_ONCE, more, all));
    }

    @Test
    void crashIsToldWithOrderAndTasks() throws IOException {
        Golden.check("crash.txt", text(TextOptions.PIPED, crash()));
    }

    @Test
    void narrowTerminal() throws IOException {
        Golden.check("crash-80.txt", text(new TextOptions(80, false, false, false), crash()));
    }

    @Test
    void wideTerminalInColour() throws IOException {
        Golden.check("crash-120-colour.txt", text(new TextOptions(120, true, false, false), crash()));
    }

    @Test
    void noLineIsWiderThanAsked() throws IOException {
        for (int width : List.of(80, 100, 120)) {
            assertThat(text(new TextOptions(width, false, true, true), crash()).lines())
                    .allMatch(line -> line.length() <= width || line.startsWith("error["));
        }
    }

    @Test
    void manyViolationsAreFirstToldThenListedThenCounted() throws IOException {
        Golden.check("many.txt", text(TextOptions.PIPED, many(15, 7)));
    }

    @Test
    void allViolationsAreToldIfAskedFor() throws IOException {
        assertThat(text(ALL, many(15, 0))).contains("dev14: dev_iommu").doesNotContain("more of");
        assertThat(text(TextOptions.PIPED, many(15, 0))).doesNotContain("dev14: dev_iommu");
    }

    @Test
    void undecidedRulesAreGroupedByReason() throws IOException {
        BootReport report = Story.report(
                "6.7.1",
                Story.other(Story.FREED_ONCE, Kind.UNDECIDED, 0, "needs DevIommuGet, which the input does not record"),
                Story.other(Story.LISTED, Kind.HOLDS, 1_234, ""),
                Story.other(Story.NO_OOPS, Kind.NOT_EXERCISED, 0, "nothing in the input concerns it"),
                Story.other(Story.ONE_PROBER, Kind.UNDECIDED, 0, "needs DevIommuGet, which the input does not record"));
        Golden.check("undecided.txt", text(TextOptions.PIPED, report));
        Golden.check("undecided-verbose.txt", text(ALL, report));
    }

    @Test
    void whatWasNotReadIsSaid() throws IOException {
        BootReport gaps = new BootReport(
                "cut.gz",
                2,
                "console",
                KernelChoice.NONE,
                new BootReport.Counts(2_246, 1_442, 3, 17, 57, true),
                "cut.gz:2247: the gzip data ends in the middle",
                List.of(Story.other(Story.LISTED, Kind.HOLDS, 1, "")));
        BootReport missing = BootReport.unreadable("nope", "nope: does not exist", KernelChoice.NONE);
        Golden.check("not-read.txt", text(TextOptions.PIPED, gaps, missing));
    }

    @Test
    void hostileNamesDoNotReachTheTerminal() throws IOException {
        Story story = new Story("evil\u001b[2J\u202egpj\r\n\u0007", 7);
        String text =
                text(TextOptions.PIPED, Story.report("6.1", Story.violated(Story.FREED_ONCE, 0, story.freedTwice())));
        assertThat(text).doesNotContain("\u001b", "\u202e", "\r", "\u0007").contains("\\x1b[2J\\u202e");
        assertThat(text.lines().filter(line -> line.contains("\\x1b"))).isNotEmpty();
    }

    @Test
    void severityDecidesWhetherItFails() {
        BootReport report = crash();
        assertThat(TextReport.fails(report, Severity.ERROR)).isTrue();
        assertThat(report.violations(Severity.ERROR)).isEqualTo(3);
        assertThat(TextReport.fails(many(0, 0), Severity.NOTE)).isFalse();
    }
}
