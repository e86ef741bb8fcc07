// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.IOException;
import java.util.List;
import probus.engine.Verdict;
import probus.engine.catalog.Severity;

/** Answers for people: diagnostics as a compiler prints them, with lines of the trace as source lines. */
public final class TextReport implements Reporter {
    private static final int IN_FULL = 3;
    private static final int LISTED = 10;

    private final Appendable out;
    private final TextOptions options;
    private final Ink ink;
    private int boots;
    private long errors;
    private long warnings;

    /**
     * Creates a reporter.
     *
     * @param out where to write
     * @param options how to lay it out
     */
    public TextReport(Appendable out, TextOptions options) {
        this.out = out;
        this.options = options;
        ink = new Ink(options.colour());
    }

    @Override
    public void boot(BootReport report) throws IOException {
        StringBuilder page = new StringBuilder();
        if (boots++ > 0) {
            page.append('\n');
        }
        head(report, page);
        if (!report.verdicts().isEmpty()) {
            page.append('\n');
            violations(report, page);
            summary(report, page);
        }
        errors += report.violations(Severity.ERROR);
        warnings += report.violations(Severity.WARNING);
        out.append(page);
    }

    @Override
    public void end(int exit) throws IOException {
        if (boots > 1) {
            out.append("\nin all ")
                    .append(Words.count(boots, "answer"))
                    .append(": ")
                    .append(Words.count(errors, "error"))
                    .append(", ")
                    .append(Words.count(warnings, "warning"))
                    .append('\n');
        }
    }

    /** Answers for a boot whose violations were told before. */
    void end(BootReport report) throws IOException {
        StringBuilder page = new StringBuilder();
        head(report, page);
        if (!report.verdicts().isEmpty()) {
            page.append('\n');
            summary(report, page);
        }
        out.append(page);
    }

    private void summary(BootReport report, StringBuilder page) {
        // Built apart: it begins with a blank line only if something stands before it.
        StringBuilder summary = new StringBuilder();
        new Summary(report, options, ink).write(summary);
        page.append(summary);
    }

    private void head(BootReport report, StringBuilder page) {
        BootReport.Counts counts = report.counts();
        String name = Words.safe(report.file().equals("-") ? "standard input" : report.file());
        page.append(ink.paint(Ink.Tone.STRONG, name));
        page.append(report.boot() > 1 ? ", boot " + report.boot() : "").append(": ");
        if (!report.verdicts().isEmpty()) {
            page.append(report.format()).append(", ");
            page.append(Words.safe(report.kernel().words())).append('\n');
        }
        if (report.verdicts().isEmpty()) {
            page.append(ink.paint(Ink.Tone.ERROR, "not checked: it could not be read"))
                    .append('\n');
        } else if (!report.error().isEmpty()) {
            note("only the first " + Words.count(counts.lines(), "line") + " could be read", page);
        }
        if (counts.incomplete()) {
            String what =
                    counts.lostEvents() > 0 ? Words.count(counts.lostEvents(), "event") : "an unknown number of events";
            note(what + " were lost: a rule that needs them cannot be said to hold", page);
        }
        if (counts.skippedLines() > 0) {
            note(
                    Words.count(counts.skippedLines(), "line") + " could not be read, the first is line "
                            + Words.number(counts.firstSkipped()),
                    page);
        }
        kernel(report, page);
    }

    private void kernel(BootReport report, StringBuilder page) {
        KernelChoice kernel = report.kernel();
        if (report.verdicts().isEmpty()) {
            return;
        }
        if (kernel.profile().isEmpty()) {
            note("rules for some kernels only are undecided: give --kernel, a version as 6.1.192", page);
        } else if (!kernel.exact()) {
            note(
                    "profile " + kernel.profile().get() + " was made from "
                            + kernel.profile().get().version() + ": "
                            + kernel.profile().get().description(),
                    page);
        }
    }

    private void note(String text, StringBuilder page) {
        String name = "note";
        boolean first = true;
        for (String line : Words.wrap(text, options.width() - 2 - name.length())) {
            page.append(first ? ink.paint(Ink.Tone.NOTE, name) + ": " : "      ")
                    .append(line)
                    .append('\n');
            first = false;
        }
    }

    private void violations(BootReport report, StringBuilder page) {
        ViolationText text = new ViolationText(options, ink, report.kernel().profile());
        for (Causes.Section section : Causes.of(report.verdicts())) {
            List<Causes.Cause> causes = section.causes();
            int full = options.all() ? causes.size() : Math.min(IN_FULL, causes.size());
            int listed = options.all() ? causes.size() : Math.min(LISTED, causes.size());
            for (int i = 0; i < full; i++) {
                text.write(causes.get(i), i == 0, page);
            }
            causes.subList(full, listed).forEach(cause -> text.brief(cause, page));
            more(section, causes.size() - listed, page);
        }
    }

    private void more(Causes.Section section, long hidden, StringBuilder page) {
        boolean brief = section.causes().size() > IN_FULL && !options.all();
        if (hidden > 0) {
            page.append("and ")
                    .append(Words.number(hidden))
                    .append(" more of ")
                    .append(section.rule().id());
            page.append(" (--all shows them)\n");
        }
        if (section.more() > 0) {
            page.append("and ")
                    .append(Words.number(section.more()))
                    .append(" more of ")
                    .append(section.rule().id());
            page.append(", not kept (--max-violations)\n");
        }
        if (brief || hidden > 0 || section.more() > 0) {
            page.append('\n');
        }
    }

    /** {@return whether something is violated that is at least as grave} */
    public static boolean fails(BootReport report, Severity atLeast) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.kind() == Verdict.Kind.VIOLATED)
                .flatMap(verdict -> verdict.violations().stream())
                .anyMatch(violation -> violation.severity().compareTo(atLeast) <= 0);
    }
}
