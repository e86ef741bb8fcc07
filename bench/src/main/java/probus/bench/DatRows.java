// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import probus.bench.dat.LargeDat;
import probus.bench.dat.ReadDat;

/** Whole runs over a {@code trace.dat}, beside {@code trace-cmd report} of the same file. */
final class DatRows {
    private static final String SAMPLE = "traces/samples/K-rc1/asyncrk-kp2dat/run01/trace.dat";
    private static final int CALLS = 4_000_000;
    private static final int BOOTS = 1500;

    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final double BAR = 1;
    private static final double NO_BAR = 0;

    private final Path root;
    private final int rounds;
    private final Table table = new Table();

    private DatRows(Path root, int rounds) {
        this.root = root;
        this.rounds = rounds;
    }

    static Table measure(Path root, boolean quick) throws IOException, InterruptedException {
        DatRows rows = new DatRows(root, quick ? 3 : 7);
        if (!isInstalled()) {
            rows.table.row("trace.dat: not measured, trace-cmd is not installed", 0, "");
            return rows.table;
        }
        Path folder = Files.createTempDirectory("probus-bench");
        Path large = folder.resolve("large.dat");
        Path plain = folder.resolve("plain.dat");
        Path sample = root.resolve(SAMPLE);
        try {
            convert(sample, plain);
            LargeDat recorded = new LargeDat(plain);
            rows.compare("trace.dat of a boot, 825 events", sample, NO_BAR, NO_BAR);
            int calls = quick ? CALLS / 4 : CALLS;
            recorded.withCalls(calls, large);
            rows.compare("trace.dat, the boot and " + calls / 1_000_000 + " M calls", large, BAR, BAR);
            int boots = quick ? BOOTS / 4 : BOOTS;
            recorded.repeated(boots, large);
            rows.compare("trace.dat, the boot " + boots + " times", large, NO_BAR, NO_BAR);
        } finally {
            for (Path file : List.of(large, plain, folder)) {
                Files.deleteIfExists(file);
            }
        }
        return rows.table;
    }

    /** Interleaved; a ratio is the median of those of neighbours. */
    private void compare(String what, Path file, double readingBar, double checkBar)
            throws IOException, InterruptedException {
        List<String> report = List.of("trace-cmd", "report", file.toString());
        List<String> read = List.of(
                HOME.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ReadDat.class.getName(),
                file.toString());
        List<String> check = List.of(root.resolve("probus").toString(), "check", "--kernel", "6.1", file.toString());
        double[] reports = new double[rounds];
        double[] reads = new double[rounds];
        double[] checks = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            reports[i] = Child.wallMillis(report, HOME);
            reads[i] = Child.wallMillis(read, HOME);
            checks[i] = Child.wallMillis(check, HOME);
        }
        table.row(what + ": trace-cmd report", Bench.median(reports), "ms");
        table.ratio("... read and lifted, JVM and all", Bench.median(reads), "ms", ratio(reads, reports), readingBar);
        table.ratio("... probus check", Bench.median(checks), "ms", ratio(checks, reports), checkBar);
    }

    private static double ratio(double[] ours, double[] others) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> ours[i] / others[i]);
        return Bench.median(ratios);
    }

    private static void convert(Path from, Path to) throws IOException, InterruptedException {
        Child.wallMillis(
                List.of(
                        "trace-cmd",
                        "convert",
                        "-i",
                        from.toString(),
                        "-o",
                        to.toString(),
                        "--file-version",
                        "6",
                        "--compression",
                        "none"),
                HOME);
    }

    private static boolean isInstalled() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "trace-cmd")));
    }
}
