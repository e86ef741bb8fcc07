// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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
        Shared shared = new Shared(search, search.budget().start(), new AtomicLong(Long.MAX_VALUE), new AtomicLong());
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Worker>> running = new ArrayList<>();
            for (int first = 0; first < workers; first++) {
                Worker worker = new Worker(first, shared);
                running.add(pool.submit(() -> worker.draw(strategies.get())));
            }
            List<Worker> finished = new ArrayList<>();
            for (Future<Worker> worker : running) {
                finished.add(worker.get());
            }
            return merged(finished, strategies.get().name(), shared);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            pool.shutdownNow();
        }
    }

    /** What all workers see: the smallest number of an execution that ends the search, and how many were done. */
    private record Shared(Search search, Budget.Meter meter, AtomicLong last, AtomicLong done) {}

    private Exploration merged(List<Worker> finished, String strategy, Shared shared) {
        Collector collector = new Collector();
        Fingerprints traces = new Fingerprints();
        LockOrder orders = new LockOrder();
        long last = shared.last.get();
        for (Worker worker : finished) {
            collector.addAll(worker.collector);
            orders.addAll(worker.orders);
            worker.traces.forEach((trace, number) -> {
                if (number <= last) {
                    traces.add(trace, number);
                }
            });
        }
        // Workers do some executions after the last one that counts; what locks these took must not show.
        boolean stopped = last != Long.MAX_VALUE;
        try (Explorer explorer = new Explorer(program, limits, carriers)) {
            return new Exploration(
                    program.name(),
                    strategy,
                    stopped ? last + 1 : shared.done.get(),
                    0,
                    OptionalLong.empty(),
                    shared.search.countTraces() ? OptionalLong.of(traces.size()) : OptionalLong.empty(),
                    OptionalInt.empty(),
                    false,
                    explorer.found(collector.upTo(last), strategy, stopped ? new LockOrder() : orders));
        }
    }

    /** What one worker has seen. */
    private final class Worker {
        private final int first;
        private final Shared shared;
        private final Collector collector = new Collector();
        private final Fingerprints traces = new Fingerprints();
        private final LockOrder orders = new LockOrder();

        Worker(int first, Shared shared) {
            this.first = first;
            this.shared = shared;
        }

        Worker draw(Sampling strategy) {
            try (Explorer explorer = new Explorer(program, limits, carriers)) {
                for (long number = first; isWanted(number); number += workers) {
                    strategy.draw(number);
                    Execution execution = explorer.execute(strategy);
                    collector.add(number, execution);
                    if (shared.search.countTraces()) {
                        traces.addSmallest(execution.traceHash(), number);
                    }
                    if (execution.hasFound(shared.search.until())) {
                        shared.last.accumulateAndGet(number, Math::min);
                    }
                    long done = shared.done.incrementAndGet();
                    if (done % Explorer.PROGRESS_EVERY == 0) {
                        shared.search.progress().at(done, OptionalLong.empty(), collector.size());
                    }
                }
                orders.addAll(explorer.lockOrder());
            }
            return this;
        }

        private boolean isWanted(long number) {
            return number <= shared.last.get() && !shared.meter.isSpent(number);
        }
    }
}
