// SPDX-License-Identifier: Apache-2.0
package probus.bench.live;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import probus.bench.engine.RuleSets;
import probus.bench.events.SyntheticBoot;
import probus.cli.boot.BootCheck;
import probus.cli.live.Inlet;
import probus.cli.live.Monitor;
import probus.cli.live.Pace;
import probus.cli.live.Source;
import probus.cli.live.Watcher;
import probus.engine.CheckOptions;
import probus.engine.RuleBase;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.traces.BootSummary;

/** One measurement of a monitor in a JVM of its own. */
public final class LiveCost {
    private static final int DEVICES = 200;
    /** One device in so many goes wrong. */
    private static final int SELDOM = 500;

    private static final int OFTEN = 20;
    private static final int QUEUE = 1 << 16;
    private static final int PATIENCE_MS = 1000;
    private static final int SAMPLES_MAX = 1 << 20;
    private static final long WARM = 2_000_000;

    private LiveCost() {}

    /**
     * Measures {@code latency EVENTS-A-SECOND SECONDS}, which prints p50 and p99 in microseconds and the events that were
     * lost; {@code throughput EVENTS}, which prints events a second; or {@code memory EVENTS}, which prints the heap in MB
     * after a tenth and at the end.
     */
    public static void main(String[] arguments) throws InterruptedException {
        long number = Long.parseLong(arguments[1]);
        switch (arguments[0]) {
            case "latency" -> System.out.println(latency(number, Long.parseLong(arguments[2])));
            case "throughput" -> System.out.println(throughput(number));
            default -> System.out.println(memory(number));
        }
    }

    /** Events at a rate, or as fast as they are taken. */
    private static final class Synthetic implements Source {
        private final long events;
        private final long perSecond;
        /** Whether what the compiler needed to see is over. */
        private volatile boolean warm;

        Synthetic(long events, long perSecond) {
            this.events = events;
            this.perSecond = perSecond;
        }

        @Override
        public String name() {
            return "synthetic";
        }

        @Override
        public boolean canWait() {
            return perSecond == 0;
        }

        @Override
        public void deliver(Inlet inlet) {
            SyntheticBoot boot = new SyntheticBoot(1, DEVICES, perSecond > 0 ? OFTEN : SELDOM);
            inlet.beginBoot(name(), 1);
            // What the compiler has not seen yet says nothing about a monitor that has run for a while.
            for (long i = 0; perSecond > 0 && i < WARM; i++) {
                inlet.event(boot.next());
            }
            waitUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(perSecond > 0 ? PATIENCE_MS : 0));
            warm = true;
            long begun = System.nanoTime();
            for (long i = 0; i < events; i++) {
                if (perSecond > 0) {
                    waitUntil(begun + i * TimeUnit.SECONDS.toNanos(1) / perSecond);
                }
                inlet.event(boot.next());
            }
            inlet.endBoot(new BootSummary(
                    name(),
                    1,
                    name(),
                    Optional.of("6.1.192"),
                    Optional.empty(),
                    events,
                    events,
                    0,
                    List.of(),
                    0,
                    true,
                    false,
                    false,
                    Set.of(),
                    List.of(),
                    Optional.empty()));
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException("runs to its end");
        }

        private static void waitUntil(long due) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private static Monitor monitor(Source source, Watcher watcher) {
        RuleBase rules = RuleSets.bundled();
        BootCheck.Rules loaded = new BootCheck.Rules() {
            @Override
            public boolean areLoaded() {
                return true;
            }

            @Override
            public RuleBase get() {
                return rules;
            }
        };
        BootCheck.Request request = new BootCheck.Request(Optional.of("6.1.192"), CheckOptions.DEFAULT, 1);
        return new Monitor(
                source,
                new Monitor.Settings(request, QUEUE, PATIENCE_MS, Pace.UNTHROTTLED, false),
                loaded,
                List.of(watcher));
    }

    private static String latency(long perSecond, long seconds) throws InterruptedException {
        long[] samples = new long[SAMPLES_MAX];
        int[] count = {0};
        Synthetic source = new Synthetic(perSecond * seconds, perSecond);
        Watcher stopWatch = new Watcher() {
            private boolean violated;

            @Override
            public void event(ProbeEvent event) {
                violated = false;
            }

            @Override
            public void violation(Violation violation) {
                violated = true;
            }

            @Override
            public void checked(long nanoseconds) {
                if (violated && source.warm && count[0] < SAMPLES_MAX) {
                    samples[count[0]++] = nanoseconds;
                }
            }
        };
        Monitor monitor = monitor(source, stopWatch);
        monitor.run();
        long[] sorted = Arrays.copyOf(samples, count[0]);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%.1f %.1f %d",
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * 0.99)] / 1e3,
                monitor.status().dropped());
    }

    private static String throughput(long events) throws InterruptedException {
        long begun = System.nanoTime();
        monitor(new Synthetic(events, 0), new Watcher() {}).run();
        return String.format(Locale.ROOT, "%.0f", events * 1e9 / (System.nanoTime() - begun));
    }

    private static String memory(long events) throws InterruptedException {
        double[] used = new double[2];
        Watcher scales = new Watcher() {
            private long seen;

            @Override
            public void event(ProbeEvent event) {
                if (++seen == events / 10 || seen == events) {
                    System.gc();
                    used[seen == events ? 1 : 0] = ManagementFactory.getMemoryMXBean()
                                    .getHeapMemoryUsage()
                                    .getUsed()
                            / 1e6;
                }
            }
        };
        monitor(new Synthetic(events, 0), scales).run();
        return used[0] + " " + used[1];
    }
}
