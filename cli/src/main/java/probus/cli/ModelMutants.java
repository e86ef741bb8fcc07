// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.mutate.Subject;
import probus.facts.KernelProfile;
import probus.model.explore.RandomWalk;
import probus.model.explore.RoundRobin;
import probus.model.linux.Change;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.run.Recording;
import probus.model.world.Limits;
import probus.model.zoo.Scenario;
import probus.model.zoo.Zoo;
import probus.report.Words;

/**
 * Mutants of the model: of each boot in which the zoo shows a bug, the kernels that have one commit less, and one more. A lock is
 * dropped, steps are swapped, an unwinding is skipped as the kernel's own history had it.
 */
final class ModelMutants {
    private static final int WALKS = 8;

    private final RuleBase rules;
    private final long seed;
    private final Session session;

    ModelMutants(RuleBase rules, long seed, Session session) {
        this.rules = rules;
        this.seed = seed;
        this.session = session;
    }

    /** A commit taken out, in one boot. */
    private record Result(String name, boolean differs, Set<String> noticedBy) {}

    void write(PrintWriter out) {
        StatusLine line = new StatusLine(session);
        Map<String, List<Result>> byChange = new TreeMap<>();
        for (KernelProgram newest : programs()) {
            Set<String> before = broken(newest);
            for (Change change : newest.version().changes().stream()
                    .sorted(Comparator.comparing(Change::name))
                    .toList()) {
                KernelProgram mutant = newest.on(newest.version().without(change));
                line.show(() -> mutant.name());
                byChange.computeIfAbsent(change.name(), name -> new ArrayList<>())
                        .add(result(newest, mutant, before));
            }
        }
        line.erase();
        answer(byChange, out);
    }

    private Result result(KernelProgram whole, KernelProgram mutant, Set<String> before) {
        Set<String> after = broken(mutant);
        after.removeAll(before);
        boolean differs = !after.isEmpty() || !same(whole, mutant);
        return new Result(mutant.name(), differs, after);
    }

    /** Boots that are equal to the last event are no mutants: the commit changes nothing there. */
    private boolean same(KernelProgram whole, KernelProgram mutant) {
        return text(boot(whole, -1)).equals(text(boot(mutant, -1)))
                && text(boot(whole, 0)).equals(text(boot(mutant, 0)));
    }

    private static String text(Recording recording) {
        return recording.events().toString();
    }

    /** The newest kernel on the boards and command lines of the zoo, each once. */
    private static List<KernelProgram> programs() {
        KernelProfile[] profiles = KernelProfile.values();
        Version newest = Version.of(profiles[profiles.length - 1]);
        Map<String, KernelProgram> programs = new TreeMap<>();
        for (Scenario scenario : Zoo.all()) {
            KernelProgram program = scenario.program().on(newest);
            programs.putIfAbsent(program.name(), program);
        }
        return List.copyOf(programs.values());
    }

    private Recording boot(KernelProgram program, int walk) {
        if (walk < 0) {
            return Recording.of(program, new RoundRobin(), Limits.FIRST_OOPS);
        }
        RandomWalk random = new RandomWalk(seed);
        random.draw(walk);
        return Recording.of(program, random, Limits.FIRST_OOPS);
    }

    private Set<String> broken(KernelProgram program) {
        Set<String> broken = new TreeSet<>();
        for (int walk = -1; walk < WALKS; walk++) {
            Subject subject = Corpus.of("", boot(program, walk), program);
            CheckOptions options = CheckOptions.DEFAULT.on(subject.profile());
            try (Checker checker = Rulings.checker(rules, options, violation -> {})) {
                subject.events().forEach(checker::accept);
                for (Verdict verdict : checker.finish(subject.userSpace(), subject.crashed())) {
                    if (verdict.kind() == Verdict.Kind.VIOLATED) {
                        broken.add(verdict.rule().id());
                    }
                }
            }
        }
        return broken;
    }

    private static void answer(Map<String, List<Result>> byChange, PrintWriter out) {
        int noticed = 0;
        int mutants = 0;
        List<String> equal = new ArrayList<>();
        out.println("commit taken out, and the rules that notice");
        for (Map.Entry<String, List<Result>> entry : byChange.entrySet()) {
            Set<String> by = new TreeSet<>();
            boolean differs = false;
            for (Result result : entry.getValue()) {
                by.addAll(result.noticedBy());
                differs |= result.differs();
            }
            if (!differs) {
                equal.add(entry.getKey());
                continue;
            }
            mutants++;
            noticed += by.isEmpty() ? 0 : 1;
            out.println("  " + entry.getKey() + ": " + (by.isEmpty() ? "SURVIVES" : String.join(", ", by)));
        }
        out.println();
        out.println("no boot differs without: " + (equal.isEmpty() ? "none" : String.join(", ", equal)));
        out.println("score " + RuleMutateCommand.percent(noticed, mutants) + ": " + noticed + " of "
                + Words.count(mutants, "mutant") + " of the model noticed");
    }
}
