// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.model.carrier.CarrierKind;
import probus.model.world.Finding;
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

    /** A minimiser; the budget is for each of its searches, from one better schedule to the next, not for the sum. */
    public Minimiser(Program program, Limits limits, CarrierKind carriers, Budget budget) {
        this.original = program;
        this.limits = limits;
        this.carriers = carriers;
        this.budget = budget;
    }

    /** {@return the smallest schedule that was found for what {@code found} shows} */
    public Minimal minimise(Found found) {
        executions = 0;
        for (Program smaller : original.smaller()) {
            try (Hunt hunt = new Hunt(smaller, found.finding().key())) {
                Optional<Found> there = hunt.first(found.cost());
                if (there.isPresent()) {
                    return hunt.minimal(there.get());
                }
            }
        }
        try (Hunt hunt = new Hunt(original, found.finding().key())) {
            return hunt.minimal(found);
        }
    }

    /** The hunt for one finding on one program. */
    private final class Hunt implements AutoCloseable {
        private final Program program;
        private final String key;
        private final Explorer explorer;

        Hunt(Program program, String key) {
            this.program = program;
            this.key = key;
            this.explorer = new Explorer(program, limits.until(this::isPrey), carriers);
        }

        private boolean isPrey(Finding finding) {
            return finding.key().equals(key);
        }

        Minimal minimal(Found found) {
            Found edited = edited(found);
            PreemptionBound search = new PreemptionBound(edited.cost().preemptions());
            Found best = edited;
            Optional<Found> better = next(search, best.cost());
            while (better.isPresent()) {
                best = better.get();
                better = next(search, best.cost());
            }
            return new Minimal(program, best, search.bound() >= best.cost().preemptions(), executions);
        }

        /** {@return a schedule of this program with the finding, which costs less than that} */
        Optional<Found> first(Cost than) {
            return next(new PreemptionBound(than.preemptions()), than);
        }

        /** {@return the next schedule of the search with the finding, which costs less than that and can} */
        private Optional<Found> next(PreemptionBound search, Cost than) {
            Budget.Meter meter = budget.start();
            for (long done = 0; !meter.isSpent(done) && search.next(); done++) {
                if (search.bound() > than.preemptions()) {
                    return Optional.empty();
                }
                executions++;
                Execution execution = explorer.execute(search);
                if (execution.hasFound(this::isPrey)
                        && Cost.of(execution.picks()).compareTo(than) < 0) {
                    return tried(Schedule.blocks(execution.picks().decisions()));
                }
            }
            return Optional.empty();
        }

        /** {@return the found schedule after all edits that make it cheaper} */
        private Found edited(Found found) {
            Found best = found;
            for (Optional<Found> better = edit(best); better.isPresent(); better = edit(best)) {
                best = better.get();
            }
            return best;
        }

        private Optional<Found> edit(Found found) {
            return Edits.of(found.schedule().blocks()).stream()
                    .map(this::tried)
                    .flatMap(Optional::stream)
                    .filter(tried -> tried.cost().compareTo(found.cost()) < 0)
                    .findFirst();
        }

        private Optional<Found> tried(List<Block> blocks) {
            executions++;
            return explorer.reproduce(blocks, key, "minimised");
        }

        @Override
        public void close() {
            explorer.close();
        }
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
