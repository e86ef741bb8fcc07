// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import probus.bench.events.TraceText;

/** Measures everything, interleaved, and prints one table. */
public final class Bench {
    private static final int SHORT_TRACE = 5_000;
    private static final int LONG_TRACE = 1_000_000;

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
        Path small = folder.resolve("small.txt");
        Path ours = folder.resolve("ours.txt");
        Path others = folder.resolve("others.txt");
        TraceText.write(small, SHORT_TRACE, true);
        TraceText.write(ours, quick ? LONG_TRACE / 5 : LONG_TRACE, true);
        TraceText.write(others, quick ? LONG_TRACE / 5 : LONG_TRACE, false);
        try {
            for (int round = 0; round < (quick ? 1 : 3); round++) {
                for (String checker : List.of("nobody", "by-hand", "rules", "30", "1000")) {
                    sample(checker, Double.parseDouble(Child.cost(List.of(), "events", checker)));
                }
                sample("lines", cost("lines", ours));
                sample("read ours", cost("read", ours));
                sample("lines of others", cost("lines", others));
                sample("read others", cost("read", others));
            }
            startUp(small);
            print(Child.cost(List.of("-Xmx256m"), "memory", quick ? "1000000" : "10000000"));
        } finally {
            for (Path file : List.of(small, ours, others, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void startUp(Path trace) throws IOException, InterruptedException {
        List<String> probus = List.of(root.resolve("probus").toString(), "check", trace.toString());
        List<String> version = List.of(Child.java(), "-version");
        Child.output(probus, false);
        for (int i = 0; i < (quick ? 5 : 15); i++) {
            sample("java", Child.wallMillis(version));
            sample("check", Child.wallMillis(probus));
            sample("help", Child.wallMillis(List.of(probus.get(0), "--version")));
            stages(Child.output(probus, true));
        }
    }

    /** The launcher's debug output says when each stage was reached. */
    private void stages(String log) {
        for (String line : log.lines().toList()) {
            String[] parts = line.split(" at | ms", -1);
            if (line.startsWith("probus: ")
                    && parts.length == 3
                    && parts[1].chars().allMatch(Character::isDigit)) {
                sample(parts[0].substring("probus: ".length()), Double.parseDouble(parts[1]));
            }
        }
    }

    private double cost(String what, Path file) throws IOException, InterruptedException {
        return Double.parseDouble(Child.cost(List.of(), what, file.toString()));
    }

    private void sample(String name, double value) {
        samples.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private void print(String memory) {
        Table table = new Table();
        double made = median("nobody");
        table.row("make an event", made, "ns");
        table.row("make and check it by hand", median("by-hand"), "ns");
        table.ratio("... with all bundled step rules", median("rules"), "ns", ratio("rules", "by-hand"), 8);
        table.row("... with 30 rules", median("30"), "ns");
        table.ratio("... with 1,000 rules", median("1000"), "ns", ratio("1000", "30"), 1.5);
        String[] heap = memory.split(" ", 2);
        double first = Double.parseDouble(heap[0]);
        double last = Double.parseDouble(heap[1]);
        table.ratio((quick ? "1" : "10") + " million events, heap afterwards", last, "MB", last / first, 1.1);
        table.atLeast("kprobe lines read and lifted", 1000 / median("read ours"), 1);
        table.ratio("... against BufferedReader.lines()", median("lines"), "ns", ratio("read ours", "lines"), 0);
        table.atLeast("lines that concern no rule", 1000 / median("read others"), 3);
        table.ratio(
                "... against BufferedReader.lines()",
                median("lines of others"),
                "ns",
                ratio("read others", "lines of others"),
                0);
        int bar = Runtime.version().feature() >= 25 ? 7 : 8;
        table.row("java -version", median("java"), "ms");
        table.ratio("probus check, 5,000 lines", median("check"), "ms", ratio("check", "java"), bar);
        table.row("... of which launcher and JVM, probus --version", median("help"), "ms");
        stage(table, "... start of main to options parsed", "start", "options parsed");
        stage(table, "... rules", "options parsed", "rules loaded");
        stage(table, "... reading and checking", "rules loaded", "input read");
        stage(table, "... verdicts and report", "input read", "answered");
        System.out.println(
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " CPUs");
        System.out.print(table);
    }

    private void stage(Table table, String name, String from, String to) {
        if (samples.containsKey(from) && samples.containsKey(to)) {
            table.row(name, median(to) - median(from), "ms");
        }
    }

    /** {@return the median of the ratios of samples taken one after the other} */
    private double ratio(String one, String other) {
        List<Double> numerators = samples.get(one);
        List<Double> denominators = samples.get(other);
        double[] ratios = new double[Math.min(numerators.size(), denominators.size())];
        Arrays.setAll(ratios, i -> numerators.get(i) / denominators.get(i));
        return median(ratios);
    }

    private double median(String name) {
        return median(
                samples.get(name).stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** What is printed. */
    private static final class Table {
        private final StringBuilder text = new StringBuilder(line("what", "figure", "ratio", "bar", "met"));

        void row(String what, double figure, String unit) {
            text.append(line(what, number(figure) + " " + unit, "", "", ""));
        }

        void ratio(String what, double figure, String unit, double ratio, double bar) {
            boolean barred = bar > 0;
            text.append(line(
                    what,
                    number(figure) + " " + unit,
                    number(ratio),
                    barred ? "<= " + number(bar) : "",
                    barred ? ratio <= bar ? "yes" : "NO" : ""));
        }

        void atLeast(String what, double millions, double bar) {
            text.append(line(
                    what, number(millions) + " M/s", "", ">= " + number(bar) + " M/s", millions >= bar ? "yes" : "NO"));
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value < 20 ? "%.2f" : "%.0f", value);
        }

        private static String line(String what, String figure, String ratio, String bar, String met) {
            return String.format(Locale.ROOT, "%-48s %12s %8s %12s  %s%n", what, figure, ratio, bar, met);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
