// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import probus.engine.catalog.Severity;

/** The answer of an exploration for people: what was searched, what was found, gravest first, and what that is worth. */
public final class ExploreText {
    private final TextOptions options;
    private final Ink ink;

    /** Text laid out like this. */
    public ExploreText(TextOptions options) {
        this.options = options;
        this.ink = new Ink(options.colour());
    }

    /** Writes the answer. */
    public void write(ExploreReport report, Appendable out) throws IOException {
        StringBuilder page = new StringBuilder();
        head(report, page);
        page.append('\n');
        FindingText text = new FindingText(options, ink, report);
        Map<String, List<FindingReport>> groups = new LinkedHashMap<>();
        for (FindingReport finding : report.findings()) {
            if (finding.isStory()) {
                text.write(finding, page);
            } else {
                String group = finding.kind().equals("race") ? finding.subject() : finding.toString();
                groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(finding);
            }
        }
        groups.values().forEach(group -> text.brief(group, page));
        summary(report, page);
        out.append(page);
    }

    private void head(ExploreReport report, StringBuilder page) {
        String setting = report.setting().isEmpty() ? "" : ", " + report.setting();
        line(Words.safe(report.board()), Words.safe(report.kernel().words() + setting), Ink.Tone.STRONG, page);
        line("searched", searched(report.search()), Ink.Tone.NOTE, page);
        ExploreReport.RuleFacts rules = report.rules();
        if (rules.rules() > 0) {
            String others = rules.samples() == 0
                    ? ""
                    : " and of " + Words.count(rules.samples(), "other") + " " + rules.drawn();
            line(
                    "rules",
                    Words.number(rules.rules()) + " asked of the schedule of each finding" + others
                            + (rules.samples() == 0 ? "" : ", not of all"),
                    Ink.Tone.NOTE,
                    page);
        }
        report.kernel()
                .profile()
                .filter(profile -> !report.kernel().exact())
                .ifPresent(profile -> line(
                        "note",
                        "profile " + profile + " was made from " + profile.version() + ": " + profile.description(),
                        Ink.Tone.NOTE,
                        page));
    }

    private static String searched(ExploreReport.SearchFacts search) {
        StringBuilder text = new StringBuilder(search.strategy());
        text.append(search.random() ? ", seed " + search.seed() : "")
                .append(": ")
                .append(Words.count(search.schedules(), "schedule"));
        search.states()
                .ifPresent(states -> text.append(", ")
                        .append(Words.count(states, "state"))
                        .append(String.format(
                                Locale.ROOT, " (two taken for one with a chance of %.0e)", collisions(states))));
        text.append(", on ").append(search.carriers()).append("; ");
        text.append(
                search.complete()
                        ? "complete: every interleaving, or one that is the same"
                        : "not complete: " + search.end());
        return text.toString();
    }

    /** States are told apart by 64 bits. */
    private static double collisions(long states) {
        return states * 0.5 * states / Math.pow(2, Long.SIZE);
    }

    private void line(String name, String text, Ink.Tone tone, StringBuilder page) {
        boolean first = true;
        for (String line : Words.wrap(text, options.width() - 2 - name.length())) {
            page.append(first ? ink.paint(tone, name) + ": " : " ".repeat(name.length() + 2))
                    .append(line)
                    .append('\n');
            first = false;
        }
    }

    private void summary(ExploreReport report, StringBuilder page) {
        long errors = report.count(Severity.ERROR);
        long warnings = report.count(Severity.WARNING);
        if (errors + warnings == 0) {
            boolean complete = report.search().complete();
            String good = complete ? "nothing goes wrong" : "nothing wrong was found";
            page.append(ink.paint(Ink.Tone.GOOD, good))
                    .append(complete ? ", in no interleaving" : " so far")
                    .append("\n\n");
        }
        page.append(Words.count(errors, "error"))
                .append(", ")
                .append(Words.count(warnings, "warning"))
                .append(" · ")
                .append(Words.count(report.search().schedules(), "schedule"))
                .append(" · ")
                .append(report.search().complete() ? "complete" : "not complete")
                .append('\n');
    }
}
