// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import probus.model.carrier.CarrierKind;
import probus.model.world.Finding;
import probus.model.world.Limits;
import probus.model.world.LockOrder;

/**
 * Everything that can happen, on several cores: the default when nothing is to be left out. Meets all states at which more
 * than one task is worth trying, each once, and does each step that is worth trying there once ({@link Walk}). What tasks
 * will touch is not known beforehand, so the search begins with a few executions that show it, and begins again if it turns
 * out that it relied on what is not so.
 *
 * <p><b>Reduction.</b> At a state it is enough to try some of the tasks that can go on if whatever the others may do, as long
 * as none of these does a step, could as well be done after what each of these wants to do next, with the same result (a
 * <i>persistent set</i>: Godefroid, LNCS 1032). The step of a task of which that holds alone is a <i>mover</i>. Where there is
 * one it is done, and nothing else; otherwise as few tasks are tried as possible. What others may do is, as far as the search
 * knows ({@link Sharing}), all that followed in any execution from where they are now, done by them or by tasks that they
 * start; but nothing by one that waits for these tasks, or for another one that does ({@link
 * probus.model.world.View#idleBefore}), and nothing that is done under a lock that the task has (alone; where nothing is
 * changed, together with others will do). Nothing that others do matters to the making of an object, a choice, or the signal
 * of a completion, and to the giving back of a lock only an attempt to take it. An access to a member of an object must not
 * be disturbed both with regard to the member and to the life of the object, which {@code kfree} changes.
 *
 * <p><b>Why nothing is lost.</b> Consider the executions that the search leaves out, and among their first steps that do not
 * agree with what the search knows in the end (wanted where a task was never seen to come to, or under other locks) one that
 * comes earliest. The steps before it do agree. So where the search tried some tasks only, the first of these steps that is
 * one of theirs can be moved to this place, over those before it; and if there is none, what any of them wants can be done in
 * front of all. Either way the step that does not agree is still wanted by its task, in the same place, after the others, and
 * there is less to go. A search that never ceased to move would go round for ever; but each round of states needs a task that
 * goes back in a loop ({@link probus.model.world.Task#wentBack}), and where that has a part in it all tasks are tried. So the
 * search meets a state in which the step is wanted, and what a task wants is learned at once, also if it cannot be done.
 * Hence there is no such step: nothing disturbs what was tried. By the same argument, each execution that the search leaves
 * out differs from one that it does in the order of independent steps only. Both end alike, deadlocked or not, their tasks
 * see the same, so they warn and oops alike, and take locks in the same orders. Two accesses that can both be next are a
 * race. Where the task of one is tried, that of the other one is, too, since it would disturb; so what is moved in front of
 * the steps that lead there leaves both next. Livelock is an execution that is too long, and the search is not complete then.
 *
 * <p><b>Sleep.</b> Take an execution from a state on, and of the tasks that are tried there those with which one could begin
 * that differs from it in the order of independent steps only. Let it be the first of them in a fixed order of all tasks that
 * goes. Then none that was tried, too, comes before it in this order, and does not depend on it, is needed to begin the rest:
 * with that the whole could have begun. So after a task has gone, those {@link Walk sleep} at the next state: they are not
 * tried, unless the state was met on some way on which they do not sleep. Movers of others in between change nothing of this.
 * What a sleeping task wants may have become a mover, when others ended; then it is done, and the task does not sleep any
 * more.
 *
 * <p><b>What it cannot see.</b> As all caching searches it does not look for races between accesses that are never next at
 * the same time, though the first few executions do. What an observer judges must not depend on the order of independent
 * steps.
 *
 * <p><b>Cores.</b> Which tasks are tried depends on the state and on what is known in the end, and on nothing else; so the
 * states, the steps between them and what they show are the same whichever worker comes first. For who sleeps in the end,
 * too: as fewer sleep, more steps are tried, and as more steps are tried, fewer sleep, so that all orders of work end with the
 * same. How many executions were needed is not; so a schedule is counted for each time that a state was met again, or an end
 * for the first time. Schedules of what the first executions do not show are looked for afterwards, by one worker. Only a
 * search that is ended early, by its budget or by {@link Search#until}, tells what it happened to see.
 */
public final class Exhaustive {
    private static final String NAME = "exhaustive";
    private static final int FEW = 2;
    private static final long CHEAP = 2_000;

    private final Program program;
    private final Limits limits;
    private final CarrierKind carriers;
    private final int workers;

    /** A search by so many workers, at least 1. */
    public Exhaustive(Program program, Limits limits, CarrierKind carriers, int workers) {
        this.program = program;
        this.limits = limits;
        this.carriers = carriers;
        this.workers = workers;
    }

    /** {@return what all executions show} */
    public Exploration explore(Search search) {
        try (Explorer explorer = new Explorer(program, limits, carriers)) {
            return new Run(explorer, search).explore();
        }
    }

    /** One search. */
    private final class Run {
        private final Explorer explorer;
        private final Search search;
        private final Budget.Meter meter;
        private final Sharing sharing = new Sharing();
        private final Primer primer;
        private final LockOrder orders = new LockOrder();
        /** What attempts showed that were not valid. */
        private final Collector earlier = new Collector();

        /** Executions so far, and those that were for nothing but a schedule. */
        private long done;

        private long looks;

        Run(Explorer explorer, Search search) {
            this.explorer = explorer;
            this.search = search;
            this.meter = search.budget().start();
            this.primer = new Primer(explorer, sharing);
        }

        Exploration explore() {
            boolean goesOn = primer.run(search, meter);
            done = primer.schedules();
            Pass pass = new Pass(Reduction.ofMovers(sharing), workers, search, meter, done);
            while (goesOn) {
                work(pass);
                done += pass.schedules();
                goesOn = pass.isInvalid() && !pass.isStopped();
                if (goesOn) {
                    earlier.addAll(pass.shown());
                    pass = new Pass(Reduction.ofMovers(sharing), workers, search, meter, done);
                }
            }
            orders.addAll(explorer.lockOrder());
            return result(pass);
        }

        private void work(Pass pass) {
            ExecutorService pool = Executors.newFixedThreadPool(workers);
            try {
                List<Future<LockOrder>> running = new ArrayList<>();
                for (int worker = 0; worker < workers; worker++) {
                    running.add(pool.submit(() -> {
                        try (Explorer own = new Explorer(program, limits, carriers)) {
                            pass.work(own);
                            return own.lockOrder();
                        }
                    }));
                }
                for (Future<LockOrder> worker : running) {
                    orders.addAll(worker.get());
                }
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            } finally {
                pool.shutdownNow();
            }
        }

        private Exploration result(Pass pass) {
            boolean complete = pass.isComplete();
            Collector shown = new Collector();
            shown.addAll(primer.shown());
            if (complete) {
                mustShowAgain(pass.shown());
                shown.addAll(witnesses(pass.shown().keys()));
            } else {
                shown.addAll(earlier);
                shown.addAll(pass.shown());
            }
            return new Exploration(
                    program.name(),
                    NAME,
                    complete ? primer.schedules() + pass.again() + pass.ends() : done,
                    pass.again(),
                    OptionalLong.of(pass.states()),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    complete,
                    explorer.found(shown.upTo(Long.MAX_VALUE), NAME, orders));
        }

        /** What earlier executions met must have been met by one that left nothing out, if it depends on nothing but states. */
        private void mustShowAgain(Collector all) {
            Set<String> missed = new HashSet<>(earlier.keys());
            primer.shown()
                    .upTo(Long.MAX_VALUE)
                    .map(Collector.First::finding)
                    .filter(finding -> finding.kind() != Finding.Kind.RACE && finding.kind() != Finding.Kind.LIVELOCK)
                    .forEach(finding -> missed.add(finding.key()));
            missed.removeAll(all.keys());
            if (!missed.isEmpty()) {
                throw new IllegalStateException(
                        "A primitive does not say all that it does, or the model is not deterministic: found and not found again: "
                                + missed);
            }
        }

        /** {@return executions that show these findings, the same whoever met them first; if that is cheap, with few preemptions} */
        private Collector witnesses(Set<String> keys) {
            Set<String> missing = new HashSet<>(keys);
            missing.removeAll(primer.shown().keys());
            Collector shown = new Collector();
            look(new PreemptionBound(FEW, Reduction.ofSilentMovers(sharing)), CHEAP, missing, shown);
            look(new Walk(new Frontier(1), Reduction.ofMovers(sharing), new States()), Long.MAX_VALUE, missing, shown);
            return shown;
        }

        private void look(Strategy strategy, long most, Set<String> missing, Collector shown) {
            for (long i = 0; i < most && !missing.isEmpty() && strategy.next(); i++) {
                Execution execution = explorer.execute(strategy);
                strategy.finished(execution.view(), execution.outcome());
                shown.add(primer.schedules() + looks, execution, finding -> missing.contains(finding.key()));
                missing.removeAll(shown.keys());
                looks++;
            }
        }
    }
}
