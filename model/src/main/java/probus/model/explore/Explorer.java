// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import probus.model.carrier.Carrier;
import probus.model.carrier.CarrierKind;
import probus.model.world.Finding;
import probus.model.world.Limits;
import probus.model.world.LockOrder;
import probus.model.world.Notes;
import probus.model.world.Observer;
import probus.model.world.Outcome;
import probus.model.world.Scheduler;
import probus.model.world.World;

/** Runs executions of one program. Not thread-safe: one explorer per worker. */
public final class Explorer implements AutoCloseable {
    static final int PROGRESS_EVERY = 1 << 10;
    private final Program program;
    private final Limits limits;
    private final Carrier carrier;
    private final Notes notes = new Notes();
    /** Of the model; 0 until it is needed. */
    private long hash;

    /** An explorer of the program on carriers of that kind. */
    public Explorer(Program program, Limits limits, CarrierKind carriers) {
        this.program = program;
        this.limits = limits;
        this.carrier = carriers.create();
    }

    /** An explorer of the program, on the fastest carrier there is. */
    public Explorer(Program program, Limits limits) {
        this(program, limits, CarrierKind.best());
    }

    /** {@return one execution, decided by the scheduler} The observers are told of each step. */
    public Execution execute(Scheduler scheduler, Observer... observers) {
        return execute(scheduler, limits, observers);
    }

    /** {@return one execution of the strategy, and the schedule that replays it} */
    public Written write(Strategy strategy, Observer... observers) {
        Recorder recorder = new Recorder(strategy);
        Execution execution = execute(recorder, limits, observers);
        strategy.finished(execution.view(), execution.outcome());
        return new Written(execution, recorder);
    }

    /** An execution whose decisions were written down. */
    public final class Written {
        private final Execution execution;
        private final Recorder recorder;

        private Written(Execution execution, Recorder recorder) {
            this.execution = execution;
            this.recorder = recorder;
        }

        /** {@return the execution} */
        public Execution execution() {
            return execution;
        }

        /**
         * {@return the schedule that replays it}
         *
         * @param seed where the decisions come from
         */
        public Schedule schedule(String seed) {
            List<Finding> findings = execution.findings();
            String end = findings.isEmpty()
                    ? "none"
                    : findings.get(findings.size() - 1).key();
            if (hash == 0) {
                hash = modelHash();
            }
            return new Schedule(hash, program.name(), seed, recorder.runs(), end, execution.traceHash());
        }
    }

    Execution execute(Scheduler scheduler, Limits until, Observer... observers) {
        World world = new World(carrier, scheduler, until, notes);
        program.start(world);
        for (Observer observer : observers) {
            world.watch(observer);
        }
        Outcome outcome = world.run();
        return new Execution(outcome, world.findings(), world.picks(), world.traceHash(), world.view());
    }

    /** {@return what the strategy shows} */
    public Exploration explore(Strategy strategy, Search search) {
        Collector collector = new Collector();
        Fingerprints traces = new Fingerprints();
        Budget.Meter meter = search.budget().start();
        long schedules = 0;
        long abandoned = 0;
        boolean complete = false;
        boolean cut = false;
        boolean over = false;
        while (!over && !meter.isSpent(schedules)) {
            if (!strategy.next()) {
                complete = strategy.isExhaustive() && !cut;
                break;
            }
            Execution execution = execute(strategy);
            strategy.finished(execution.view(), execution.outcome());
            collector.add(schedules, execution);
            schedules++;
            cut |= execution.outcome() == Outcome.TOO_LONG;
            if (execution.outcome() == Outcome.ABANDONED) {
                abandoned++;
            } else if (search.countTraces()) {
                traces.add(execution.traceHash(), 0);
            }
            over = execution.hasFound(search.until());
            if (schedules % PROGRESS_EVERY == 0) {
                search.progress().at(schedules, strategy.states(), collector.size());
            }
        }
        return new Exploration(
                program.name(),
                strategy.name(),
                schedules,
                abandoned,
                strategy.states(),
                search.countTraces() ? OptionalLong.of(traces.size()) : OptionalLong.empty(),
                strategy.preemptions(),
                complete,
                found(collector.upTo(schedules), strategy.name(), lockOrder()));
    }

    List<Found> found(Stream<Collector.First> firsts, String strategy, LockOrder orders) {
        List<Found> found =
                new ArrayList<>(firsts.map(first -> again(first, strategy)).toList());
        for (Finding circle : orders.circles()) {
            found.add(new Found(circle, 0, Schedule.none(program.name(), circle.key()), new Cost(0, 0, 0, 0)));
        }
        found.sort(Comparator.comparing((Found each) -> each.finding().kind())
                .thenComparingLong(Found::firstAt)
                .thenComparing(each -> each.finding().key()));
        return found;
    }

    /** Runs the decisions again, to the finding and no further, and writes them down. */
    private Found again(Collector.First first, String strategy) {
        String key = first.finding().key();
        String seed = strategy + "#" + first.number();
        return reproduce(Schedule.blocks(first.picks().decisions()), key, seed)
                .map(found -> new Found(found.finding(), first.number() + 1, found.schedule(), found.cost()))
                .orElseThrow(() -> new IllegalStateException("The model is not deterministic: " + first.finding()
                        + " was not found again with the same decisions"));
    }

    /** {@return the finding, if these decisions lead to it; those that cannot be taken are left out} */
    Optional<Found> reproduce(List<Block> blocks, String key, String seed) {
        Recorder recorder = new Recorder(new Guide(blocks));
        Execution execution = execute(
                recorder,
                limits.until(
                        finding -> finding.key().equals(key) || limits.stopAt().test(finding)));
        return execution.findings().stream()
                .filter(finding -> finding.key().equals(key))
                .findFirst()
                .map(finding -> new Found(
                        finding,
                        1,
                        new Schedule(modelHash(), program.name(), seed, recorder.runs(), key, execution.traceHash()),
                        Cost.of(execution.picks())));
    }

    /** {@return a fingerprint of what the program does when it is not interrupted, which changes when it is changed} */
    public long modelHash() {
        return execute(new RoundRobin(), limits).traceHash();
    }

    LockOrder lockOrder() {
        return notes.lockOrder();
    }

    @Override
    public void close() {
        carrier.close();
    }
}
