// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import probus.model.world.Scheduler;
import probus.model.world.View;

/** Lets another scheduler decide and writes it down. */
final class Recorder implements Scheduler {
    private final Scheduler scheduler;
    private final List<Schedule.Run> runs = new ArrayList<>();
    private boolean open;

    Recorder(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public int pick(View view) {
        int task = scheduler.pick(view);
        if (task != ABANDON) {
            Schedule.Run last = open ? runs.remove(runs.size() - 1) : null;
            if (last != null && last.task() != task) {
                runs.add(last);
                last = null;
            }
            Schedule.Run run = last == null ? Schedule.Run.of(task) : last;
            runs.add(run.then(view.pending(task)));
            open = true;
        }
        return task;
    }

    @Override
    public int choose(View view, int outcomes) {
        int outcome = scheduler.choose(view, outcomes);
        runs.add(runs.remove(runs.size() - 1).choosing(outcome));
        open = false;
        return outcome;
    }

    List<Schedule.Run> runs() {
        return List.copyOf(runs);
    }
}
