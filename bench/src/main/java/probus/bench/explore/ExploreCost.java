// SPDX-License-Identifier: Apache-2.0
package probus.bench.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import probus.model.carrier.CarrierKind;
import probus.model.example.SevenStep;
import probus.model.explore.Budget;
import probus.model.explore.CachedDfs;
import probus.model.explore.Exhaustive;
import probus.model.explore.Explorer;
import probus.model.explore.RandomWalk;
import probus.model.explore.Search;
import probus.model.world.Limits;

/** One measurement of the explorer in a JVM of its own. */
public final class ExploreCost {
    private static final int WARM_UP = 3;

    private ExploreCost() {}

    /**
     * Measures {@code peers FIXED TASKS DEVICES ROUNDS}, which prints milliseconds of a search of all states, here, by the
     * default search, and by spin, medians of interleaved rounds; {@code spin FIXED TASKS DEVICES}, which prints milliseconds
     * of all that spin needs, the compiler too; {@code verdict FIXED TASKS DEVICES}, one search from a cold start; or {@code random SCHEDULES}, which prints schedules a second on the best carrier and on threads.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "peers" -> System.out.println(peers(size(arguments), Integer.parseInt(arguments[4])));
            case "spin" -> System.out.println(spin(size(arguments)));
            case "verdict" -> search(size(arguments));
            default -> System.out.println(random(Long.parseLong(arguments[1])));
        }
    }

    private static SevenStep size(String[] arguments) {
        return new SevenStep(
                Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Boolean.parseBoolean(arguments[1]), 0);
    }

    private static String peers(SevenStep size, int rounds) throws IOException, InterruptedException {
        for (int round = 0; round < WARM_UP; round++) {
            cache(size);
            search(size);
        }
        List<Double> cache = new ArrayList<>();
        List<Double> search = new ArrayList<>();
        List<Double> peer = new ArrayList<>();
        Path folder = newFolder();
        try {
            Spin spin = Spin.of(size, folder);
            for (int round = 0; round < rounds; round++) {
                cache.add(millis(() -> cache(size)));
                peer.add(millis(spin::states));
                search.add(millis(() -> search(size)));
            }
        } finally {
            delete(folder);
        }
        return String.format(Locale.ROOT, "%.2f %.2f %.2f", median(cache), median(search), median(peer));
    }

    private static double spin(SevenStep size) throws IOException, InterruptedException {
        Path folder = newFolder();
        try {
            return millis(() -> Spin.of(size, folder).states());
        } finally {
            delete(folder);
        }
    }

    private static Path newFolder() throws IOException {
        return Files.createTempDirectory("probus-spin");
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double millis(Work work) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e6;
    }

    private static void cache(SevenStep size) {
        try (Explorer explorer = new Explorer(size, Limits.EVERYTHING)) {
            explorer.explore(new CachedDfs(), Search.ALL);
        }
    }

    private static void search(SevenStep size) {
        new Exhaustive(size, Limits.EVERYTHING, CarrierKind.best(), 2).explore(Search.ALL);
    }

    private static String random(long schedules) {
        return rate(CarrierKind.best(), schedules) + " " + rate(CarrierKind.PLATFORM_THREAD, schedules / 20);
    }

    private static String rate(CarrierKind carriers, long schedules) {
        double best = 0;
        for (int round = 0; round < WARM_UP; round++) {
            long begun = System.nanoTime();
            try (Explorer explorer = new Explorer(SevenStep.buggy(2, 2), Limits.EVERYTHING, carriers)) {
                explorer.explore(new RandomWalk(round), Search.ALL.with(Budget.ofSchedules(schedules)));
            }
            best = Math.max(best, schedules * 1e9 / (System.nanoTime() - begun));
        }
        return String.format(Locale.ROOT, "%.0f", best);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
