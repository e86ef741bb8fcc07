// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.model.board.Boards;
import probus.model.explore.Explorer;
import probus.model.explore.Program;
import probus.model.explore.Strategy;
import probus.model.linux.Faults;
import probus.model.run.Approach;
import probus.model.run.Broadcast;
import probus.model.world.Limits;
import probus.traces.BootSummary;

/** The model, one boot after the other, as a strategy decides or a schedule says. */
public final class ModelSource implements Source, ModelControl {
    /** The format that reports name. */
    public static final String FORMAT = "model";

    private static final Set<String> ALL_KINDS = new TreeSet<>();

    static {
        EventCatalog.all().forEach(kind -> ALL_KINDS.add(kind.name()));
    }

    private final Function<ModelPlan, Show> director;
    private final long boots;
    private final boolean patient;
    private final AtomicInteger edition = new AtomicInteger();
    private volatile Show show;
    private volatile boolean stopped;
    private volatile boolean over;

    /**
     * What a plan comes to.
     *
     * @param plan as it was asked for
     * @param program what boots
     * @param limits of each boot
     * @param strategy makes the strategy
     * @param drivers drivers that register on this board
     */
    public record Show(
            ModelPlan plan,
            Program program,
            Limits limits,
            Function<Explorer, Strategy> strategy,
            List<String> drivers) {}

    /**
     * A source.
     *
     * @param director makes sense of plans; throws {@link IllegalArgumentException} where there is none
     * @param plan what is shown first
     * @param boots after how many boots it ends
     * @param patient whether it waits for another plan when one has no more boots
     */
    public ModelSource(Function<ModelPlan, Show> director, ModelPlan plan, long boots, boolean patient) {
        this.director = director;
        this.boots = boots;
        this.patient = patient;
        show = director.apply(plan);
    }

    @Override
    public String name() {
        return "model " + show.program().name();
    }

    @Override
    public boolean canWait() {
        return true;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    @Override
    public Optional<ModelControl> model() {
        return Optional.of(this);
    }

    @Override
    public ModelPlan plan() {
        return show.plan();
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public synchronized void show(ModelPlan plan) {
        show = director.apply(plan);
        edition.incrementAndGet();
        notifyAll();
    }

    @Override
    public Choices choices() {
        List<String> strategies = Approach.WORDS.stream()
                .filter(word -> Approach.of(word).orElseThrow().isSequential())
                .toList();
        return new Choices(
                Arrays.stream(KernelProfile.values())
                        .map(KernelProfile::version)
                        .toList(),
                Boards.names(),
                show.drivers(),
                List.copyOf(Faults.SITES),
                strategies);
    }

    @Override
    public void deliver(Inlet inlet) throws InterruptedException {
        long done = 0;
        while (!stopped && done < boots) {
            int begun = edition.get();
            Show now = show;
            try (Explorer explorer = new Explorer(now.program(), now.limits())) {
                Strategy strategy = now.strategy().apply(explorer);
                Showing showing = new Showing(inlet, now, begun);
                while (isWanted(begun) && done < boots && strategy.next()) {
                    showing.boot(explorer, strategy);
                    done++;
                }
            }
            if (edition.get() == begun && !(patient && done < boots)) {
                return;
            }
            awaitOther(begun);
        }
    }

    private synchronized void awaitOther(int begun) throws InterruptedException {
        over = isWanted(begun);
        while (isWanted(begun)) {
            wait();
        }
        over = false;
    }

    private boolean isWanted(int begun) {
        return !stopped && edition.get() == begun;
    }

    /** Delivers the boots of one plan while they are wanted. */
    private final class Showing {
        private final Inlet inlet;
        private final Show now;
        private final int begun;
        private long number;
        private long events;

        Showing(Inlet inlet, Show now, int begun) {
            this.inlet = inlet;
            this.now = now;
            this.begun = begun;
        }

        void boot(Explorer explorer, Strategy strategy) {
            events = 0;
            inlet.beginBoot(FORMAT, 1);
            inlet.kernelVersion(now.plan().kernel());
            Broadcast broadcast = Broadcast.of(explorer, strategy, this::event);
            inlet.endBoot(summary(broadcast), broadcast.schedule(strategy.name() + "#" + number++));
        }

        private void event(ProbeEvent event) {
            if (!isWanted(begun)) {
                return;
            }
            try {
                inlet.pace().await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Inlet.Stopped();
            }
            if (isWanted(begun)) {
                events++;
                inlet.event(event);
            }
        }

        private BootSummary summary(Broadcast broadcast) {
            return new BootSummary(
                    FORMAT,
                    1,
                    FORMAT,
                    Optional.of(now.plan().kernel()),
                    Optional.empty(),
                    broadcast.steps(),
                    events,
                    0,
                    List.of(),
                    0,
                    isWanted(begun) && broadcast.reachesUserSpace(),
                    broadcast.crashed(),
                    true,
                    ALL_KINDS,
                    List.of(),
                    Optional.empty());
        }
    }
}
