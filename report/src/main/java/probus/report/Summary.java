// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import probus.engine.Verdict;
import probus.engine.Verdict.Kind;
import probus.engine.catalog.Severity;

/** What is true of the rules, a few lines for all of them. */
final class Summary {
    private static final int INDENT = 2;

    private final TextOptions options;
    private final Ink ink;
    private final BootReport report;

    Summary(BootReport report, TextOptions options, Ink ink) {
        this.report = report;
        this.options = options;
        this.ink = ink;
    }

    void write(StringBuilder out) {
        List<String> violated = new ArrayList<>();
        List<String> holds = new ArrayList<>();
        Map<String, List<String>> undecided = new LinkedHashMap<>();
        Map<String, List<String>> notExercised = new LinkedHashMap<>();
        for (Verdict verdict : report.verdicts()) {
            String id = verdict.rule().id();
            switch (verdict.kind()) {
                case VIOLATED -> violated.add(times(id, verdict.violations().size() + verdict.more()));
                case HOLDS -> holds.add(times(id, verdict.checks()));
                case UNDECIDED ->
                    undecided
                            .computeIfAbsent(verdict.why(), why -> new ArrayList<>())
                            .add(id);
                case NOT_EXERCISED ->
                    notExercised
                            .computeIfAbsent(verdict.why(), why -> new ArrayList<>())
                            .add(id);
            }
        }
        list(Ink.Tone.ERROR, "violated", violated, out);
        grouped(Ink.Tone.WARNING, Kind.UNDECIDED, undecided, out);
        list(Ink.Tone.GOOD, "holds", holds, out);
        if (options.verbose()) {
            grouped(Ink.Tone.FAINT, Kind.NOT_EXERCISED, notExercised, out);
        } else if (!notExercised.isEmpty()) {
            heading(Ink.Tone.FAINT, "not exercised", report.rules(Kind.NOT_EXERCISED), out);
            out.append(" (--verbose names them)\n");
        }
        if (out.length() > 0) {
            out.append('\n');
        }
        totals(out);
    }

    private void totals(StringBuilder out) {
        List<String> parts = new ArrayList<>();
        long errors = report.violations(Severity.ERROR);
        long notes = report.violations(Severity.NOTE);
        parts.add(Words.count(errors, "error"));
        parts.add(Words.count(report.violations(Severity.WARNING), "warning"));
        if (notes > 0) {
            parts.add(Words.count(notes, "note"));
        }
        Ink.Tone tone = errors > 0 ? Ink.Tone.ERROR : Ink.Tone.STRONG;
        out.append(ink.paint(tone, String.join(", ", parts)));
        out.append(" · ").append(Words.count(report.verdicts().size(), "rule"));
        out.append(" · ").append(Words.count(report.counts().events(), "event"));
        out.append(" · ").append(Words.count(report.counts().lines(), "line")).append('\n');
    }

    private void list(Ink.Tone tone, String name, List<String> ids, StringBuilder out) {
        if (!ids.isEmpty()) {
            heading(tone, name, ids.size(), out);
            out.append('\n');
            wrapped(ids, INDENT, out);
        }
    }

    private void grouped(Ink.Tone tone, Kind kind, Map<String, List<String>> byReason, StringBuilder out) {
        if (byReason.isEmpty()) {
            return;
        }
        heading(tone, kind.toString().replace('-', ' '), report.rules(kind), out);
        out.append('\n');
        byReason.forEach((why, ids) -> {
            List<String> lines = Words.wrap(Words.safe(why) + ":", options.width() - INDENT);
            lines.forEach(line -> out.append(" ".repeat(INDENT)).append(line).append('\n'));
            wrapped(ids, INDENT * 2, out);
        });
    }

    private void heading(Ink.Tone tone, String name, long rules, StringBuilder out) {
        out.append(ink.paint(tone, name)).append(": ").append(Words.count(rules, "rule"));
    }

    private void wrapped(List<String> ids, int indent, StringBuilder out) {
        for (String line : Words.wrap(String.join(", ", ids), options.width() - indent)) {
            out.append(" ".repeat(indent)).append(line.replace('\u00a0', ' ')).append('\n');
        }
    }

    /** The count stays on the line of its rule. */
    private static String times(String id, long times) {
        return id + "\u00a0×" + Words.number(times);
    }
}
