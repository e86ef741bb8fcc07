// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.IOException;
import java.util.Arrays;
import probus.bench.explore.ExploreCost;
import probus.bench.explore.Spin;

/** What the explorer costs, beside spin where that is installed. */
final class ExploreRows {
    private static final double START_BAR = 1;
    private static final double FIXED_BAR = 3;
    private static final double SMALL_BAR = 5;
    private static final double LARGE_BAR = 6;
    private static final double RANDOM_BAR = 0.1;

    private ExploreRows() {}

    static Table measure(boolean quick) throws IOException, InterruptedException {
        Table table = new Table();
        String[] rates = child("random", quick ? "200000" : "1000000");
        table.atLeast("explore: random schedules, one worker", Double.parseDouble(rates[0]) / 1e6, RANDOM_BAR);
        table.ratio(
                "... on threads, how many times slower",
                Double.parseDouble(rates[1]) / 1e3,
                "k/s",
                Double.parseDouble(rates[0]) / Double.parseDouble(rates[1]),
                0);
        table.atMost("explore: fixed 2 x 8 from the start of the JVM", wall("verdict", "true", "2", "8"), "ms", 1000);
        if (!Spin.isInstalled()) {
            table.row("explore: against spin: not measured, spin or gcc is not installed", 0, "");
            return table;
        }
        starts(table, quick ? 1 : 3);
        peers(table, "fixed 4 x 8", FIXED_BAR, quick ? "3" : "9", "true", "4", "8");
        peers(table, "buggy 3 x 3", SMALL_BAR, quick ? "3" : "9", "false", "3", "3");
        if (!quick) {
            peers(table, "buggy 4 x 2", LARGE_BAR, "3", "false", "4", "2");
        }
        return table;
    }

    private static void starts(Table table, int rounds) throws IOException, InterruptedException {
        double[] peer = new double[rounds];
        double[] search = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            peer[round] = Double.parseDouble(child("spin", "true", "4", "8")[0]);
            search[round] = wall("verdict", "true", "4", "8");
        }
        Arrays.sort(peer);
        Arrays.sort(search);
        double ratio = search[rounds / 2] / peer[rounds / 2];
        table.row("explore: fixed 4 x 8, spin -a, the compiler and the search", peer[rounds / 2], "ms");
        table.ratio("... from the start of the JVM", search[rounds / 2], "ms", ratio, START_BAR);
    }

    private static void peers(Table table, String what, double bar, String rounds, String... size)
            throws IOException, InterruptedException {
        String[] millis = child("peers", size[0], size[1], size[2], rounds);
        double peer = Double.parseDouble(millis[2]);
        double cache = Double.parseDouble(millis[0]);
        double search = Double.parseDouble(millis[1]);
        table.row("explore: " + what + ", spin's search", peer, "ms");
        table.ratio("... every state, as spin does", cache, "ms", cache / peer, bar);
        table.ratio("... the default search", search, "ms", search / peer, 0);
    }

    private static String[] child(String... arguments) throws IOException, InterruptedException {
        return Child.of(ExploreCost.class, LiveRows.continuations(), arguments).split(" ", -1);
    }

    private static double wall(String... arguments) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        child(arguments);
        return (System.nanoTime() - begun) / 1e6;
    }
}
