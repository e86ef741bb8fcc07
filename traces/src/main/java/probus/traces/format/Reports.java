// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts oopses, warnings and sysfs complaints together from lines among which those of other CPUs are mixed. A report
 * is given out when it ends, so records do not come in the order of their first lines. What cannot be attributed is
 * left out: a line never belongs to two reports.
 *
 * <p>The kernel prints the registers of one oops at a time (die_lock), but any number may have been announced before,
 * and warnings of other CPUs come in between. Who is who is told by the caller where printk prints it, else by pid, by
 * program counter and, for the announced address, by the faulting instruction.
 */
final class Reports {
    private static final int MAX_OPEN = 16;
    /** dump_stack() has no closing line: so many foreign lines after the last frame end it. */
    private static final int IDLE_LINES = 8;

    private static final Pattern DIE = Pattern.compile(".{0,200}\\[#\\d{1,9}].*");
    private static final Pattern TASK =
            Pattern.compile("CPU: (\\d{1,6})(?: UID: \\d+)? PID: (\\d{1,9})(?: UID: \\d+)? Comm: (.{1,40}?)"
                    + "(?: (?:Not tainted|Tainted:|Kdump:).*)?");
    private static final Pattern COUNTER = Pattern.compile(
            "(?:pc : |epc : |PC is at |RIP: 0010:)\\[?<?(?:[0-9a-f]{8,16}>] )?([A-Za-z_$][\\w.$]*\\+?\\S*).*");
    private static final Pattern LINK = Pattern.compile("(?:lr : | ra : |LR is at )([A-Za-z_$][\\w.$]*\\+?\\S*).*");
    private static final Pattern FRAME = Pattern.compile(
            "\\s*(?:\\[<[0-9a-f]{1,16}>] )?([A-Za-z_$][\\w.$]*(?:\\+0x[0-9a-f]+/0x[0-9a-f]+| \\(\\S{1,200}:\\d+[^()]*\\)))"
                    + "(?: \\[[^]]*]){0,2}(?: \\([A-Z]+\\))?\\s*");

    private static final Set<String> OUTERMOST = Set.of(
            "ret_from_fork",
            "ret_from_fork_asm",
            "el0t_64_sync",
            "entry_SYSCALL_64_after_hwframe",
            "start_kernel",
            "__primary_switched",
            "__secondary_switched",
            "secondary_startup_64_no_verify");

    private final RecordSink sink;
    private final Announcements announced;
    private final List<Report> open = new ArrayList<>();
    private final ReportHeader header = new ReportHeader();
    private Report current;

    Reports(RecordSink sink) {
        this.sink = sink;
        announced = new Announcements(sink);
    }

    /** Takes the next line of the log that is not an event. */
    void accept(ConsoleLine line) {
        String text = line.text();
        if (text.startsWith("---[ end trace")) {
            endTrace(line);
        } else if (!begins(line) && !open.isEmpty() && !task(line) && !counters(line) && !trace(line)) {
            idle();
        }
    }

    /** Gives out everything that has begun: the log ends here, or another boot begins. */
    void flush() {
        while (!open.isEmpty()) {
            finish(open.get(0));
        }
        announced.flush();
    }

    private boolean begins(ConsoleLine line) {
        boolean fault = announced.accept(line);
        if (line.text().contains("[#") && DIE.matcher(line.text()).matches()) {
            closeAll(report -> report.type == Report.Type.OOPS && report.taskSeen);
            Report oops = new Report(Report.Type.OOPS, line);
            oops.syndrome = ReportHeader.syndrome(line.text());
            return begin(oops);
        }
        Report report = header.accept(line);
        return report != null ? begin(report) : fault;
    }

    private boolean begin(Report report) {
        if (open.size() == MAX_OPEN) {
            finish(open.get(0));
        }
        open.add(report);
        current = report;
        return true;
    }

    private boolean task(ConsoleLine line) {
        Matcher matcher = line.text().startsWith("CPU: ") ? TASK.matcher(line.text()) : null;
        if (matcher == null || !matcher.matches()) {
            return false;
        }
        int pid = Integer.parseInt(matcher.group(2));
        Report report = last(open, r -> r.wantsTask(pid) && same(r.first, line));
        boolean stack = report != null && report.type == Report.Type.DUPLICATE;
        closeAll(r -> r.type == Report.Type.DUPLICATE && r.taskSeen && (stack || (!r.tracing && !r.frames.isEmpty())));
        if (stack) {
            report = first(open, r -> r.type == Report.Type.DUPLICATE && r.wantsTask(pid) && same(r.first, line));
        }
        current = report;
        if (report != null) {
            report.taskSeen = true;
            report.cpu = Integer.parseInt(matcher.group(1));
            report.pid = pid;
            report.command = matcher.group(3).trim();
            report.add(line);
        }
        return true;
    }

    private boolean counters(ConsoleLine line) {
        String text = line.text();
        Matcher counter = COUNTER.matcher(text);
        if (counter.matches()) {
            String printed = counter.group(1);
            Report owner = owner(line);
            Report report = owner != null && owner.wantsCounter(printed)
                    ? owner
                    : last(open, r -> r.wantsCounter(printed) && same(r.first, line));
            if (report != null) {
                report.counter = printed;
                report.add(line);
                current = report;
            }
            return true;
        }
        Report report = owner(line);
        if (report == null) {
            return false;
        }
        Matcher link = LINK.matcher(text);
        if (link.matches() && report.link.isEmpty()) {
            report.link = link.group(1);
            report.add(line);
            return true;
        }
        return report.type == Report.Type.OOPS && registers(report, text);
    }

    private static boolean registers(Report report, String text) {
        if (text.startsWith("x") || text.startsWith(" x")) {
            report.registers(text);
            return true;
        }
        if (text.startsWith("CR2: ") && text.length() >= 21 && report.address == -1) {
            report.address = ReportHeader.hexOrUnknown(text.substring(5, 21));
            return true;
        }
        return false;
    }

    private boolean trace(ConsoleLine line) {
        String text = line.text();
        if (text.startsWith("Call trace:") || text.startsWith("Call Trace:")) {
            callTrace(line);
            return true;
        }
        Matcher frame = FRAME.matcher(text);
        if (frame.matches()) {
            Report report = traced(line, frame.group(1));
            if (report != null) {
                report.frame(line, frame.group(1));
                report.tracing &= !OUTERMOST.contains(Symbol.function(frame.group(1)));
            }
            return true;
        }
        Report report = owner(line);
        return report != null && ends(report, line);
    }

    /** A call trace that is nobody's must not be taken for the rest of one that was interrupted. */
    private void callTrace(ConsoleLine line) {
        Predicate<Report> waits = r -> r.taskSeen && r.frames.isEmpty() && !r.tracing && same(r.first, line);
        Predicate<Report> ready = waits.and(Report::pastCounter);
        Report report = current != null && ready.test(current) ? current : last(open, ready);
        report = report == null ? last(open, waits) : report;
        if (report == null) {
            open.stream().filter(r -> same(r.first, line)).forEach(r -> r.tracing = false);
        } else {
            report.tracing = true;
            current = report;
        }
    }

    /** {@return whose frame it is, {@code null} if nobody's} */
    private Report traced(ConsoleLine line, String frame) {
        Report begun = last(open, r -> r.frames.isEmpty() && r.counter.equals(frame) && same(r.first, line));
        if (begun != null && !begun.tracing) {
            begun.tracing = true;
            Report waiting = last(open, r -> r.tracing && r.frames.isEmpty() && r != begun);
            if (waiting != null) {
                waiting.tracing = false;
            }
        }
        if (begun != null) {
            current = begun;
            return begun;
        }
        return current != null && current.tracing && same(current.first, line)
                ? current
                : last(open, r -> r.tracing && same(r.first, line));
    }

    private boolean ends(Report report, ConsoleLine line) {
        String text = line.text();
        if (text.startsWith("Code: ")) {
            report.code(text);
            report.tracing &= report.frames.isEmpty();
            return true;
        }
        if (report.type == Report.Type.KASAN && header.kasanDetail(report, line)) {
            return true;
        }
        if (report.type == Report.Type.KASAN && text.startsWith("=====")) {
            finish(report);
            return true;
        }
        report.tracing &= !text.contains("</TASK>");
        return text.contains("TASK>") || text.contains("IRQ>") || text.contains(" ? ");
    }

    /** A report whose outermost frame was read ends before one that is still in the middle of its frames. */
    private void endTrace(ConsoleLine line) {
        Predicate<Report> canEnd =
                r -> (r.type == Report.Type.OOPS || r.type == Report.Type.WARNING) && r.taskSeen && same(r.first, line);
        Report report = first(open, r -> canEnd.test(r) && !r.frames.isEmpty() && !r.tracing);
        if (report == null) {
            report = current != null && canEnd.test(current) ? current : last(open, canEnd);
        }
        if (report != null) {
            finish(report);
        }
    }

    private void idle() {
        closeAll(report -> report.type == Report.Type.DUPLICATE && ++report.idle > IDLE_LINES && report.taskSeen);
    }

    private void closeAll(Predicate<Report> which) {
        open.stream().filter(which).toList().forEach(this::finish);
    }

    private void finish(Report report) {
        open.remove(report);
        if (report == current) {
            current = last(open, r -> r.tracing);
        }
        sink.accept(report.finished(report.type == Report.Type.OOPS ? announced.claim(report) : null));
    }

    /** {@return the report that a line without a name of its own goes on with, {@code null} if none} */
    private Report owner(ConsoleLine line) {
        return current != null && same(current.first, line) ? current : last(open, r -> named(r.first, line));
    }

    private static boolean named(ConsoleLine one, ConsoleLine other) {
        return !one.caller().isEmpty() && one.caller().equals(other.caller());
    }

    private static boolean same(ConsoleLine one, ConsoleLine other) {
        return one.caller().equals(other.caller());
    }

    private static <T> T first(List<T> list, Predicate<T> which) {
        return list.stream().filter(which).findFirst().orElse(null);
    }

    private static <T> T last(List<T> list, Predicate<T> which) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (which.test(list.get(i))) {
                return list.get(i);
            }
        }
        return null;
    }
}
