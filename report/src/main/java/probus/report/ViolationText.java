// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.engine.Evidence;
import probus.engine.Violation;
import probus.engine.catalog.Rule;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/** One violation: what happened, in which order, between whom, what should hold, and what to read next. */
final class ViolationText {
    private final TextOptions options;
    private final Ink ink;
    private final Optional<KernelProfile> profile;

    ViolationText(TextOptions options, Ink ink, Optional<KernelProfile> profile) {
        this.options = options;
        this.ink = ink;
        this.profile = profile;
    }

    /**
     * Writes a cause in full.
     *
     * @param rule whether to say what the rule is about; once is enough
     */
    void write(Causes.Cause cause, boolean rule, StringBuilder out) {
        Violation violation = cause.main();
        headline(violation, out);
        out.append('\n');
        Snippet snippet = new Snippet(violation, options, ink);
        snippet.write(out);
        int gutter = snippet.gutter() + 1;
        Remarks remarks = new Remarks(options, ink, gutter);
        Interleaving table = Interleaving.of(cause, new Interleaving.Page(options, ink, gutter + 2));
        if (table.isWorthwhile()) {
            table.write(out);
        }
        violation.calls().forEach((task, calls) -> remarks.write("inside", inside(task, calls), out));
        race(violation).ifPresent(note -> remarks.write("note", note, out));
        for (Violation other : cause.also()) {
            String where = other.at() == violation.at() ? "" : " (" + Snippet.place(other.at(), violation.at()) + ")";
            remarks.write("also", label(other) + ": " + Words.safe(other.message()) + where, out);
        }
        if (rule) {
            rule(violation.rule(), remarks, out);
        }
        out.append('\n');
    }

    /** Writes a cause in one line. */
    void brief(Causes.Cause cause, StringBuilder out) {
        headline(cause.main(), out);
        out.append(ink.paint(Ink.Tone.FRAME, " --> "))
                .append(Snippet.place(cause.main().at()));
        if (!cause.also().isEmpty()) {
            out.append(", also ");
            List<String> ids = cause.also().stream().map(ViolationText::label).toList();
            out.append(String.join(", ", ids));
        }
        out.append('\n');
    }

    private void headline(Violation violation, StringBuilder out) {
        out.append(ink.paint(Ink.tone(violation.severity()), label(violation)))
                .append(ink.paint(Ink.Tone.STRONG, ": " + Words.safe(violation.message())));
    }

    private void rule(Rule rule, Remarks remarks, StringBuilder out) {
        remarks.write("holds", rule.title() + (rule.catalog().isEmpty() ? "" : " (" + rule.catalog() + ")"), out);
        String commit = rule.reference().isEmpty() ? "" : ", commit " + rule.reference();
        if (!rule.source().isEmpty()) {
            remarks.write("kernel", rule.source() + commit, out);
        }
        if (profile.isPresent() && !rule.intendedBy(profile.get())) {
            remarks.write("range", range(rule), out);
        }
        if (!rule.next().isEmpty()) {
            remarks.write("next", rule.next(), out);
        }
        remarks.write("help", "probus explain " + rule.id(), out);
    }

    private String range(Rule rule) {
        String from = rule.since().map(first -> " from " + first.version()).orElse("");
        String until = rule.until().map(last -> " up to " + last.version()).orElse("");
        return "kernels" + from + until + " are made to hold this, "
                + profile.map(KernelProfile::version).orElse("") + " is not: there it is a known weakness";
    }

    /**
     * A stamp is taken before the arguments are read, and a CPU may be held up in between: without a lock around both,
     * the stamps of two CPUs do not prove which came first.
     */
    private static Optional<String> race(Violation violation) {
        if (!(violation.at() instanceof ProbeEvent.DevIommuFree)) {
            return Optional.empty();
        }
        for (Evidence item : violation.evidence()) {
            ProbeEvent other = item.event();
            boolean apart = !other.getTask().equals(violation.at().getTask())
                    && other.getCpu() != violation.at().getCpu()
                    && other instanceof ProbeEvent.OfObject;
            if (apart) {
                return Optional.of("between " + Words.safe(other.getTask().toString()) + " and "
                        + Words.safe(violation.at().getTask().toString())
                        + " the order of stamps is not proof: an event's values may be younger than its time");
            }
        }
        return Optional.empty();
    }

    /** Where a task was when it happened, as in a call trace: the innermost call first. */
    private static String inside(Task task, List<ProbeEvent> calls) {
        List<String> names = new ArrayList<>();
        for (ProbeEvent call : calls) {
            names.add(0, EventText.of(call, "").text().replace(" {", ""));
        }
        return Words.safe(task.toString()) + ": " + String.join(" < ", names);
    }

    static String label(Violation violation) {
        return violation.severity() + "[" + violation.rule().id() + "]";
    }
}
