// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.mutate.Subject;
import probus.model.explore.Pct;
import probus.model.explore.Program;
import probus.model.explore.RandomWalk;
import probus.model.explore.RoundRobin;
import probus.model.explore.Sampling;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.mutate.Mutant;
import probus.model.mutate.Mutants;
import probus.model.run.Recording;
import probus.model.world.Limits;
import probus.model.world.Scheduler;
import probus.model.zoo.Scenario;
import probus.model.zoo.Zoo;
import probus.report.Words;

/** Mutants of the model's kernel, on the boards and command lines of the zoo. */
final class ModelMutants {
    /** Boots of each program, beside the one that nobody interrupts. */
    private static final int WALKS = 8;

    /** More boots of the whole kernel, so that what a rule finds there all the same is not taken for a mutant's doing. */
    private static final int WALKS_OF_WHOLE = 40;

    /** Of the schedules that let a task wait: changes of who waits, in so many steps. */
    private static final int DEPTH = 3;

    private static final int STEPS = 400;

    private static final Limits LIMITS =
            new Limits(20_000, finding -> finding.kind().isOops());

    private final RuleBase rules;
    private final Version version;
    private final long seed;
    private final Session session;

    ModelMutants(RuleBase rules, Version version, long seed, Session session) {
        this.rules = rules;
        this.version = version;
        this.seed = seed;
        this.session = session;
    }

    /** What came of a mutant: whether any boot has other events, and which rules break that did not before. */
    record Outcome(Mutant mutant, boolean differs, Set<String> noticedBy) {}

    /** A boot of the whole kernel: its events by walk, and the rules that break in it without any mutant. */
    private record Whole(KernelProgram program, List<String> boots, Set<String> broken) {}

    /** {@return the outcomes of at most so many mutants, in order: the same for the same seed} */
    List<Outcome> run(int count) {
        StatusLine line = new StatusLine(session);
        List<KernelProgram> programs = programs();
        Whole[] wholes = new Whole[programs.size()];
        List<List<Mutant>> own = new ArrayList<>(Collections.nCopies(programs.size(), List.of()));
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, programs.size()).parallel().forEach(i -> {
            wholes[i] = whole(programs.get(i));
            own.set(i, Mutants.of(programs.get(i), List.of(scheduler(-1), scheduler(0)), LIMITS));
            int number = done.incrementAndGet();
            line.show(() -> Words.count(number, "board") + " of " + programs.size());
        });
        Map<String, Mutant> mutants = new TreeMap<>();
        Map<String, List<Whole>> places = new HashMap<>();
        for (int i = 0; i < wholes.length; i++) {
            for (Mutant mutant : own.get(i)) {
                String name = mutant.kind() + ": " + mutant;
                mutants.putIfAbsent(name, mutant);
                places.computeIfAbsent(name, key -> new ArrayList<>()).add(wholes[i]);
            }
        }
        List<String> chosen = chosen(mutants.keySet(), count);
        Outcome[] outcomes = new Outcome[chosen.size()];
        done.set(0);
        IntStream.range(0, outcomes.length).parallel().forEach(i -> {
            outcomes[i] = outcome(mutants.get(chosen.get(i)), places.get(chosen.get(i)));
            int number = done.incrementAndGet();
            line.show(() -> Words.count(number, "mutant") + " of " + outcomes.length);
        });
        line.erase();
        return List.of(outcomes);
    }

    private List<String> chosen(Set<String> all, int count) {
        List<String> names = new ArrayList<>(all);
        if (names.size() > count) {
            Collections.shuffle(names, new Random(seed));
        }
        return names.stream().limit(count).sorted().toList();
    }

    private Whole whole(KernelProgram program) {
        List<String> boots = new ArrayList<>();
        Set<String> broken = new TreeSet<>();
        for (int walk = -1; walk < WALKS_OF_WHOLE; walk++) {
            Recording boot = boot(program, walk);
            if (walk < WALKS) {
                boots.add(boot.events().toString());
            }
            broken.addAll(broken(boot, program));
        }
        return new Whole(program, boots, broken);
    }

    /** The first program in which a rule notices is enough. */
    private Outcome outcome(Mutant mutant, List<Whole> wholes) {
        boolean differs = false;
        for (Whole whole : wholes) {
            Set<String> noticedBy = new TreeSet<>();
            Program mutated = mutant.of(whole.program);
            for (int walk = -1; walk < WALKS; walk++) {
                Recording boot = boot(mutated, walk);
                if (!boot.events().toString().equals(whole.boots.get(walk + 1))) {
                    differs = true;
                    noticedBy.addAll(broken(boot, whole.program));
                }
            }
            noticedBy.removeAll(whole.broken);
            if (!noticedBy.isEmpty()) {
                return new Outcome(mutant, true, noticedBy);
            }
        }
        return new Outcome(mutant, differs, Set.of());
    }

    /** The kernel on the boards and command lines of the zoo, and on each of the boards as it usually boots. */
    private List<KernelProgram> programs() {
        Map<String, KernelProgram> programs = new TreeMap<>();
        for (Scenario scenario : Zoo.all()) {
            KernelProgram program = scenario.program().on(version);
            KernelProgram plain = new KernelProgram(version, program.board(), CommandLine.EMPTY);
            programs.putIfAbsent(program.name(), program);
            programs.putIfAbsent(plain.name(), plain);
        }
        return List.copyOf(programs.values());
    }

    /** Boots that nobody interrupts see little; of the others every second one lets a task wait for long. */
    private Scheduler scheduler(int walk) {
        if (walk < 0) {
            return new RoundRobin();
        }
        Sampling drawn = walk % 2 == 0 ? new RandomWalk(seed) : new Pct(DEPTH, STEPS, seed);
        drawn.draw(walk);
        return drawn;
    }

    private Recording boot(Program program, int walk) {
        return Recording.of(program, scheduler(walk), LIMITS);
    }

    private Set<String> broken(Recording boot, KernelProgram program) {
        Set<String> broken = new TreeSet<>();
        Subject subject = Corpus.of("", boot, program);
        CheckOptions options = CheckOptions.DEFAULT.on(subject.profile());
        try (Checker checker = Rulings.checker(rules, options, violation -> {})) {
            subject.events().forEach(checker::accept);
            for (Verdict verdict : checker.finish(subject.userSpace(), subject.crashed())) {
                if (verdict.kind() == Verdict.Kind.VIOLATED) {
                    broken.add(verdict.rule().id());
                }
            }
        }
        return broken;
    }
}
