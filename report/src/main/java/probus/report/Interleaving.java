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
import probus.engine.catalog.Severity;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/**
 * Who did what meanwhile: a column per task, time from the first row or steps of a schedule, calls indented, evidence marked.
 */
final class Interleaving {
    private static final int ROWS_MAX = 24;
    private static final int COLUMN_MIN = 26;
    private static final String LANE = "|";

    private final TextOptions options;
    private final Ink ink;
    private final int indent;
    private final Ink.Tone tone;
    private final Clock clock;
    private final List<Moment> moments;
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

    /**
     * What the first column says.
     *
     * @param unit its heading
     * @param caption how the table says what that is
     * @param divisor of a moment's time
     * @param relative whether it is counted from the first row
     */
    private record Clock(String unit, String caption, long divisor, boolean relative) {
        static final Clock TIME = new Clock("µs", "µs from the first row", 1000, true);
        static final Clock STEPS = new Clock("step", "by steps of the schedule", 1, false);
    }

    private Interleaving(List<Moment> moments, Clock clock, Ink.Tone tone, Page page) {
        this.moments = moments;
        this.clock = clock;
        this.tone = tone;
        options = page.options;
        ink = page.ink;
        indent = page.indent;
        for (Moment moment : moments) {
            Lane lane = lanes.computeIfAbsent(moment.task(), task -> new Lane(lanes.size()));
            moment.event().filter(event -> event.getCpu() >= 0).ifPresent(event -> lane.cpus.add(event.getCpu()));
        }
        device = onlyDevice();
    }

    /** How and where on a page the table stands. */
    record Page(TextOptions options, Ink ink, int indent) {}

    /** {@return the table of a violation} Rows are in the order of time: a folder's files are read one after the other. */
    static Interleaving of(Causes.Cause cause, Page page) {
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
        Set<Long> evidence = new HashSet<>();
        shown.forEach(event -> evidence.add(event.getSeq()));
        List<Moment> moments = Stream.concat(
                        shown.stream(), cause.main().context().stream().filter(event -> event.getTime() <= end))
                .filter(event -> event.getTask().isKnown())
                .sorted(Comparator.comparingLong(ProbeEvent::getTime).thenComparingLong(ProbeEvent::getSeq))
                .map(event -> Moment.of(event.getTime(), event, evidence.contains(event.getSeq())))
                .toList();
        return new Interleaving(moments, Clock.TIME, Ink.tone(cause.main().severity()), page);
    }

    /** {@return the table of a schedule, whose moments are counted in steps} */
    static Interleaving of(List<Moment> moments, Severity severity, Page page) {
        return new Interleaving(moments, Clock.STEPS, Ink.tone(severity), page);
    }

    /** {@return whether the table says more than the lines above it: something happened between, or several tasks} */
    boolean isWorthwhile() {
        return moments.stream().anyMatch(moment -> !moment.marked()) || lanes.size() > 1;
    }

    void write(StringBuilder out) {
        timeWidth = clock.unit.length();
        for (Moment moment : moments) {
            timeWidth = Math.max(timeWidth, time(moment).length());
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
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            String row = row(moment);
            if (shown[i]) {
                hidden = skipped(hidden, out);
                String time = (moment.marked() ? "> " : "  ") + Words.right(time(moment), timeWidth) + "  ";
                String line = Words.cut(time + row, options.width() - indent).stripTrailing();
                out.append(" ".repeat(indent))
                        .append(moment.marked() ? ink.paint(tone, line) : line)
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
                .append(", ")
                .append(clock.caption)
                .append(about)
                .append(":\n");
        StringBuilder line = new StringBuilder("  " + Words.right(clock.unit, timeWidth) + "  ");
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

    private String row(Moment moment) {
        Lane lane = lanes.get(moment.task());
        EventText text = moment.text(device);
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
        boolean[] shown = new boolean[moments.size()];
        int count = 0;
        for (int i = 0; i < shown.length; i++) {
            shown[i] = moments.get(i).marked();
            count += shown[i] ? 1 : 0;
        }
        while (count > 0 && count < Math.min(ROWS_MAX, shown.length)) {
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
        for (Moment moment : moments) {
            String about = moment.device();
            if (!about.isEmpty()) {
                if (!only.isEmpty() && !only.equals(about)) {
                    return "";
                }
                only = about;
            }
        }
        return only;
    }

    private String time(Moment moment) {
        long start = clock.relative ? moments.get(0).time() : 0;
        return Words.number((moment.time() - start) / clock.divisor);
    }
}
