// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One attempt to meet all states, by several workers that share what was met.
 */
final class Pass {
    private final Reduction reduction;
    private final Frontier frontier;
    private final Search search;
    private final Budget.Meter meter;
    private final long before;
    private final States states = new States();
    private final Collector shown = new Collector();
    private final AtomicLong schedules = new AtomicLong();
    private final AtomicLong invalidAt = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean stopped;
    private volatile boolean begun;
    private volatile boolean cut;

    /** An attempt after so many executions of this search. */
    Pass(Reduction reduction, int workers, Search search, Budget.Meter meter, long before) {
        this.reduction = reduction;
        this.frontier = new Frontier(workers);
        this.search = search;
        this.meter = meter;
        this.before = before;
    }

    /** Works until nobody has anything to do. Called by each worker, with an explorer of its own. */
    void work(Explorer explorer) {
        Collector found = new Collector();
        begun = true;
        try {
            Reduction own = reduction.another();
            Walk walk = new Walk(frontier, own, states);
            Sounding sounding = new Sounding(own, states);
            while (goesOn() && walk.next()) {
                Execution execution = explorer.execute(walk);
                walk.finished(execution.view(), execution.outcome());
                long done = account(execution, found);
                if (done % Explorer.PROGRESS_EVERY == 0 && search.progress() != Progress.NONE) {
                    sounding.states(explorer).ifPresent(search.progress()::expects);
                    search.progress().at(done, OptionalLong.of(states.size()), found.size());
                }
            }
        } finally {
            frontier.close();
            synchronized (shown) {
                shown.addAll(found);
            }
        }
    }

    private boolean goesOn() {
        if (meter.isSpent(before + schedules.get())) {
            stopped = true;
        }
        return !stopped && (reduction.isValid() || schedules.get() < learnsUntil());
    }

    /** {@return until which execution an attempt goes on that is not valid: that costs as much again, and may save the next} */
    private long learnsUntil() {
        invalidAt.compareAndSet(Long.MAX_VALUE, schedules.get());
        return 2 * invalidAt.get();
    }

    /** {@return how many executions there were so far} */
    private long account(Execution execution, Collector found) {
        long number = before + schedules.getAndIncrement();
        found.add(number, execution);
        switch (execution.outcome()) {
            case STOPPED, TOO_LONG -> cut = true;
            default -> {}
        }
        if (execution.hasFound(search.until())) {
            stopped = true;
        }
        return number + 1;
    }

    /** {@return whether it has to be done again, because it relied on what is not so} */
    boolean isInvalid() {
        return !reduction.isValid();
    }

    /** {@return whether it was ended before it was done} */
    boolean isStopped() {
        return stopped;
    }

    /** {@return whether all states were met, and nothing was left out} */
    boolean isComplete() {
        return begun && reduction.isValid() && !stopped && !cut;
    }

    /** {@return what its executions have shown} */
    Collector shown() {
        return shown;
    }

    long schedules() {
        return schedules.get();
    }

    /** {@return how often it met a state again} Unlike the number of executions it does not depend on who came first. */
    long again() {
        return states.again();
    }

    /** {@return in how many states executions ended} */
    long ends() {
        return states.ends();
    }

    long states() {
        return states.size();
    }
}
