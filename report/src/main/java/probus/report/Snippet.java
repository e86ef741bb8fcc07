// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.ArrayList;
import java.util.List;
import probus.engine.Evidence;
import probus.engine.Violation;
import probus.facts.Origin;
import probus.facts.ProbeEvent;

/** The lines of the input that are the evidence, each underlined and with a phrase, as a compiler shows source lines. */
final class Snippet {
    /** How many lines that prove an inferred event are shown with it. */
    private static final int PROOFS = 3;

    private static final int PHRASE_WIDTH_MIN = 24;

    private final TextOptions options;
    private final Ink ink;
    private final Violation violation;
    private final List<Row> rows = new ArrayList<>();
    private int gutter = 1;
    private int timeWidth;
    private int cpuWidth;
    private int taskWidth;

    private record Row(String file, long number, TraceLine line, List<Evidence> labels) {}

    Snippet(Violation violation, TextOptions options, Ink ink) {
        this.violation = violation;
        this.options = options;
        this.ink = ink;
        violation.evidence().forEach(this::add);
        boolean tooLong = rows.stream()
                .anyMatch(row -> prefix(row.line).length() + row.line.body().length() > room());
        if (tooLong) {
            rows.replaceAll(row -> new Row(row.file, row.number, row.line.shortened(), row.labels));
        }
    }

    /** {@return columns of the line numbers} */
    int gutter() {
        return gutter;
    }

    void write(StringBuilder out) {
        Origin at = violation.at().at().origin();
        out.append(ink.paint(Ink.Tone.FRAME, " ".repeat(gutter) + "--> ")).append(place(violation.at()));
        out.append('\n');
        bar(out, "");
        String file = at.file();
        long previous = 0;
        for (Row row : rows) {
            if (!row.file.equals(file)) {
                out.append(ink.paint(Ink.Tone.FRAME, " ".repeat(gutter) + "::: "))
                        .append(Words.safe(row.file))
                        .append('\n');
                file = row.file;
            } else if (previous > 0 && row.number != previous && row.number != previous + 1) {
                out.append(ink.paint(Ink.Tone.FRAME, "...")).append('\n');
            }
            write(row, out);
            previous = row.number;
        }
        bar(out, "");
    }

    /** {@return where an event was read} */
    static String place(ProbeEvent event) {
        Origin origin = event.at().origin();
        if (origin.line() > 0) {
            return Words.safe(origin.file()) + ":" + origin.line();
        }
        return (origin.file().isEmpty() ? "event " : Words.safe(origin.file()) + " event ") + event.getSeq();
    }

    /** {@return where an event was read, for somebody who is looking at {@code here}} */
    static String place(ProbeEvent event, ProbeEvent here) {
        Origin origin = event.at().origin();
        boolean same =
                origin.line() > 0 && origin.file().equals(here.at().origin().file());
        return same ? "line " + origin.line() : place(event);
    }

    private void add(Evidence evidence) {
        ProbeEvent event = evidence.event();
        Origin origin = event.at().origin();
        List<Origin> proofs = new ArrayList<>();
        collect(origin.also(), proofs);
        for (Origin proof : proofs.subList(0, Math.min(PROOFS, proofs.size()))) {
            row(proof.file(), proof.line(), TraceLine.of(proof.text()));
        }
        TraceLine line = origin.text().isBlank() ? TraceLine.of(event) : TraceLine.of(origin.text());
        row(origin.file(), origin.line(), line).labels.add(evidence);
    }

    private static void collect(List<Origin> origins, List<Origin> found) {
        for (Origin origin : origins) {
            if (origin.line() > 0) {
                found.add(origin);
            }
            collect(origin.also(), found);
        }
    }

    private Row row(String file, long number, TraceLine line) {
        for (Row row : rows) {
            if (number > 0 && row.number == number && row.file.equals(file)) {
                return row;
            }
        }
        Row row = new Row(file, number, line, new ArrayList<>());
        int at = rows.size();
        while (number > 0 && at > 0 && rows.get(at - 1).file.equals(file) && rows.get(at - 1).number > number) {
            at--;
        }
        rows.add(at, row);
        gutter = Math.max(gutter, number > 0 ? Long.toString(number).length() : 1);
        timeWidth = Math.max(timeWidth, line.time().length());
        cpuWidth = Math.max(cpuWidth, line.cpu().length());
        taskWidth = Math.max(taskWidth, line.task().length());
        return row;
    }

    private int room() {
        return options.width() - gutter - " | ".length();
    }

    private String prefix(TraceLine line) {
        if (line.time().isEmpty()) {
            return "";
        }
        String cpu = cpuWidth == 0 ? "" : Words.padded(line.cpu(), cpuWidth) + " ";
        String task = Words.padded(line.task(), taskWidth) + "  ";
        boolean message = line.task().isEmpty();
        return Words.right(line.time(), timeWidth) + " " + (message ? "" : cpu + task);
    }

    private void write(Row row, StringBuilder out) {
        String prefix = prefix(row.line);
        String number = row.number > 0 ? Long.toString(row.number) : "";
        out.append(ink.paint(Ink.Tone.FRAME, Words.right(number, gutter) + " | "));
        out.append(Words.cutAtBlank(prefix + row.line.body(), room())).append('\n');
        for (Evidence label : row.labels) {
            label(label, prefix.length(), row.line.nameLength(), out);
        }
    }

    /** The event that completed the violation is underlined with carets, what led to it with dashes. */
    private void label(Evidence evidence, int indent, int length, StringBuilder out) {
        boolean completes = evidence.event() == violation.at();
        String phrase = evidence.phrase()
                + (evidence.event().at().inferred() ? " (not recorded itself: these lines prove it)" : "");
        int shown = Math.min(length, Math.max(3, room() - indent));
        Ink.Tone tone = completes ? Ink.tone(violation.severity()) : Ink.Tone.FRAME;
        String mark = (completes ? "^" : "-").repeat(shown);
        int left = room() - indent - shown - 1;
        if (phrase.length() <= left) {
            bar(out, " ".repeat(indent) + ink.paint(tone, (mark + " " + phrase).stripTrailing()));
            return;
        }
        bar(out, " ".repeat(indent) + ink.paint(tone, mark));
        int from = Math.min(indent, Math.max(0, room() - PHRASE_WIDTH_MIN * 2));
        for (String line : Words.wrap(phrase, room() - from)) {
            bar(out, " ".repeat(from) + ink.paint(tone, line));
        }
    }

    private void bar(StringBuilder out, String text) {
        out.append(ink.paint(Ink.Tone.FRAME, " ".repeat(gutter) + " |"));
        out.append(text.isEmpty() ? "" : " " + text).append('\n');
    }
}
