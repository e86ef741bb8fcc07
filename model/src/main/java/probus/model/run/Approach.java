// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.model.carrier.CarrierKind;
import probus.model.explore.CachedDfs;
import probus.model.explore.Dpor;
import probus.model.explore.Execution;
import probus.model.explore.Exhaustive;
import probus.model.explore.Exploration;
import probus.model.explore.Explorer;
import probus.model.explore.NaiveDfs;
import probus.model.explore.ParallelSampling;
import probus.model.explore.Pct;
import probus.model.explore.Pos;
import probus.model.explore.PreemptionBound;
import probus.model.explore.Program;
import probus.model.explore.RandomWalk;
import probus.model.explore.RoundRobin;
import probus.model.explore.Sampling;
import probus.model.explore.Search;
import probus.model.explore.SleepSets;
import probus.model.explore.Strategy;
import probus.model.world.Limits;

/** A strategy as it is asked for: {@code exhaustive}, {@code pct:3}. */
public final class Approach {
    private static final String EXHAUSTIVE = "exhaustive";

    /** What can be asked for; {@code bound} and {@code pct} may have a number behind a colon. */
    public static final List<String> WORDS =
            List.of(EXHAUSTIVE, "cache", "dfs", "sleep-sets", "dpor", "bound", "random", "pct", "pos", "round-robin");

    private static final Pattern SPELLED = Pattern.compile("([a-z-]+)(?::(\\d{1,2}))?");
    private static final int DEPTH = 3;
    private static final int PREEMPTIONS = 2;

    private final String word;
    private final boolean random;
    private final Making making;

    private Approach(String word, boolean random, Making making) {
        this.word = word;
        this.random = random;
        this.making = making;
    }

    /** Makes a strategy, which is used once; executions have about so many steps. */
    private interface Making {
        Strategy make(long seed, int steps);
    }

    /** {@return the approach that is spelled so; empty if there is none} */
    public static Optional<Approach> of(String spelled) {
        Matcher matcher = SPELLED.matcher(spelled);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        boolean numbered = matcher.group(2) != null;
        int number = numbered ? Integer.parseInt(matcher.group(2)) : 0;
        boolean fits = name.equals("bound") || (name.equals("pct") && number > 0);
        if (numbered && !fits) {
            return Optional.empty();
        }
        int depth = numbered ? number : DEPTH;
        int bound = numbered ? number : PREEMPTIONS;
        return switch (name) {
            case EXHAUSTIVE, "cache" -> tree(name, CachedDfs::new);
            case "dfs" -> tree(name, NaiveDfs::new);
            case "sleep-sets" -> tree(name, SleepSets::new);
            case "dpor" -> tree(name, Dpor::new);
            case "round-robin" -> tree(name, RoundRobin::new);
            case "bound" -> tree("bound:" + bound, () -> PreemptionBound.reduced(bound));
            case "random" -> sampling(name, RandomWalk::new);
            case "pos" -> sampling(name, Pos::new);
            case "pct" -> Optional.of(new Approach("pct:" + depth, true, (seed, steps) -> new Pct(depth, steps, seed)));
            default -> Optional.empty();
        };
    }

    private static Optional<Approach> tree(String word, Supplier<Strategy> making) {
        return Optional.of(new Approach(word, false, (seed, steps) -> making.get()));
    }

    private static Optional<Approach> sampling(String word, LongFunction<Strategy> making) {
        return Optional.of(new Approach(word, true, (seed, steps) -> making.apply(seed)));
    }

    /** {@return its word, with its number} */
    public String word() {
        return word;
    }

    /** {@return whether it draws at random, so that it has a seed and no end} */
    public boolean isRandom() {
        return random;
    }

    /** {@return what a search this way shows} Some use all cores; that does not change what they show. */
    public Exploration search(Program program, Limits limits, CarrierKind carriers, long seed, Search how) {
        int workers = Runtime.getRuntime().availableProcessors();
        if (isExhaustive()) {
            return new Exhaustive(program, limits, carriers, workers).explore(how);
        }
        try (Explorer explorer = new Explorer(program, limits, carriers)) {
            if (!random) {
                return explorer.explore(making.make(seed, 0), how);
            }
            int steps = steps(explorer);
            return new ParallelSampling(program, limits, carriers, workers)
                    .explore(() -> (Sampling) making.make(seed, steps), how);
        }
    }

    /** {@return whether it is to meet every state} */
    public boolean isExhaustive() {
        return word.equals(EXHAUSTIVE);
    }

    /** {@return whether its executions can be watched one after the other} The exhaustive search has none that are whole. */
    public boolean isSequential() {
        return !isExhaustive();
    }

    /** {@return the strategy, for executions of that explorer one after the other} */
    public Strategy strategy(Explorer explorer, long seed) {
        return making.make(seed, random ? steps(explorer) : 0);
    }

    private static int steps(Explorer explorer) {
        Execution uninterrupted = explorer.execute(new RoundRobin());
        return Math.max(1, uninterrupted.picks().steps());
    }
}
