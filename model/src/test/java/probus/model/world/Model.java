// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.List;
import java.util.function.Consumer;
import probus.model.carrier.CarrierKind;
import probus.model.explore.Budget;
import probus.model.explore.CachedDfs;
import probus.model.explore.Dpor;
import probus.model.explore.Exhaustive;
import probus.model.explore.Exploration;
import probus.model.explore.Explorer;
import probus.model.explore.Found;
import probus.model.explore.NaiveDfs;
import probus.model.explore.Program;
import probus.model.explore.Search;
import probus.model.explore.SleepSets;
import probus.model.explore.Strategy;

/** A model for one test, explored by all exhaustive strategies, which must agree. */
record Model(String name, Consumer<World> setUp) implements Program {
    private static final Limits LIMITS = new Limits(500, finding -> false);

    static Model of(Consumer<World> setUp) {
        return new Model("test", setUp);
    }

    @Override
    public void start(World world) {
        setUp.accept(world);
    }

    Exploration explore(Strategy strategy) {
        try (Explorer explorer = new Explorer(this, LIMITS)) {
            return explorer.explore(strategy, Search.ALL.countingTraces().with(Budget.ofSchedules(20_000)));
        }
    }

    static List<String> keys(Exploration exploration) {
        return exploration.findings().stream()
                .map(found -> found.finding().key())
                .sorted()
                .toList();
    }

    /** {@return the keys of what is found, the same by each strategy} */
    List<String> findings() {
        List<String> naive = keys(explore(new NaiveDfs()));
        for (Strategy strategy : List.of(new SleepSets(), new Dpor(), new CachedDfs())) {
            List<String> others = keys(explore(strategy));
            if (!others.equals(naive)) {
                throw new AssertionError(strategy.name() + " finds " + others + ", naive search " + naive);
            }
        }
        for (int workers = 1; workers <= 2; workers++) {
            List<String> reduced = keys(exhaust(workers));
            if (!reduced.equals(naive)) {
                throw new AssertionError("exhaustive search finds " + reduced + ", naive search " + naive);
            }
        }
        return naive;
    }

    private Exploration exhaust(int workers) {
        return new Exhaustive(this, LIMITS, CarrierKind.best(), workers).explore(Search.ALL);
    }

    /** {@return the first finding whose key begins like this} */
    Found find(String key) {
        return explore(new Dpor()).findings().stream()
                .filter(found -> found.finding().key().startsWith(key))
                .findFirst()
                .orElseThrow();
    }

    static void function(World world, String name, Runnable body) {
        world.enter(name);
        body.run();
        world.leave();
    }

    static void require(World world, boolean holds, String what) {
        if (!holds) {
            world.report(Finding.Kind.INVARIANT, what, what);
        }
    }
}
