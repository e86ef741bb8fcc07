// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.model.carrier.CarrierKind;
import probus.model.world.Limits;

/**
 * Makes a schedule smaller, as long as it still shows the same finding: a smaller program, fewer tasks, preemptions,
 * switches, steps, in this order ({@link Cost}). First by dropping, joining and moving blocks, which is cheap; then by
 * trying all schedules with fewer preemptions, which proves that there is none.
 */
public final class Minimiser {
    private final Program original;
    private final Limits limits;
    private final CarrierKind carriers;
    private final Budget budget;
    private long executions;

    /** A minimiser; the budget is for each of its searches, not for the sum. */
    public Minimiser(Program program, Limits limits, CarrierKind carriers, Budget budget) {
        this.original = program;
        this.limits = limits;
        this.carriers = carriers;
        this.budget = budget;
    }

    /** {@return the smallest schedule that was found for what {@code found} shows} */
    public Minimal minimise(Found found) {
        String key = found.finding().key();
        executions = 0;
        for (Program smaller : original.smaller()) {
            try (Explorer explorer = explorer(smaller, key)) {
                PreemptionBound search = new PreemptionBound(found.cost().preemptions());
                Optional<Found> there = best(explorer, search, key, found.cost(), true);
                if (there.isPresent()) {
                    return proven(smaller, explorer, edited(explorer, there.get(), key), key);
                }
            }
        }
        try (Explorer explorer = explorer(original, key)) {
            return proven(original, explorer, edited(explorer, found, key), key);
        }
    }

    private Explorer explorer(Program program, String key) {
        return new Explorer(program, limits.until(finding -> finding.key().equals(key)), carriers);
    }

    /** {@return the found schedule after all edits that make it cheaper} */
    private Found edited(Explorer explorer, Found found, String key) {
        Found best = found;
        boolean better = true;
        while (better) {
            better = false;
            for (List<Block> candidate : Edits.of(best.schedule().blocks())) {
                Optional<Found> tried = tried(explorer, candidate, key);
                if (tried.isPresent() && tried.get().cost().compareTo(best.cost()) < 0) {
                    best = tried.get();
                    better = true;
                    break;
                }
            }
        }
        return best;
    }

    private Optional<Found> tried(Explorer explorer, List<Block> blocks, String key) {
        executions++;
        return explorer.reproduce(blocks, key, "minimised");
    }

    private Minimal proven(Program program, Explorer explorer, Found found, String key) {
        PreemptionBound search = new PreemptionBound(found.cost().preemptions());
        Found best = best(explorer, search, key, found.cost(), false).orElse(found);
        boolean proven = search.bound() >= best.cost().preemptions();
        return new Minimal(program, best, proven, executions);
    }

    /**
     * {@return the cheapest schedule with the finding, if one costs less than {@code than}, among those of the first round
     * of the search that has one, or the first met}
     */
    private Optional<Found> best(
            Explorer explorer, PreemptionBound search, String key, Cost than, boolean firstIsEnough) {
        Budget.Meter meter = budget.start();
        Optional<Found> best = Optional.empty();
        Cost cost = than;
        for (long done = 0; !meter.isSpent(done) && search.next(); done++) {
            if (best.isPresent() && search.bound() > cost.preemptions()) {
                break;
            }
            executions++;
            Execution execution = explorer.execute(search);
            search.finished(execution.view(), execution.outcome());
            boolean found = execution.hasFound(finding -> finding.key().equals(key));
            if (found && Cost.of(execution.picks()).compareTo(cost) < 0) {
                best = tried(explorer, Schedule.blocks(execution.picks().decisions()), key);
                cost = best.map(Found::cost).orElse(cost);
                if (firstIsEnough) {
                    break;
                }
            }
        }
        return best;
    }

    /** Schedules that are a little different from one. */
    private static final class Edits {
        private Edits() {}

        static List<List<Block>> of(List<Block> blocks) {
            List<List<Block>> edits = new ArrayList<>();
            blocks.stream().mapToInt(Block::task).distinct().forEach(task -> edits.add(without(blocks, task)));
            for (int i = 0; i < blocks.size(); i++) {
                List<Block> dropped = new ArrayList<>(blocks);
                dropped.remove(i);
                edits.add(joined(dropped));
            }
            for (int from = 0; from < blocks.size(); from++) {
                for (int to = 0; to < blocks.size(); to++) {
                    if (from != to && blocks.get(from).task() == blocks.get(to).task()) {
                        List<Block> moved = new ArrayList<>(blocks);
                        Block block = moved.remove(from);
                        moved.add(to, block);
                        edits.add(joined(moved));
                    }
                }
            }
            return edits;
        }

        private static List<Block> without(List<Block> blocks, int task) {
            return joined(blocks.stream().filter(block -> block.task() != task).toList());
        }

        private static List<Block> joined(List<Block> blocks) {
            List<Block> joined = new ArrayList<>();
            for (Block block : blocks) {
                Block last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
                if (last != null && last.task() == block.task()) {
                    joined.set(joined.size() - 1, last.and(block));
                } else {
                    joined.add(block);
                }
            }
            return joined;
        }
    }
}
