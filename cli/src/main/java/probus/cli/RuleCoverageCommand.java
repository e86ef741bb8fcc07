// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.mutate.Subject;
import probus.facts.EventCatalog;
import probus.facts.ProbeEvent;
import probus.report.Words;

/** {@code probus rule coverage}: which rules some traces exercise, and which events no rule looks at. */
@Command(
        name = "coverage",
        description =
                "Say which rules a set of traces violates, exercises and never reaches, and which events no rule reads.",
        synopsisHeading = "Usage: ")
final class RuleCoverageCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final TraceOptions given = new TraceOptions();

    @Option(names = "--model", description = "Also the boots of the model that show its bugs.")
    private boolean model;

    RuleCoverageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        given.kernel();
        RuleFiles catalogue = given.catalogue();
        Loading.announce(Set.of(), catalogue, session);
        RuleBase rules = Loading.now(Set.of(), catalogue);
        if (!Loading.allFine(catalogue, session)) {
            return Exit.UNREADABLE;
        }
        List<Subject> subjects =
                new ArrayList<>(given.isNone() && !model ? Corpus.examples(false) : given.subjects(session));
        if (model) {
            subjects.addAll(Corpus.model());
        }
        Map<String, Map<Verdict.Kind, Integer>> counts = new TreeMap<>();
        Map<String, Integer> events = new TreeMap<>();
        for (Subject subject : subjects) {
            check(subject, rules, counts);
            subject.events().forEach(event -> events.merge(event.getClass().getSimpleName(), 1, Integer::sum));
        }
        write(counts, events, catalogue);
        session.out()
                .writer()
                .println(Words.count(subjects.size(), "boot") + " · "
                        + Words.count(rules.rules().size(), "rule"));
        return subjects.isEmpty() ? Exit.UNREADABLE : Exit.OK;
    }

    private static void check(Subject subject, RuleBase rules, Map<String, Map<Verdict.Kind, Integer>> counts) {
        try (Checker checker = new Checker(rules, CheckOptions.DEFAULT.on(subject.profile()), violation -> {})) {
            subject.armed().forEach(checker::armed);
            for (ProbeEvent event : subject.events()) {
                checker.accept(event);
            }
            for (Verdict verdict : checker.finish(subject.userSpace(), subject.crashed())) {
                counts.computeIfAbsent(verdict.rule().id(), id -> new EnumMap<>(Verdict.Kind.class))
                        .merge(verdict.kind(), 1, Integer::sum);
            }
        }
    }

    private void write(
            Map<String, Map<Verdict.Kind, Integer>> counts, Map<String, Integer> events, RuleFiles catalogue) {
        PrintWriter out = session.out().writer();
        out.println("violated  holds  undecided  not exercised  rule");
        counts.forEach((rule, by) -> out.println(String.format(
                Locale.ROOT,
                "%8d  %5d  %9d  %13d  %s",
                by.getOrDefault(Verdict.Kind.VIOLATED, 0),
                by.getOrDefault(Verdict.Kind.HOLDS, 0),
                by.getOrDefault(Verdict.Kind.UNDECIDED, 0),
                by.getOrDefault(Verdict.Kind.NOT_EXERCISED, 0),
                rule)));
        out.println();
        list("never violated", counts, Verdict.Kind.VIOLATED, out);
        list("never held", counts, Verdict.Kind.HOLDS, out);
        List<String> unread = events.keySet().stream()
                .filter(kind -> !isRead(kind, catalogue))
                .map(kind -> kind + " ×" + events.get(kind))
                .toList();
        out.println("events that no rule names: " + (unread.isEmpty() ? "none" : String.join(", ", unread)));
        List<String> never = EventCatalog.all().stream()
                .map(EventCatalog.EventKind::name)
                .filter(kind -> !events.containsKey(kind))
                .toList();
        out.println("events that never happen: " + (never.isEmpty() ? "none" : String.join(", ", never)));
    }

    private static void list(
            String what, Map<String, Map<Verdict.Kind, Integer>> counts, Verdict.Kind kind, PrintWriter out) {
        List<String> none = counts.entrySet().stream()
                .filter(entry -> !entry.getValue().containsKey(kind))
                .map(Map.Entry::getKey)
                .toList();
        out.println(what + ": " + (none.isEmpty() ? "none" : String.join(", ", none)));
    }

    private static boolean isRead(String kind, RuleFiles catalogue) {
        StringBuilder names = new StringBuilder("\\b(" + kind);
        for (String family : EventCatalog.families()) {
            boolean member = EventCatalog.members(family).stream()
                    .anyMatch(type -> type.getSimpleName().equals(kind));
            names.append(member ? "|" + family : "");
        }
        Pattern pattern = Pattern.compile(names + ")\\b");
        return catalogue.ids().stream()
                .anyMatch(id -> pattern.matcher(catalogue.drl(id)).find());
    }
}
