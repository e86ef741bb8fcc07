// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import probus.engine.Verdict;
import probus.report.BootReport;
import probus.report.Words;

/** A line per boot, for checks of many: which ones to look at first. */
final class BootTable {
    private static final int MOST = 100_000;
    private static final int WIDEST = 70;

    private final List<Row> rows = new ArrayList<>();

    /** What is said of one boot. */
    private record Row(String name, String kernel, long violated, long undecided, long holds, boolean unreadable) {}

    /** Takes the answer for one boot. */
    void add(BootReport report) {
        if (rows.size() < MOST) {
            rows.add(new Row(
                    Words.safe(report.file()) + (report.boot() > 1 ? " boot " + report.boot() : ""),
                    report.kernel().profile().map(profile -> profile.id()).orElse("?"),
                    report.rules(Verdict.Kind.VIOLATED),
                    report.rules(Verdict.Kind.UNDECIDED),
                    report.rules(Verdict.Kind.HOLDS),
                    !report.error().isEmpty()));
        }
    }

    /** Writes the table, if there is more than one boot. */
    void print(Writer out) throws IOException {
        if (rows.size() < 2) {
            return;
        }
        int width = Math.min(
                WIDEST, rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
        String format = "%-" + width + "s  %-6s %8s %9s %5s  %s\n";
        out.write(String.format("\n" + format, rows.size() + " boots", "kernel", "violated", "undecided", "holds", "")
                        .stripTrailing()
                + "\n");
        for (Row row : rows) {
            String name = row.name().length() <= width
                    ? row.name()
                    : "…" + row.name().substring(row.name().length() - width + 1);
            String remark = row.unreadable() ? "could not be read" : "";
            out.write(String.format(format, name, row.kernel(), row.violated(), row.undecided(), row.holds(), remark)
                            .stripTrailing()
                    + "\n");
        }
    }
}
