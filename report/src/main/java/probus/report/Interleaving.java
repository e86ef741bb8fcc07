// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import probus.engine.Evidence;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/**
 * Who did what meanwhile: a column per task, time from the first row, calls indented, evidence marked. Rows are in the order
 * of time: a folder's files are read one after the other.
 */
final class Interleaving {
    private static final int ROWS_MAX = 24;
    private static final int COLUMN_MIN = 26;
    private static final String LANE = "|";

    private final TextOptions options;
    private final Ink ink;
    private final int indent;
    private final Ink.Tone tone;
    private final List<ProbeEvent> events;
    private final Set<Long> evidence = new HashSet<>();
    private final Map<Task, Lane> lanes = new LinkedHashMap<>();
    private final String device;
    private int timeWidth;
    private int columnWidth;

    /** A task's column: which, its heading, how deep its calls are nested. */
    private static final class Lane {
        private final int index;
        private final Set<Integer> cpus = new java.util.TreeSet<>();
        private final List<String> open = new ArrayList<>();

        Lane(int index) {
            this.index = index;
        }
    }

    Interleaving(Causes.Cause cause, TextOptions options, Ink ink, int indent) {
        this.options = options;
        this.ink = ink;
        this.indent = indent;
        tone = Ink.tone(cause.main().severity());
        List<ProbeEvent> shown = new ArrayList<>();
        long last = 0;
        for (Evidence item : cause.main().evidence()) {
            shown.add(item.event());
            last = Math.max(last, item.event().getTime());
        }
        long end = last;
        // What came of it is the last row.
        cause.also().stream()
                .map(Violation::at)
                .filter(ProbeEvent.KernelOops.class::isInstance)
                .forEach(shown::add);
        shown.forEach(event -> evidence.add(event.getSeq()));
        events = Stream.concat(shown.stream(), cause.main().context().stream().filter(event -> event.getTime() <= end))
                .filter(event -> event.getTask().isKnown())
                .sorted(Comparator.comparingLong(ProbeEvent::getTime).thenComparingLong(ProbeEvent::getSeq))
                .toList();
        for (ProbeEvent event : events) {
            Lane lane = lanes.computeIfAbsent(event.getTask(), task -> new Lane(lanes.size()));
            if (event.getCpu() >= 0) {
                lane.cpus.add(event.getCpu());
            }
        }
        device = onlyDevice();
    }

    /** {@return whether the table says more than the lines above it: something happened between, or several tasks} */
    boolean isWorthwhile() {
        return events.size() > evidence.size() || lanes.size() > 1;
    }

    void write(StringBuilder out) {
        long start = events.get(0).getTime();
        timeWidth = 2;
        for (ProbeEvent event : events) {
            timeWidth = Math.max(timeWidth, micros(event, start).length());
        }
        int room = options.width() - indent - timeWidth - 5;
        int widest = COLUMN_MIN;
        for (Task task : lanes.keySet()) {
            widest = Math.max(widest, heading(task).length() + 3);
        }
        columnWidth = Math.min(widest, room / Math.max(1, lanes.size()));
        heading(out);
        boolean[] shown = shown();
        int hidden = 0;
        for (int i = 0; i < events.size(); i++) {
            ProbeEvent event = events.get(i);
            EventText text = EventText.of(event, device);
            String row = row(event, text);
            if (shown[i]) {
                hidden = skipped(hidden, out);
                boolean marked = evidence.contains(event.getSeq());
                String time = (marked ? "> " : "  ") + Words.right(micros(event, start), timeWidth) + "  ";
                String line = Words.cut(time + row, options.width() - indent).stripTrailing();
                out.append(" ".repeat(indent))
                        .append(marked ? ink.paint(tone, line) : line)
                        .append('\n');
            } else {
                hidden++;
            }
        }
    }

    private void heading(StringBuilder out) {
        String about = device.isEmpty() ? "" : ", all on " + Words.safe(device);
        out.append(" ".repeat(indent - 2))
                .append(ink.paint(Ink.Tone.FRAME, "= "))
                .append(ink.paint(Ink.Tone.STRONG, "meanwhile"))
                .append(", µs from the first row")
                .append(about)
                .append(":\n");
        StringBuilder line = new StringBuilder("  " + Words.right("µs", timeWidth) + "  ");
        for (Task task : lanes.keySet()) {
            line.append(Words.padded(Words.cut(heading(task), columnWidth - 2), columnWidth));
        }
        out.append(" ".repeat(indent))
                .append(ink.paint(
                        Ink.Tone.STRONG, Words.cut(line.toString().stripTrailing(), options.width() - indent)))
                .append('\n');
    }

    private String heading(Task task) {
        Set<Integer> cpus = lanes.get(task).cpus;
        return Words.safe(task.toString()) + (cpus.isEmpty() ? "" : " " + cpus);
    }

    private int skipped(int hidden, StringBuilder out) {
        if (hidden > 0) {
            out.append(" ".repeat(indent + 2 + timeWidth + 2))
                    .append(ink.paint(Ink.Tone.FAINT, "... " + hidden + " more ..."))
                    .append('\n');
        }
        return 0;
    }

    private String row(ProbeEvent event, EventText text) {
        Lane lane = lanes.get(event.getTask());
        StringBuilder row = new StringBuilder();
        int open = lane.open.lastIndexOf(text.call());
        if (!text.begins() && !text.call().isEmpty() && open >= 0) {
            lane.open.subList(open, lane.open.size()).clear();
        }
        String cell = "  ".repeat(Math.min(6, lane.open.size())) + text.text();
        if (text.begins()) {
            lane.open.add(text.call());
        }
        for (int i = 0; i < lane.index; i++) {
            row.append(Words.padded(LANE, columnWidth));
        }
        row.append(cell);
        for (int i = lane.index + 1; i < lanes.size(); i++) {
            int column = i * columnWidth;
            if (row.length() < column - 1) {
                row.append(" ".repeat(column - row.length())).append(LANE);
            }
        }
        return row.toString();
    }

    /** Evidence always, of the others those nearest to it. */
    private boolean[] shown() {
        boolean[] shown = new boolean[events.size()];
        int count = 0;
        for (int i = 0; i < shown.length; i++) {
            shown[i] = evidence.contains(events.get(i).getSeq());
            count += shown[i] ? 1 : 0;
        }
        while (count < Math.min(ROWS_MAX, shown.length)) {
            boolean[] wider = shown.clone();
            for (int i = 0; i < shown.length && count < ROWS_MAX; i++) {
                boolean near = (i > 0 && shown[i - 1]) || (i + 1 < shown.length && shown[i + 1]);
                if (!shown[i] && near) {
                    wider[i] = true;
                    count++;
                }
            }
            shown = wider;
        }
        return shown;
    }

    private String onlyDevice() {
        String only = "";
        for (ProbeEvent event : events) {
            if (event instanceof ProbeEvent.OfDevice of && !of.dev().equals(ProbeEvent.UNKNOWN)) {
                if (!only.isEmpty() && !only.equals(of.dev())) {
                    return "";
                }
                only = of.dev();
            }
        }
        return only;
    }

    private static String micros(ProbeEvent event, long start) {
        return Words.number((event.getTime() - start) / 1000);
    }
}
