// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import probus.engine.lint.Finding;
import probus.engine.lint.Finding.Level;
import probus.report.Words;

/** Shows findings of lint to people, with the line that each is about. */
final class LintText {
    private final Map<String, String> texts;
    private final PrintWriter out;

    /** Shows findings in files with these texts. */
    LintText(Map<String, String> texts, PrintWriter out) {
        this.texts = texts;
        this.out = out;
    }

    void write(List<Finding> findings, int rules) {
        findings.forEach(this::write);
        long errors = count(findings, Level.ERROR);
        long warnings = count(findings, Level.WARNING);
        out.println(Words.count(errors, "error") + ", " + Words.count(warnings, "warning") + " · "
                + Words.count(rules, "rule"));
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    void write(Finding finding) {
        String level = finding.level().name().toLowerCase(Locale.ROOT);
        out.println(level + "[" + finding.code() + "]: " + Words.safe(finding.problem()));
        String[] lines = texts.getOrDefault(finding.file(), "").split("\n", -1);
        int line = finding.at().line();
        String number = String.valueOf(line);
        String margin = " ".repeat(line == 0 ? 1 : number.length());
        out.println(margin + "--> " + Words.safe(finding.place()));
        if (line > 0 && line <= lines.length && finding.level() != Level.NOTE) {
            String shown = lines[line - 1].replace('\t', ' ');
            int column = Math.min(finding.at().column(), shown.length() + 1);
            int width = Math.max(1, Math.min(finding.at().to() - finding.at().from(), shown.length() - column + 1));
            out.println(margin + " |");
            out.println(number + " | " + Words.safe(shown));
            out.println(margin + " | " + " ".repeat(column - 1) + "^".repeat(width));
        }
        if (!finding.hint().isEmpty()) {
            out.println(margin + " = help: " + Words.safe(finding.hint()));
        }
        out.println();
    }
}
