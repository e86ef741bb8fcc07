// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import probus.engine.RuleBase;
import probus.engine.catalog.Rule;
import probus.engine.mutate.MutationRun;
import probus.engine.mutate.MutationRun.Outcome;
import probus.engine.mutate.Subject;
import probus.engine.whynot.EventText;
import probus.facts.KernelProfile;
import probus.model.linux.Version;
import probus.report.Words;

/** {@code probus rule mutate}: which changes of traces, or of the model, no rule notices. */
@Command(
        name = "mutate",
        description = {
            "Change traces in one place each, as a bug would: drop, duplicate or swap events, exchange an object,",
            "turn success into failure. Say which changes no rule notices. With --model, change the kernel of the",
            "model instead: take a commit back, leave a lock or an unwinding out, swap two steps, return",
            "another error."
        },
        synopsisHeading = "Usage: ")
final class RuleMutateCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final TraceOptions given = new TraceOptions();

    @Option(
            names = "--model",
            description = "Mutate the model's kernel instead (--kernel, or the newest), on the boards on which its bugs"
                    + " are known.")
    private boolean model;

    @Option(
            names = "--mutants",
            paramLabel = "N",
            defaultValue = "200",
            description = "At most so many of each trace, or of the model. Default: ${DEFAULT-VALUE}.")
    private int mutants = 200;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Chooses them. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--rule", paramLabel = "ID", description = "Judge only this rule. May be repeated.")
    private List<String> words = List.of();

    @Option(names = "--all", description = "Name each change that no rule notices, not only their kinds.")
    private boolean all;

    RuleMutateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (mutants < 1) {
            throw new UsageException("--mutants needs a number from 1");
        }
        String kernel = given.kernel();
        RuleFiles catalogue = given.catalogue();
        Set<String> ids = Choice.rules(words, List.of(), catalogue);
        Loading.announce(ids, catalogue, session);
        RuleBase rules = Loading.now(ids, catalogue);
        rules.prepare();
        if (!Loading.allFine(catalogue, session)) {
            return Exit.UNREADABLE;
        }
        PrintWriter out = session.out().writer();
        if (model) {
            new ModelMutantsText(out)
                    .write(new ModelMutants(rules, modelVersion(kernel), seed, session).run(mutants), all);
            return Exit.OK;
        }
        List<Subject> subjects = given.isNone() ? Corpus.examples(true) : given.subjects(session);
        if (subjects.isEmpty()) {
            return Exit.UNREADABLE;
        }
        StatusLine line = new StatusLine(session);
        List<Outcome> outcomes = new MutationRun(
                        rules, mutants, seed, done -> line.show(() -> Words.count(done, "mutant")))
                .run(subjects);
        line.erase();
        out.println("seed " + seed + ", " + Words.count(subjects.size(), "trace") + ", "
                + Words.count(rules.rules().size(), "rule"));
        kinds(outcomes, out);
        rules(outcomes, rules, out);
        survivors(outcomes, out);
        total(outcomes, out);
        return Exit.OK;
    }

    private static Version modelVersion(String kernel) {
        KernelProfile[] profiles = KernelProfile.values();
        return Version.of(
                KernelProfile.of(kernel).map(KernelProfile.Choice::profile).orElse(profiles[profiles.length - 1]));
    }

    private static boolean noticed(Outcome outcome) {
        return !outcome.noticedBy().isEmpty();
    }

    private static void kinds(List<Outcome> outcomes, PrintWriter out) {
        Map<String, List<Outcome>> byKind = new TreeMap<>();
        outcomes.forEach(
                outcome -> byKind.computeIfAbsent(outcome.mutant().kind().toString(), kind -> new ArrayList<>())
                        .add(outcome));
        out.println();
        out.println("change      noticed    of");
        byKind.forEach((kind, those) -> out.println(String.format(
                java.util.Locale.ROOT,
                "%-10s  %7d  %4d",
                kind,
                those.stream().filter(RuleMutateCommand::noticed).count(),
                those.size())));
    }

    private static void rules(List<Outcome> outcomes, RuleBase rules, PrintWriter out) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Rule rule : rules.rules()) {
            counts.put(rule.id(), 0);
        }
        outcomes.forEach(outcome -> outcome.noticedBy().forEach(id -> counts.merge(id, 1, Integer::sum)));
        out.println();
        out.println("noticed by  rule");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> out.println(
                        String.format(java.util.Locale.ROOT, "%10d  %s", entry.getValue(), entry.getKey())));
    }

    private void survivors(List<Outcome> outcomes, PrintWriter out) {
        Map<String, int[]> counts = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            String field = outcome.mutant().field();
            String kind = outcome.mutant().kind() + " "
                    + outcome.event().getClass().getSimpleName() + (field.isEmpty() ? "" : "." + field);
            int[] count = counts.computeIfAbsent(kind, key -> new int[2]);
            count[0] += noticed(outcome) ? 0 : 1;
            count[1]++;
        }
        out.println();
        out.println("survive   of  change");
        counts.forEach((kind, count) -> {
            if (count[0] > 0) {
                out.println(String.format(java.util.Locale.ROOT, "%7d  %3d  %s", count[0], count[1], kind));
            }
        });
        if (all) {
            out.println();
            outcomes.stream()
                    .filter(outcome -> !noticed(outcome))
                    .forEach(outcome -> out.println(outcome.subject() + ": "
                            + outcome.mutant().describe() + ": " + EventText.of(outcome.event())));
        }
    }

    private static void total(List<Outcome> outcomes, PrintWriter out) {
        long noticed = outcomes.stream().filter(RuleMutateCommand::noticed).count();
        out.println();
        out.println("score " + percent(noticed, outcomes.size()) + ": " + noticed + " of "
                + Words.count(outcomes.size(), "mutant") + " noticed");
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "-" : Math.round(1000.0 * part / whole) / 10.0 + " %";
    }
}
