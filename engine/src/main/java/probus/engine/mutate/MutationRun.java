// SPDX-License-Identifier: Apache-2.0
package probus.engine.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.facts.ProbeEvent;

/** Checks changed traces, in parallel, and says which rules noticed which change. */
public final class MutationRun {
    private final RuleBase rules;
    private final int perSubject;
    private final long seed;
    private final IntConsumer progress;

    /**
     * Creates a run.
     *
     * @param perSubject at most that many changes of each trace
     * @param seed chooses them
     * @param progress is told how many were checked
     */
    public MutationRun(RuleBase rules, int perSubject, long seed, IntConsumer progress) {
        this.rules = rules;
        this.perSubject = perSubject;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * What came of one change.
     *
     * @param subject the trace's name
     * @param mutant the change
     * @param event the event that was changed
     * @param noticedBy ids of the rules with more violations than before
     */
    public record Outcome(String subject, Mutant mutant, ProbeEvent event, Set<String> noticedBy) {}

    /** {@return the outcomes of all changes, in order: the same for the same seed, whatever the number of processors} */
    public List<Outcome> run(List<Subject> subjects) {
        List<Outcome> all = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        for (Subject subject : subjects) {
            Map<String, Long> before = violations(subject, Mutant.copied(subject.events()));
            List<Mutant> mutants = new Mutator(subject.events()).choose(perSubject, seed);
            Outcome[] outcomes = new Outcome[mutants.size()];
            IntStream.range(0, mutants.size()).parallel().forEach(i -> {
                Mutant mutant = mutants.get(i);
                Map<String, Long> after = violations(subject, mutant.apply(subject.events()));
                Set<String> noticed = new TreeSet<>();
                after.forEach((rule, count) -> {
                    if (count > before.getOrDefault(rule, 0L)) {
                        noticed.add(rule);
                    }
                });
                outcomes[i] =
                        new Outcome(subject.name(), mutant, subject.events().get(mutant.at()), noticed);
                progress.accept(done.incrementAndGet());
            });
            all.addAll(List.of(outcomes));
        }
        return all;
    }

    private Map<String, Long> violations(Subject subject, List<ProbeEvent> events) {
        Map<String, Long> counts = new TreeMap<>();
        CheckOptions options = CheckOptions.DEFAULT.on(subject.profile());
        try (Checker checker = new Checker(rules, options, violation -> {})) {
            subject.armed().forEach(checker::armed);
            events.forEach(checker::accept);
            for (Verdict verdict : checker.finish(subject.userSpace(), subject.crashed())) {
                long count = verdict.violations().size() + verdict.more();
                if (count > 0) {
                    counts.put(verdict.rule().id(), count);
                }
            }
        }
        return counts;
    }
}
