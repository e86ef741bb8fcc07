// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.List;
import probus.model.world.Scheduler;
import probus.model.world.View;

/**
 * Some executions, always the same, that are as different as they can be for their price: one without preemption, the others
 * drawn. A search learns from them who touches what before it relies on it, and they show most of what goes wrong.
 */
final class Primer {
    private static final int DRAWS = 512;

    private final Explorer explorer;
    private final Movers movers;
    private final Collector shown = new Collector();
    private long schedules;

    Primer(Explorer explorer, Sharing sharing) {
        this.explorer = explorer;
        this.movers = new Movers(sharing);
    }

    /** {@return whether there is reason to go on: what the search is for was not found, and there is something left to spend} */
    boolean run(Search search, Budget.Meter meter) {
        if (meter.isSpent(schedules)) {
            return false;
        }
        Execution first = execute(new RoundRobin());
        boolean found = first.hasFound(search.until());
        int steps = Math.max(1, first.picks().steps());
        List<Sampling> strategies = List.of(
                new Pos(1), new Pct(2, steps, 1), new Pct(3, steps, 1), new Pct(6, steps, 1), new RandomWalk(1));
        for (int i = 0; i < DRAWS && !found && !meter.isSpent(schedules); i++) {
            Sampling strategy = strategies.get(i % strategies.size());
            strategy.next();
            found = execute(strategy).hasFound(search.until());
        }
        return !found && !meter.isSpent(schedules);
    }

    private Execution execute(Scheduler scheduler) {
        Execution execution = explorer.execute(new Learner(scheduler, movers));
        movers.learn(execution.view());
        shown.add(schedules, execution);
        schedules++;
        return execution;
    }

    /** {@return what the executions have shown} */
    Collector shown() {
        return shown;
    }

    /** {@return how many executions there were} */
    long schedules() {
        return schedules;
    }

    /** Lets another scheduler decide and learns from what the tasks want to do. */
    private record Learner(Scheduler scheduler, Movers movers) implements Scheduler {
        @Override
        public int pick(View view) {
            movers.learn(view);
            return scheduler.pick(view);
        }

        @Override
        public int choose(View view, int outcomes) {
            return scheduler.choose(view, outcomes);
        }
    }
}
