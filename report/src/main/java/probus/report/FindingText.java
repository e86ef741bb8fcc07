// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.List;

/** Findings of an exploration: in full, with the kernel's own words and who did what meanwhile, or in a line or two. */
final class FindingText {
    private static final int GUTTER = 2;
    private static final int LISTED = 4;

    private final TextOptions options;
    private final Ink ink;
    private final String replay;
    private final long searched;
    private final Remarks remarks;
    private String lastSchedule = "";

    FindingText(TextOptions options, Ink ink, ExploreReport report) {
        this.options = options;
        this.ink = ink;
        replay = report.replay();
        searched = report.search().schedules();
        remarks = new Remarks(options, ink, GUTTER);
    }

    /** Writes a finding in full. */
    void write(FindingReport finding, StringBuilder out) {
        headline(finding, finding.message(), out);
        place(finding.size(), out);
        if (!finding.console().isEmpty()) {
            bar("", out);
            finding.console()
                    .forEach(line -> bar(" " + Words.cut(Words.safe(line), options.width() - GUTTER - 2), out));
            bar("", out);
        }
        Interleaving table =
                Interleaving.of(finding.moments(), finding.severity(), new Interleaving.Page(options, ink, GUTTER + 2));
        if (table.isWorthwhile()) {
            table.write(out);
        }
        finding.inside().forEach(calls -> remarks.write("inside", Words.safe(calls), out));
        rules(finding, out);
        finding.notes().forEach(note -> remarks.write("note", note, out));
        if (!finding.schedule().isEmpty()) {
            remarks.write("needs", needs(finding.size()), out);
        }
        replay(finding, out);
        out.append('\n');
    }

    private void rules(FindingReport finding, StringBuilder out) {
        for (FindingReport.Broken broken : finding.broken()) {
            String catalog = broken.catalog().isEmpty() ? "" : " (" + broken.catalog() + ")";
            if (broken.rule().equals(finding.subject())) {
                remarks.write("help", "probus explain " + broken.rule() + catalog, out);
            } else {
                String label = broken.severity() + "[" + broken.rule() + "]" + catalog;
                remarks.write("rule", label + ": " + Words.safe(broken.message()), out);
            }
        }
    }

    /** Writes findings about the same thing together. */
    void brief(List<FindingReport> group, StringBuilder out) {
        FindingReport first = group.get(0);
        boolean alone = group.size() == 1;
        String what = alone
                ? first.message()
                : Words.safe(first.subject()) + ": " + Words.count(group.size(), "pair")
                        + " of accesses that nothing orders";
        headline(first, what, out);
        place(first.size(), out);
        int listed = alone ? 0 : options.all() ? group.size() : Math.min(LISTED, group.size());
        for (FindingReport finding : group.subList(0, listed)) {
            remarks.write("pair", Words.safe(finding.message().replace(", and nothing orders the two", "")), out);
        }
        if (!alone && listed < group.size()) {
            remarks.write("more", Words.count(group.size() - listed, "pair") + " (--all shows them)", out);
        }
        replay(first, out);
        out.append('\n');
    }

    private void headline(FindingReport finding, String what, StringBuilder out) {
        out.append(ink.paint(Ink.tone(finding.severity()), finding.severity() + "[" + finding.label() + "]"))
                .append(ink.paint(Ink.Tone.STRONG, ": " + Words.safe(what)))
                .append('\n');
        if (!finding.function().isEmpty()) {
            out.append(ink.paint(Ink.Tone.FRAME, " ".repeat(GUTTER - 1) + "--> "))
                    .append(Words.safe(finding.function()));
        }
    }

    /** Schedules beyond those of the search are those that the rules saw besides. */
    private void place(FindingReport.Size size, StringBuilder out) {
        String where = size.firstAt() == 0
                ? "over all schedules"
                : size.firstAt() <= searched
                        ? "first in schedule " + Words.number(size.firstAt())
                        : size.firstAt() == searched + 1
                                ? "in the schedule without preemption"
                                : "in sample " + (size.firstAt() - searched - 1);
        out.append(", ").append(where).append('\n');
    }

    private static String needs(FindingReport.Size size) {
        String few = size.preemptions() == 0
                ? ""
                : size.proven()
                        ? "; no schedule with fewer preemptions shows it"
                        : "; fewer preemptions may do, not all were tried";
        return Words.count(size.tasks(), "task") + ", " + Words.count(size.preemptions(), "preemption") + ", "
                + size.switches() + (size.switches() == 1 ? " switch, " : " switches, ")
                + Words.count(size.steps(), "step") + few;
    }

    private void replay(FindingReport finding, StringBuilder out) {
        if (!finding.schedule().isEmpty() && !finding.schedule().equals(lastSchedule)) {
            lastSchedule = finding.schedule();
            remarks.writeWhole("replay", replay + "'" + finding.schedule() + "'", out);
        }
    }

    private void bar(String text, StringBuilder out) {
        out.append(ink.paint(Ink.Tone.FRAME, " ".repeat(GUTTER) + "|")).append(text);
        out.append('\n');
    }
}
