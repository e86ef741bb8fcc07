// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.model.explore.Cost;
import probus.model.explore.Execution;
import probus.model.explore.Explorer;
import probus.model.explore.Program;
import probus.model.explore.Replay;
import probus.model.explore.Schedule;
import probus.model.world.Finding;
import probus.model.world.Limits;
import probus.model.world.Observer;
import probus.model.world.Outcome;
import probus.model.world.Scheduler;
import probus.model.world.Step;
import probus.model.world.Task;

/** One execution with all that was told of it. */
public final class Recording {
    private final List<ProbeEvent> events = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, Task> tasks = new HashMap<>();
    private final Map<Long, String> functions = new HashMap<>();

    /** By step: the functions that its task was in. */
    private final List<List<String>> calls = new ArrayList<>();

    private Execution execution;
    private Optional<Replay.Divergence> divergence = Optional.empty();
    private Optional<Crash> crash = Optional.empty();

    private Recording() {}

    /** {@return the execution that a schedule says, up to the schedule's end or to where it is another one} */
    public static Recording of(Program program, Schedule schedule, Limits limits) {
        Replay replay = new Replay(schedule);
        Recording recording = of(program, replay, limits);
        replay.finished(recording.execution.view(), recording.execution.outcome());
        recording.divergence = replay.divergence();
        return recording;
    }

    /** {@return one execution, decided by the scheduler} */
    public static Recording of(Program program, Scheduler scheduler, Limits limits) {
        Recording recording = new Recording();
        try (Explorer explorer = new Explorer(program, limits)) {
            recording.execution = explorer.execute(scheduler, recording.new Listener());
        }
        recording.crash = recording
                .finding(finding -> finding.kind().isOops())
                .map(finding -> Crash.of(finding, recording.pid(finding.task())));
        recording.crash.ifPresent(oops -> recording.events.add(oops.event(recording.endStamp(oops))));
        return recording;
    }

    private final class Listener implements Observer {
        @Override
        public void stepped(Step step) {
            steps.add(step);
            calls.add(step.task().calls());
            tasks.put(step.task().id(), step.task());
        }

        @Override
        public void happened(ProbeEvent event) {
            events.add(event);
            Task task = tasks.get(event.getTask().pid() - 1);
            if (task != null && !task.calls().isEmpty()) {
                functions.put(event.getSeq(), task.calls().get(0));
            }
        }
    }

    /** {@return the events, in order; the last one is the oops, if there is one} */
    public List<ProbeEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** {@return the steps, in order} */
    public List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    /** {@return the kernel function that told of the event; "" where that is not known} */
    public String function(ProbeEvent event) {
        return functions.getOrDefault(event.getSeq(), "");
    }

    /** {@return the functions that the task with that pid was in at its last step up to that one, innermost first} */
    List<String> calls(int pid, int step) {
        for (int number = Math.min(step, steps.size()); number > 0; number--) {
            if (steps.get(number - 1).task().id() + 1 == pid) {
                return calls.get(number - 1);
            }
        }
        return List.of();
    }

    /** {@return what went wrong, in order} */
    public List<Finding> findings() {
        return execution.findings();
    }

    /** {@return the first thing like this that went wrong} */
    public Optional<Finding> finding(Predicate<Finding> wanted) {
        return findings().stream().filter(wanted).findFirst();
    }

    /** {@return how it ended} */
    public Outcome outcome() {
        return execution.outcome();
    }

    /** {@return what a person has to follow in it} */
    public Cost cost() {
        return Cost.of(execution.picks());
    }

    /** {@return where it is not what its schedule says} */
    public Optional<Replay.Divergence> divergence() {
        return divergence;
    }

    /** {@return the oops that it ended with} */
    public Optional<Crash> crash() {
        return crash;
    }

    /** {@return whether the boot came to its end, after which user space starts} */
    public boolean reachesUserSpace() {
        return execution.outcome() == Outcome.ENDED && crash.isEmpty();
    }

    /** {@return the process id of the task with that label, -1 if it did nothing} */
    int pid(String label) {
        return tasks.values().stream()
                .filter(task -> task.label().equals(label))
                .mapToInt(task -> task.id() + 1)
                .findFirst()
                .orElse(-1);
    }

    private Stamp endStamp(Crash oops) {
        int step = steps.size();
        probus.facts.Task who = new probus.facts.Task(oops.pid(), oops.finding().task());
        return new Stamp(events.size() + 1L, step * 1000L, -1, who, new Origin("model", step, ""), false);
    }
}
