// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import probus.model.carrier.CarrierKind;
import probus.model.world.Finding;
import probus.model.world.Limits;

/**
 * Makes a schedule smaller, as long as it still shows the same finding: a smaller program, fewer tasks, preemptions,
 * switches, steps, in this order ({@link Cost}). First by trying all schedules with no preemption, with one and so on, which
 * proves that there is none with fewer; if that costs too much, from what dropping and moving blocks leaves of the schedule.
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
            try (Hunt hunt = new Hunt(smaller, found)) {
                Optional<Found> there = hunt.next(found.cost());
                if (there.isPresent()) {
                    return hunt.minimal(there.get());
                }
            }
        }
        try (Hunt hunt = new Hunt(original, found)) {
            return hunt.minimal(found);
        }
    }

    /** The hunt for one finding on one program. */
    private final class Hunt implements AutoCloseable {
        private final Program program;
        private final String key;
        private final Explorer explorer;
        private final PreemptionBound search;

        Hunt(Program program, Found found) {
            this.program = program;
            this.key = found.finding().key();
            Predicate<Finding> over =
                    finding -> isPrey(finding) || limits.stopAt().test(finding);
            this.explorer = new Explorer(program, limits.until(over), carriers);
            Sharing sharing = new Sharing();
            Primer primer = new Primer(explorer, sharing);
            primer.run(Search.ALL, Budget.UNLIMITED.start());
            executions += primer.schedules();
            this.search = new PreemptionBound(found.cost().preemptions(), Reduction.ofSilentMovers(sharing));
        }

        private boolean isPrey(Finding finding) {
            return finding.key().equals(key);
        }

        Minimal minimal(Found found) {
            Found best = best(found);
            if (best.equals(found)) {
                best = best(edited(found));
            }
            best = edited(best);
            return new Minimal(program, best, search.bound() >= best.cost().preemptions(), executions);
        }

        private Found best(Found found) {
            Found best = found;
            for (Optional<Found> better = next(best.cost()); better.isPresent(); better = next(best.cost())) {
                best = better.get();
            }
            return best;
        }

        /** {@return the next schedule of the search with the finding, which costs less than that and can} */
        Optional<Found> next(Cost than) {
            Budget.Meter meter = budget.start();
            for (long done = 0; !meter.isSpent(done) && search.next(); done++) {
                if (search.bound() > than.preemptions()) {
                    return Optional.empty();
                }
                executions++;
                Execution execution = explorer.execute(search);
                search.finished(execution.view(), execution.outcome());
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
            return Edits.of(found.schedule().blocks())
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
        private static final int FEW = 32;

        private Edits() {}

        /** {@return without a task; without some blocks in a row, many at first; and of few blocks, with one moved to another} */
        static Stream<List<Block>> of(List<Block> blocks) {
            Stream<List<Block>> tasks =
                    blocks.stream().mapToInt(Block::task).distinct().mapToObj(task -> without(blocks, task));
            Stream<List<Block>> rows = IntStream.iterate(blocks.size() / 2, size -> size > 0, size -> size / 2)
                    .boxed()
                    .flatMap(size -> IntStream.rangeClosed(0, blocks.size() - size)
                            .filter(from -> from % size == 0)
                            .mapToObj(from -> without(blocks, from, from + size)));
            IntStream movable = IntStream.range(0, blocks.size() <= FEW ? blocks.size() : 0);
            Stream<List<Block>> moves = movable.boxed().flatMap(from -> moves(blocks, from));
            return Stream.of(tasks, rows, moves).flatMap(edits -> edits);
        }

        private static Stream<List<Block>> moves(List<Block> blocks, int from) {
            return IntStream.range(0, blocks.size())
                    .filter(to -> from != to
                            && blocks.get(from).task() == blocks.get(to).task())
                    .mapToObj(to -> {
                        List<Block> moved = new ArrayList<>(blocks);
                        Block block = moved.remove(from);
                        moved.add(to, block);
                        return joined(moved);
                    });
        }

        private static List<Block> without(List<Block> blocks, int from, int to) {
            List<Block> rest = new ArrayList<>(blocks.subList(0, from));
            rest.addAll(blocks.subList(to, blocks.size()));
            return joined(rest);
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
