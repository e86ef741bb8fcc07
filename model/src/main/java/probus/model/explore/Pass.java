// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One attempt to meet all states, by several workers that share what was met: each goes on from a place in the tree of
 * decisions, and gives alternatives away while another has nothing to do.
 */
final class Pass {
    private final Reduction reduction;
    private final Jobs jobs;
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
        this.jobs = new Jobs(workers);
        this.search = search;
        this.meter = meter;
        this.before = before;
    }

    /** Works until nobody has anything to do. Called by each worker, with an explorer of its own. */
    void work(Explorer explorer) throws InterruptedException {
        Collector found = new Collector();
        begun = true;
        try {
            for (Job job = jobs.take(); job != null; job = jobs.take()) {
                descend(new Descent(job, reduction, states), explorer, found);
            }
        } finally {
            jobs.close();
            synchronized (shown) {
                shown.addAll(found);
            }
        }
    }

    private void descend(Descent descent, Explorer explorer, Collector found) {
        while (goesOn() && descent.next()) {
            Execution execution = explorer.execute(descent);
            descent.finished(execution.view(), execution.outcome());
            account(execution, explorer, found);
            share(descent);
        }
        if (!goesOn()) {
            jobs.close();
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

    private void account(Execution execution, Explorer explorer, Collector found) {
        long number = schedules.getAndIncrement();
        found.add(before + number, execution);
        switch (execution.outcome()) {
            case STOPPED, TOO_LONG -> cut = true;
            default -> {}
        }
        if (execution.hasFound(search.until())) {
            stopped = true;
        }
        if ((number + 1) % Explorer.PROGRESS_EVERY == 0 && search.progress() != Progress.NONE) {
            new Sounding(reduction, states).states(explorer).ifPresent(search.progress()::expects);
            search.progress().at(before + number + 1, OptionalLong.of(states.size()), found.size());
        }
    }

    private void share(Descent descent) {
        while (jobs.isWanted()) {
            Job job = descent.giveAway();
            if (job == null) {
                return;
            }
            jobs.give(job);
        }
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
