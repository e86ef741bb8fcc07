// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import probus.model.carrier.CarrierKind;
import probus.model.world.Limits;
import probus.model.world.LockOrder;

/**
 * Draws executions on several cores. Worker w of n does the executions w, w + n, w + 2 n and so on; what is reported is
 * what executions up to the first one that ends the search show, so the result does not depend on the number of workers, as
 * long as the budget is not one of time.
 */
public final class ParallelSampling {
    private final Program program;
    private final Limits limits;
    private final CarrierKind carriers;
    private final int workers;

    /** Sampling by so many workers, at least 1. */
    public ParallelSampling(Program program, Limits limits, CarrierKind carriers, int workers) {
        this.program = program;
        this.limits = limits;
        this.carriers = carriers;
        this.workers = workers;
    }

    /** {@return what the executions show} The supplier gives each worker a strategy of its own, all alike. */
    public Exploration explore(Supplier<Sampling> strategies, Search search) {
        AtomicLong last = new AtomicLong(Long.MAX_VALUE);
        AtomicLong done = new AtomicLong();
        Budget.Meter meter = search.budget().start();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Worker>> running = new ArrayList<>();
            for (int first = 0; first < workers; first++) {
                Worker worker = new Worker(first, search, meter, last, done);
                running.add(pool.submit(() -> worker.draw(strategies.get())));
            }
            List<Worker> finished = new ArrayList<>();
            for (Future<Worker> worker : running) {
                finished.add(worker.get());
            }
            return merged(finished, strategies.get().name(), search, last.get());
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            pool.shutdownNow();
        }
    }

    private Exploration merged(List<Worker> finished, String strategy, Search search, long last) {
        Collector collector = new Collector();
        Fingerprints traces = new Fingerprints();
        LockOrder orders = new LockOrder();
        long schedules = 0;
        for (Worker worker : finished) {
            collector.addAll(worker.collector);
            orders.addAll(worker.orders);
            worker.traces.forEach((trace, number) -> {
                if (number <= last) {
                    traces.add(trace, number);
                }
            });
            schedules += worker.done;
        }
        boolean stopped = last != Long.MAX_VALUE;
        try (Explorer explorer = new Explorer(program, limits, carriers)) {
            return new Exploration(
                    program.name(),
                    strategy,
                    stopped ? last + 1 : schedules,
                    0,
                    OptionalLong.empty(),
                    search.countTraces() ? OptionalLong.of(traces.size()) : OptionalLong.empty(),
                    false,
                    explorer.found(collector.upTo(last), strategy, stopped ? new LockOrder() : orders));
        }
    }

    /** What one worker has seen. */
    private final class Worker {
        private final int first;
        private final Search search;
        private final Budget.Meter meter;
        private final AtomicLong last;
        private final AtomicLong doneByAll;
        private final Collector collector = new Collector();
        private final Fingerprints traces = new Fingerprints();
        private final LockOrder orders = new LockOrder();
        private long done;

        Worker(int first, Search search, Budget.Meter meter, AtomicLong last, AtomicLong doneByAll) {
            this.first = first;
            this.search = search;
            this.meter = meter;
            this.last = last;
            this.doneByAll = doneByAll;
        }

        Worker draw(Sampling strategy) {
            try (Explorer explorer = new Explorer(program, limits, carriers)) {
                for (long number = first; number <= last.get() && !meter.isSpent(number); number += workers) {
                    strategy.draw(number);
                    Execution execution = explorer.execute(strategy);
                    collector.add(number, execution);
                    done++;
                    if (search.countTraces()) {
                        traces.addSmallest(execution.traceHash(), number);
                    }
                    if (execution.hasFound(search.until())) {
                        last.accumulateAndGet(number, Math::min);
                    }
                    long all = doneByAll.incrementAndGet();
                    if (all % Explorer.PROGRESS_EVERY == 0) {
                        search.progress().at(all, OptionalLong.empty(), collector.size());
                    }
                }
                orders.addAll(explorer.lockOrder());
            }
            return this;
        }
    }
}
