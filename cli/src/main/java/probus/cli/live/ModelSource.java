// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import probus.facts.EventCatalog;
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
    private volatile Show show;
    private volatile boolean stopped;

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
     */
    public ModelSource(Function<ModelPlan, Show> director, ModelPlan plan, long boots) {
        this.director = director;
        this.boots = boots;
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
    public void stop() {
        stopped = true;
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
    public void show(ModelPlan plan) {
        show = director.apply(plan);
    }

    @Override
    public Choices choices() {
        List<String> strategies = Approach.WORDS.stream()
                .filter(word -> Approach.of(word).orElseThrow().isSequential())
                .toList();
        return new Choices(
                java.util.Arrays.stream(probus.facts.KernelProfile.values())
                        .map(probus.facts.KernelProfile::version)
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
            Show now = show;
            try (Explorer explorer = new Explorer(now.program(), now.limits())) {
                Strategy strategy = now.strategy().apply(explorer);
                long number = 0;
                while (isWanted(now) && done < boots && strategy.next()) {
                    boot(inlet, now, explorer, strategy, number++);
                    done++;
                }
            }
            if (show == now) {
                return;
            }
        }
    }

    private void boot(Inlet inlet, Show now, Explorer explorer, Strategy strategy, long number)
            throws InterruptedException {
        inlet.beginBoot(FORMAT, 1);
        inlet.kernelVersion(now.plan().kernel());
        Counted counted = new Counted(inlet, now);
        Broadcast broadcast = Broadcast.of(explorer, strategy, counted::event);
        inlet.endBoot(
                new BootSummary(
                        FORMAT,
                        1,
                        FORMAT,
                        Optional.of(now.plan().kernel()),
                        Optional.empty(),
                        broadcast.steps(),
                        counted.events,
                        0,
                        List.of(),
                        0,
                        isWanted(now) && broadcast.reachesUserSpace(),
                        broadcast.crashed(),
                        true,
                        ALL_KINDS,
                        Optional.empty()),
                broadcast.schedule(strategy.name() + "#" + number));
    }

    private boolean isWanted(Show now) {
        return !stopped && show == now;
    }

    /** Delivers the events of a boot while it is wanted. */
    private final class Counted {
        private final Inlet inlet;
        private final Show now;
        private long events;

        Counted(Inlet inlet, Show now) {
            this.inlet = inlet;
            this.now = now;
        }

        void event(ProbeEvent event) {
            if (!isWanted(now)) {
                return;
            }
            try {
                inlet.pace().await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Inlet.Stopped();
            }
            if (isWanted(now)) {
                events++;
                inlet.event(event);
            }
        }
    }
}
