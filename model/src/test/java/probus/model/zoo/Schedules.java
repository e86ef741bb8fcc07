// SPDX-License-Identifier: Apache-2.0
package probus.model.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import probus.model.carrier.CarrierKind;
import probus.model.explore.Budget;
import probus.model.explore.Cost;
import probus.model.explore.Execution;
import probus.model.explore.Exploration;
import probus.model.explore.Explorer;
import probus.model.explore.Found;
import probus.model.explore.Minimal;
import probus.model.explore.Minimiser;
import probus.model.explore.Pct;
import probus.model.explore.Pos;
import probus.model.explore.PreemptionBound;
import probus.model.explore.Replay;
import probus.model.explore.RoundRobin;
import probus.model.explore.Schedule;
import probus.model.explore.Search;
import probus.model.explore.Strategy;
import probus.model.world.Limits;

/** Replays, finds, and writes down the schedules of the zoo. */
final class Schedules {
    private static final Path RESOURCES = Path.of("src/main/resources/probus/model/zoo");
    private static final Budget HUNT = Budget.ofSchedules(4000);
    private static final Budget MINIMISE = Budget.ofSchedules(2000);
    private static final int STEPS = 400;

    private Schedules() {}

    /** {@return when an execution shows the bug, or cannot show it any more} */
    static Limits limits(Scenario scenario) {
        return Limits.FIRST_OOPS.until(finding -> finding.kind().isOops() || scenario.isShownBy(finding));
    }

    /** {@return what the stored schedule shows, if it is the bug and every step is as it was} */
    static Optional<Found> replayed(Scenario scenario) {
        return Files.exists(file(scenario)) ? replayed(scenario, read(file(scenario))) : Optional.empty();
    }

    private static Optional<Found> replayed(Scenario scenario, Schedule schedule) {
        Replay replay = new Replay(schedule);
        replay.next();
        try (Explorer explorer = new Explorer(scenario.program(), limits(scenario))) {
            Execution execution = explorer.execute(replay);
            replay.finished(execution.view(), execution.outcome());
            boolean same = replay.divergence().isEmpty() && execution.traceHash() == schedule.trace();
            return execution.findings().stream()
                    .filter(finding -> same && scenario.isShownBy(finding))
                    .findFirst()
                    .map(finding -> new Found(finding, 1, schedule, Cost.of(execution.picks())));
        }
    }

    /** {@return the finding that is the bug} */
    static Optional<Found> shown(Scenario scenario, Exploration exploration) {
        return exploration.findings().stream()
                .filter(found -> scenario.isShownBy(found.finding()))
                .findFirst();
    }

    static Found minimal(Scenario scenario, Found found, Budget budget) {
        return minimised(scenario, found, budget).found();
    }

    private static Minimal minimised(Scenario scenario, Found found, Budget budget) {
        return new Minimiser(scenario.program(), limits(scenario), CarrierKind.best(), budget).minimise(found);
    }

    /** Finds the bug again, makes the schedule small, and stores it. */
    static void renew(Scenario scenario) {
        Found best = Stream.concat(replayed(scenario).stream(), hunted(scenario).stream())
                .min(Comparator.comparing(Found::cost))
                .orElseThrow(() -> new IllegalStateException(scenario.id() + " is not found any more"));
        try {
            Files.writeString(file(scenario), best.schedule() + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** {@return what some strategies find, made small} A schedule with no preemption, or provably the fewest, will do. */
    private static List<Found> hunted(Scenario scenario) {
        List<Found> hunted = new ArrayList<>();
        for (Strategy strategy : strategies()) {
            Optional<Found> found = hunt(scenario, strategy);
            if (found.isPresent()) {
                Minimal minimal = minimised(scenario, found.get(), MINIMISE);
                hunted.add(minimal.found());
                if (minimal.proven()) {
                    return hunted;
                }
            }
        }
        return hunted;
    }

    private static Optional<Found> hunt(Scenario scenario, Strategy strategy) {
        try (Explorer explorer = new Explorer(scenario.program(), limits(scenario))) {
            return shown(
                    scenario, explorer.explore(strategy, Search.ALL.with(HUNT).until(scenario::isShownBy)));
        }
    }

    private static List<Strategy> strategies() {
        List<Strategy> strategies = new ArrayList<>(List.of(new RoundRobin(), new PreemptionBound(1)));
        for (int seed = 1; seed <= 3; seed++) {
            for (int depth = 2; depth <= 4; depth++) {
                strategies.add(new Pct(depth, STEPS, seed));
            }
        }
        strategies.add(new Pos(1));
        return strategies;
    }

    private static Path file(Scenario scenario) {
        return RESOURCES.resolve(scenario.id() + ".schedule");
    }

    private static Schedule read(Path file) {
        try {
            return Schedule.parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
