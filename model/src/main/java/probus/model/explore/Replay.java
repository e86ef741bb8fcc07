// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.Optional;
import probus.model.world.Outcome;
import probus.model.world.View;

/** One execution: the decisions of a schedule, up to its end or to the first step that is not as it was. */
public final class Replay implements Strategy {
    private final Schedule schedule;
    private boolean begun;
    private int run;
    private Schedule.Run done;
    private Divergence divergence;

    /**
     * Where an execution is not the one of the schedule.
     *
     * @param step the steps that were done before
     * @param message what is different
     */
    public record Divergence(int step, String message) {}

    /** Replays that schedule. */
    public Replay(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public boolean next() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    /** {@return where the execution was stopped because it is not the one of the schedule} */
    public Optional<Divergence> divergence() {
        return Optional.ofNullable(divergence);
    }

    @Override
    public int pick(View view) {
        if (done != null && done.steps() == schedule.runs().get(run).steps()) {
            run++;
            done = null;
        }
        if (run == schedule.runs().size() || divergence != null) {
            return ABANDON;
        }
        Schedule.Run wanted = schedule.runs().get(run);
        int task = wanted.task();
        if ((view.enabled() >>> task & 1) == 0) {
            return diverge(view, "task " + task + " cannot do a step here");
        }
        done = (done == null ? Schedule.Run.of(task) : done).then(view.pending(task));
        if (done.steps() == wanted.steps() && done.check() != wanted.check()) {
            return diverge(
                    view,
                    "the steps of " + wanted + " are not what they were; the last one would be " + view.pending(task));
        }
        return task;
    }

    @Override
    public int choose(View view, int outcomes) {
        Schedule.Run wanted = schedule.runs().get(run);
        if (done.steps() != wanted.steps() || wanted.outcome() < 0 || wanted.outcome() >= outcomes) {
            diverge(view, "the schedule does not say how a choice among " + outcomes + " ends");
            return 0;
        }
        return wanted.outcome();
    }

    private int diverge(View view, String message) {
        divergence = new Divergence(view.step(), message);
        return ABANDON;
    }

    @Override
    public void finished(View view, Outcome outcome) {
        boolean all = run >= schedule.runs().size() - 1
                && (done == null || done.steps() == schedule.runs().get(run).steps());
        if (divergence == null && !all) {
            diverge(view, "the execution ended before the schedule did");
        }
    }
}
