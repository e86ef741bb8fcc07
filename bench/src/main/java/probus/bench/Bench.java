// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import probus.bench.events.TraceText;

/** Measures everything, interleaved, and prints one table. */
public final class Bench {
    private static final int LONG_TRACE = 1_000_000;
    private static final int STARTS = 9;
    private static final double HEAP_BAR = 32;
    private static final double HEAP_GROWTH_BAR = 4;

    private final Path root;
    private final boolean quick;
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();

    private Bench(Path root, boolean quick) {
        this.root = root;
        this.quick = quick;
    }

    /** Runs: the root of the checkout, then {@code --quick} for fewer repetitions. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Bench(Path.of(arguments[0]), List.of(arguments).contains("--quick")).run();
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("probus-bench");
        Path ours = folder.resolve("ours.txt");
        Path others = folder.resolve("others.txt");
        TraceText.write(ours, quick ? LONG_TRACE / 5 : LONG_TRACE, true);
        TraceText.write(others, quick ? LONG_TRACE / 5 : LONG_TRACE, false);
        try {
            for (int round = 0; round < (quick ? 3 : 7); round++) {
                for (String checker : List.of("nobody", "by-hand", "rules", "30", "1000")) {
                    sample(checker, Double.parseDouble(Child.cost(List.of(), "events", checker)));
                }
                sample("lines", cost("lines", ours));
                sample("read ours", cost("read", ours));
                sample("lines of others", cost("lines", others));
                sample("read others", cost("read", others));
            }
            Table explore = ExploreRows.measure(quick);
            Table live = LiveRows.measure(quick);
            Table dat = DatRows.measure(root, quick);
            print(
                    Child.cost(List.of("-Xmx256m"), "memory", quick ? "1000000" : "10000000"),
                    StartUp.measure(root, STARTS));
            System.out.print(explore);
            System.out.print(live);
            System.out.print(dat);
        } finally {
            for (Path file : List.of(ours, others, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private double cost(String what, Path file) throws IOException, InterruptedException {
        return Double.parseDouble(Child.cost(List.of(), what, file.toString()));
    }

    private void sample(String name, double value) {
        samples.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private void print(String memory, List<StartUp> starts) {
        Table table = new Table();
        double made = median("nobody");
        table.row("make an event", made, "ns");
        table.row("make and check it by hand", median("by-hand"), "ns");
        table.ratio("... with all bundled step rules", median("rules"), "ns", ratio("rules", "by-hand"), 8);
        table.row("... with 30 rules", median("30"), "ns");
        table.ratio("... with 1,000 rules", median("1000"), "ns", median("1000") / median("30"), 1.5);
        table.row("... ratio of neighbours, lowest", spread("1000", "30", 0), "x");
        table.row("... ratio of neighbours, highest", spread("1000", "30", 1), "x");
        heap(table, memory.split(" ", 2));
        table.atLeast("kprobe lines read and lifted", 1000 / median("read ours"), 1);
        table.ratio("... against BufferedReader.lines()", median("lines"), "ns", ratio("read ours", "lines"), 0);
        table.atLeast("lines that concern no rule", 1000 / median("read others"), 3);
        table.ratio(
                "... against BufferedReader.lines()",
                median("lines of others"),
                "ns",
                ratio("read others", "lines of others"),
                0);
        starts.forEach(start -> start.print(table));
        System.out.println(
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " CPUs");
        System.out.print(table);
    }

    private void heap(Table table, String[] memory) {
        double first = Double.parseDouble(memory[0]);
        double last = Double.parseDouble(memory[1]);
        String events = (quick ? "1" : "10") + " million events, heap ";
        table.atMost(events + "afterwards", last, "MB", HEAP_BAR);
        table.atMost(events + "grown since a tenth", last - first, "MB", HEAP_GROWTH_BAR);
    }

    /** {@return the median of the ratios of samples taken one after the other} */
    private double ratio(String one, String other) {
        return median(ratios(one, other));
    }

    /** {@return the lowest of these ratios for 0, the highest for 1} */
    private double spread(String one, String other, int end) {
        double[] ratios = ratios(one, other);
        Arrays.sort(ratios);
        return ratios[end * (ratios.length - 1)];
    }

    private double[] ratios(String one, String other) {
        List<Double> numerators = samples.get(one);
        List<Double> denominators = samples.get(other);
        double[] ratios = new double[Math.min(numerators.size(), denominators.size())];
        Arrays.setAll(ratios, i -> numerators.get(i) / denominators.get(i));
        return ratios;
    }

    private double median(String name) {
        return median(
                samples.get(name).stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
