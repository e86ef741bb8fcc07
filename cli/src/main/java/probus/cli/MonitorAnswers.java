// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import probus.cli.live.Status;
import probus.cli.live.Watcher;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.report.BootReport;
import probus.report.LiveJson;
import probus.report.LiveText;
import probus.report.TextReport;
import probus.report.Words;

/** What a monitor says on the terminal or to a program, and how it went in all. */
final class MonitorAnswers implements Watcher {
    private final MonitorPlan plan;
    private final Session session;
    private final Output output;
    private final StatusLine line;
    private final LiveText text;
    private final LiveJson json;
    private final Map<String, Long> broken = new TreeMap<>();
    private String input = "";
    private int boot;
    private long ended;
    private long events;
    private boolean violated;
    private boolean undecided;
    private boolean unreadable;
    private boolean told;

    MonitorAnswers(MonitorPlan plan, Output output, Session session) {
        this.plan = plan;
        this.session = session;
        this.output = output;
        line = new StatusLine(session);
        text = new LiveText(output.text());
        json = new LiveJson(output.writer());
    }

    @Override
    public void bootBegins(String name, int number) {
        input = name;
        boot = number;
        told = false;
    }

    @Override
    public void event(ProbeEvent event) {
        boolean lost = event instanceof ProbeEvent.EventsLost;
        if (plan.json()) {
            if (lost) {
                json.lost(boot, (ProbeEvent.EventsLost) event);
            }
        } else if (lost || plan.events()) {
            say(lost ? text.lost((ProbeEvent.EventsLost) event) : text.event(event));
        }
    }

    @Override
    public void violation(Violation violation) {
        if (plan.json()) {
            json.violation(boot, input, violation);
            flush();
        } else {
            say(text.violation(violation));
        }
        broken.merge(violation.rule().id(), 1L, Long::sum);
    }

    @Override
    public void status(Status status) {
        line.show(() -> words(status));
    }

    @Override
    public void bootEnds(BootReport report, String schedule) {
        ended++;
        events += report.counts().events();
        boolean fails = TextReport.fails(report, plan.failOn());
        violated |= fails;
        undecided |= report.rules(Verdict.Kind.UNDECIDED) > 0;
        unreadable |= !report.error().isEmpty() || report.verdicts().isEmpty();
        if (plan.json()) {
            json.end(report, schedule);
            flush();
        } else if (schedule.isEmpty()) {
            line.erase();
            write((told ? "\n" : "") + text.summary(report));
        } else if (fails) {
            say("boot " + Words.number(boot) + " once more: --replay '" + schedule + "'");
        }
        if (!report.error().isEmpty()) {
            session.say(report.error());
        }
    }

    /** Ends; {@return the exit code} */
    int end(Status status) {
        line.erase();
        if (!plan.json() && (ended != 1 || status.boots() != ended)) {
            total();
        }
        if (unreadable) {
            return Exit.UNREADABLE;
        }
        if (violated) {
            return Exit.VIOLATED;
        }
        return plan.strict() && undecided ? Exit.UNDECIDED : Exit.OK;
    }

    /** {@return whether anybody may still read} */
    boolean areWanted() {
        return output.isWanted();
    }

    private void total() {
        StringBuilder page = new StringBuilder(told ? "\n" : "");
        page.append("in all ").append(Words.count(ended, "boot"));
        page.append(", ").append(Words.count(events, "event")).append(": ");
        page.append(broken.isEmpty() ? "nothing violated" : Words.count(broken.size(), "rule") + " violated");
        page.append('\n');
        broken.forEach((rule, times) -> page.append("  ")
                .append(rule)
                .append(" ×")
                .append(Words.number(times))
                .append('\n'));
        write(page.toString());
    }

    private static String words(Status status) {
        StringBuilder words = new StringBuilder(Words.safe(status.source()));
        words.append(status.phase() == Status.Phase.PAUSED ? ": paused, " : ": ");
        words.append(Words.number(status.perSecond())).append("/s, ");
        words.append(Words.count(status.events(), "event")).append(", ");
        words.append(Words.count(status.tasks(), "task")).append(", ");
        words.append(Words.count(status.rules(), "rule")).append(", ");
        words.append(Words.count(status.violations(), "violation"));
        status.lastViolation().ifPresent(rule -> words.append(" (").append(rule).append(')'));
        words.append(", queue ").append(Words.number(status.queued()));
        if (status.dropped() > 0) {
            words.append(", dropped ").append(Words.number(status.dropped()));
        }
        return words.toString();
    }

    private void say(String words) {
        told = true;
        line.erase();
        write(words + "\n");
    }

    private void write(String words) {
        try {
            output.writer().write(words);
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() {
        try {
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
