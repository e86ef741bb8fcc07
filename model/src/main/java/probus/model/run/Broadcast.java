// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.model.explore.Explorer;
import probus.model.explore.Strategy;
import probus.model.world.Finding;
import probus.model.world.Observer;
import probus.model.world.Outcome;
import probus.model.world.Step;

/** One execution whose events are told while they happen; nothing is kept of it but its decisions. */
public final class Broadcast {
    private final Consumer<ProbeEvent> audience;
    private final Map<String, Integer> pids = new HashMap<>();
    private Explorer.Written written;
    private int steps;
    private long events;

    private Broadcast(Consumer<ProbeEvent> audience) {
        this.audience = audience;
    }

    /**
     * {@return the next execution of the strategy, when it is over}
     *
     * @param strategy must have said that there is one ({@link Strategy#next})
     * @param audience is told each event before the next step is done, and last the oops, if there is one
     */
    public static Broadcast of(Explorer explorer, Strategy strategy, Consumer<ProbeEvent> audience) {
        Broadcast broadcast = new Broadcast(audience);
        broadcast.written = explorer.write(strategy, broadcast.new Listener());
        broadcast.oops().ifPresent(broadcast::crash);
        return broadcast;
    }

    private final class Listener implements Observer {
        @Override
        public void stepped(Step step) {
            steps++;
            pids.putIfAbsent(step.task().label(), step.task().id() + 1);
        }

        @Override
        public void happened(ProbeEvent event) {
            events++;
            audience.accept(event);
        }
    }

    private void crash(Finding finding) {
        Crash crash = Crash.of(finding, pids.getOrDefault(finding.task(), -1));
        probus.facts.Task who = new probus.facts.Task(crash.pid(), finding.task());
        audience.accept(
                crash.event(new Stamp(events + 1, steps * 1000L, -1, who, new Origin("model", steps, ""), false)));
    }

    /** {@return whether a task oopsed} */
    public boolean crashed() {
        return oops().isPresent();
    }

    /** {@return whether the boot came to its end, after which user space starts} */
    public boolean reachesUserSpace() {
        return written.execution().outcome() == Outcome.ENDED && !crashed();
    }

    /** {@return steps done} */
    public int steps() {
        return steps;
    }

    /**
     * {@return the line that replays it}
     *
     * @param seed where the decisions come from
     */
    public String schedule(String seed) {
        return written.schedule(seed).toString();
    }

    private Optional<Finding> oops() {
        return written.execution().findings().stream()
                .filter(finding -> finding.kind().isOops())
                .findFirst();
    }
}
