// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import probus.bench.engine.Checkers;
import probus.bench.events.SyntheticBoot;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** One measurement in a JVM of its own: prints nanoseconds of CPU time per event or line, or megabytes. */
public final class Cost {
    private static final int DEVICES = 200;
    private static final int FAULT_ONE_IN = 500;
    private static final int CHUNK = 100 * DEVICES * SyntheticBoot.STEPS;
    private static final int POINTS = 10;

    private long sum;

    private Cost() {}

    /** Measures {@code events CHECKER}, {@code memory EVENTS}, {@code lines FILE} or {@code read FILE}. */
    public static void main(String[] arguments) throws IOException {
        Cost cost = new Cost();
        switch (arguments[0]) {
            case "events" -> System.out.println(cost.events(arguments[1]));
            case "memory" -> System.out.println(cost.memory(Long.parseLong(arguments[1])));
            case "lines" -> System.out.println(cost.perLine(Path.of(arguments[1]), cost::lines));
            default -> System.out.println(cost.perLine(Path.of(arguments[1]), cost::read));
        }
    }

    private interface Pass {
        void run(Path file) throws IOException;
    }

    private double events(String checker) {
        SyntheticBoot boot = new SyntheticBoot(1, DEVICES, FAULT_ONE_IN);
        Consumer<ProbeEvent> sink = checker.equals("nobody") ? event -> sum += event.getSeq() : Checkers.of(checker);
        double[] costs = new double[6];
        for (int round = 0; round < costs.length; round++) {
            long start = cpuTime();
            for (int i = 0; i < CHUNK; i++) {
                sink.accept(boot.next());
            }
            costs[round] = (double) (cpuTime() - start) / CHUNK;
        }
        return warm(costs);
    }

    private double perLine(Path file, Pass pass) throws IOException {
        long lines;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            lines = in.lines().count();
        }
        double[] costs = new double[6];
        for (int round = 0; round < costs.length; round++) {
            long start = cpuTime();
            pass.run(file);
            costs[round] = (double) (cpuTime() - start) / lines;
        }
        return warm(costs);
    }

    private void lines(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            sum += in.lines().mapToLong(String::length).sum();
        }
    }

    private void read(Path file) {
        new BootReader(InputStream.nullInputStream()).read(file.toString(), new BootSink() {
            @Override
            public void beginBoot(String input, int boot) {
                sum++;
            }

            @Override
            public void event(ProbeEvent event) {
                sum += event.getSeq();
            }

            @Override
            public void endBoot(BootSummary summary) {
                sum += summary.lines();
            }
        });
    }

    /** {@return the heap after a collection, at ten points of the stream: first and last, in MB} */
    private String memory(long events) {
        SyntheticBoot boot = new SyntheticBoot(1, DEVICES, FAULT_ONE_IN);
        Consumer<ProbeEvent> sink = Checkers.of("rules");
        long[] used = new long[POINTS];
        for (int point = 0; point < POINTS; point++) {
            for (long i = 0; i < events / POINTS; i++) {
                sink.accept(boot.next());
            }
            System.gc();
            used[point] =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        sink.accept(boot.next());
        return used[0] / 1e6 + " " + used[POINTS - 1] / 1e6;
    }

    /** {@return the median of the second half} */
    private static double warm(double[] costs) {
        double[] last = Arrays.copyOfRange(costs, costs.length / 2, costs.length);
        Arrays.sort(last);
        return last[last.length / 2];
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
