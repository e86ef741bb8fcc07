// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.catalog.ExampleRunner.Recording;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.drl.DrlException;
import probus.engine.drl.DrlParser;
import probus.engine.drl.RuleText.Definition;
import probus.engine.template.Templates;
import probus.engine.whynot.EventText;
import probus.engine.whynot.WhyNot;
import probus.facts.KernelProfile;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.report.Words;

/** {@code probus explain --why-not}: how far a rule got in a trace, and what stood in its way. */
final class WhyNotReport {
    private static final int SHOWN = 5;

    private final RuleFiles catalogue;
    private final Session session;
    private final PrintWriter out;

    WhyNotReport(RuleFiles catalogue, Session session) {
        this.catalogue = catalogue;
        this.session = session;
        out = session.out().writer();
    }

    /** {@return the exit code} */
    int write(String rule, String trace, String kernel) {
        if (!kernel.isEmpty()) {
            Choice.kernel(kernel);
        }
        Set<String> ids = Choice.rules(List.of(rule), List.of(), catalogue);
        TraceEvents read = TraceEvents.read(trace, session.in());
        if (!read.error().isEmpty()) {
            session.say(read.error());
            if (read.recording().events().isEmpty()) {
                return Exit.UNREADABLE;
            }
        }
        Optional<KernelProfile> profile =
                kernel.isEmpty() ? read.profile() : KernelProfile.of(kernel).map(KernelProfile.Choice::profile);
        RuleBase rules = Loading.now(ids, catalogue);
        if (!Loading.allFine(catalogue, session)) {
            return Exit.UNREADABLE;
        }
        for (Verdict verdict : verdicts(rules, read.recording(), profile)) {
            verdict(verdict);
            explain(verdict, withEnd(read.recording()));
        }
        return Exit.OK;
    }

    private static List<Verdict> verdicts(RuleBase rules, Recording recording, Optional<KernelProfile> profile) {
        try (Checker checker = new Checker(rules, CheckOptions.DEFAULT.on(profile), violation -> {})) {
            recording.armed().forEach(checker::armed);
            recording.events().forEach(checker::accept);
            return checker.finish(recording.userSpace(), recording.crashed());
        }
    }

    /** What the end of the input says is an event too. */
    private static List<ProbeEvent> withEnd(Recording recording) {
        List<ProbeEvent> events = new ArrayList<>(recording.events());
        long seq = events.isEmpty() ? 0 : events.get(events.size() - 1).getSeq();
        long time = events.isEmpty() ? 0 : events.get(events.size() - 1).getTime();
        Stamp end = new Stamp(seq + 1, time, -1, Task.UNKNOWN, Origin.NONE, false);
        if (recording.userSpace() && !recording.crashed()) {
            recording.events().stream()
                    .filter(ProbeEvent.OfDevice.class::isInstance)
                    .map(event -> ((ProbeEvent.OfDevice) event).dev())
                    .filter(device -> !device.equals(ProbeEvent.UNKNOWN))
                    .distinct()
                    .sorted()
                    .forEach(device -> events.add(new ProbeEvent.DeviceAtEnd(end, device)));
        }
        events.add(new ProbeEvent.EndOfTrace(end, recording.userSpace(), recording.crashed()));
        return events;
    }

    private void verdict(Verdict verdict) {
        String count = verdict.checks() == 0 ? "" : ", exercised " + Words.count(verdict.checks(), "time");
        out.println(verdict.rule().id() + ": " + verdict.kind() + count
                + (verdict.why().isEmpty() ? "" : ": " + verdict.why()));
    }

    private void explain(Verdict verdict, List<ProbeEvent> events) {
        if (verdict.kind() == Verdict.Kind.VIOLATED) {
            out.println("  it did fire: probus check shows where");
            return;
        }
        Optional<Definition> plain = plain(verdict.rule().id(), "");
        if (plain.isEmpty()) {
            out.println("  the rule is not declarative: nobody but Drools knows how far it got");
            return;
        }
        exercised(verdict.rule().id(), plain.get(), events);
        WhyNot.Answer answer = new WhyNot(plain.get().when(), events).answer();
        matched(answer, plain.get());
        missed(answer);
    }

    private Optional<Definition> plain(String id, String suffix) {
        try {
            RuleSource source = Templates.expand(new RuleSource(catalogue.path(id), catalogue.drl(id)));
            return DrlParser.parse(source.text()).rules().stream()
                    .filter(rule -> rule.name().equals(id + suffix))
                    .findFirst();
        } catch (DrlException | RuleException e) {
            return Optional.empty();
        }
    }

    private void exercised(String id, Definition plain, List<ProbeEvent> events) {
        Optional<Definition> own = plain(id, " exercised");
        List<ProbeEvent> found = WhyNot.exercising(own.orElse(plain).when(), own.isPresent(), events);
        if (found.isEmpty()) {
            out.println("  nothing exercises it");
            return;
        }
        boolean joined = own.orElse(plain).when().size() > 1;
        out.println(
                joined ? "  what exercises it begins with" : "  exercised by " + Words.count(found.size(), "event"));
        found.stream().limit(SHOWN).forEach(event -> out.println("    " + EventText.of(event)));
        if (found.size() > SHOWN) {
            out.println("    and " + (found.size() - SHOWN) + " more");
        }
    }

    private void matched(WhyNot.Answer answer, Definition plain) {
        if (answer.met().isEmpty()
                && plain.when().size() == 1
                && answer.matched().isEmpty()) {
            return;
        }
        if (answer.matched().isEmpty()) {
            answer.met()
                    .forEach((constraint, count) -> out.println(
                            "  " + count + " of " + answer.seen() + " " + answer.kind() + " meet  " + constraint));
            return;
        }
        out.println("  it got as far as");
        answer.matched().forEach(step -> {
            out.println("    " + step.pattern());
            out.println("      " + EventText.of(step.event()));
        });
    }

    private void missed(WhyNot.Answer answer) {
        WhyNot.Miss miss = answer.miss();
        if (answer.blocked()) {
            out.println("  and there is what must not be");
            out.println("    " + answer.next());
            if (miss.event() != null) {
                out.println("      " + EventText.of(miss.event()));
            }
            return;
        }
        if (answer.next().isEmpty()) {
            return;
        }
        if (!answer.matched().isEmpty()) {
            out.println("  and then found no");
            out.println("    " + answer.next());
        }
        if (answer.seen() == 0) {
            out.println("  there is no " + answer.kind() + " in the input");
        } else if (miss.event() != null) {
            out.println("  nearest miss");
            out.println("    " + EventText.of(miss.event()));
            out.println("      not " + miss.failed() + ": " + miss.actual());
        }
    }
}
