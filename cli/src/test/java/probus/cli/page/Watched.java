// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import probus.cli.Watching;
import probus.cli.live.Monitor;
import probus.cli.live.Pace;
import probus.cli.live.Source;
import probus.cli.live.Watcher;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.engine.catalog.Severity;
import probus.report.BootReport;
import probus.report.KernelChoice;
import probus.report.LiveText;
import probus.report.TextOptions;

/** A monitor with its page, running. */
final class Watched implements AutoCloseable {
    private static final long PATIENCE_MS = 1_000;
    private static final double PER_SECOND = 2_000;

    private final PageServer page;
    private final Seen seen = new Seen();
    private final Monitor monitor;
    private final Thread thread;

    private Watched(Source source, Monitor.Settings settings, PageOptions options) throws IOException {
        page = PageServer.open(options, PATIENCE_MS);
        List<Watcher> watchers = new ArrayList<>(page.watchers());
        watchers.add(seen);
        monitor = new Monitor(source, settings, Watching.rules(), watchers);
        page.serve(monitor);
        thread = new Thread(this::watch, "monitor");
        thread.setDaemon(true);
        thread.start();
    }

    static Watched of(Source source) throws IOException {
        return of(source, PageOptions.KEPT);
    }

    static Watched of(Source source, int kept) throws IOException {
        return new Watched(
                source, Watching.settings(Pace.UNTHROTTLED, false), new PageOptions(PageOptions.LOOPBACK, 0, kept));
    }

    /** Watches the model, which waits to be told to go on. */
    static Watched model(String kernel) throws IOException {
        return model(kernel, "");
    }

    /** Watches one boot of the model, or all for {@code ""}. */
    static Watched model(String kernel, String schedule) throws IOException {
        return new Watched(
                Watching.model(Watching.plan(kernel, schedule)),
                Watching.settings(PER_SECOND, true),
                PageOptions.local(0));
    }

    /** What the monitor told, to hold the page against. */
    static final class Seen implements Watcher {
        private final LiveText words = new LiveText(new TextOptions(TextOptions.PIPED_WIDTH, false, false, true));
        private volatile KernelChoice kernel = KernelChoice.NONE;
        private final AtomicLong errors = new AtomicLong();
        private volatile String story = "";
        private final Map<String, Long> firstAt = new ConcurrentHashMap<>();
        private final Map<String, String> schedules = new ConcurrentHashMap<>();

        @Override
        public void kernel(KernelChoice choice) {
            kernel = choice;
        }

        @Override
        public void violation(Violation violation) {
            if (violation.severity() == Severity.ERROR) {
                errors.incrementAndGet();
            }
            firstAt.putIfAbsent(violation.rule().id(), System.nanoTime());
            story = words.story(violation, kernel.profile());
        }

        @Override
        public void bootEnds(BootReport report, String schedule) {
            report.verdicts().stream()
                    .filter(verdict -> verdict.kind() == Verdict.Kind.VIOLATED)
                    .forEach(verdict -> schedules.putIfAbsent(verdict.rule().id(), schedule));
        }

        /** {@return how many errors there were} */
        long errors() {
            return errors.get();
        }

        /** {@return when a rule was broken first, nanoseconds, if it was} */
        Optional<Long> firstAt(String rule) {
            return Optional.ofNullable(firstAt.get(rule));
        }

        /** {@return the schedule of the first boot that broke a rule, if it has ended} */
        Optional<String> schedule(String rule) {
            return Optional.ofNullable(schedules.get(rule));
        }
    }

    Seen seen() {
        return seen;
    }

    /** {@return the last violation, as the terminal tells it} */
    String lastStory() {
        return seen.story;
    }

    PageServer page() {
        return page;
    }

    Monitor monitor() {
        return monitor;
    }

    /** Waits until that many events have been checked. */
    void hasChecked(long events) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (monitor.status().events() < events) {
            if (System.nanoTime() > until) {
                throw new AssertionError("only " + monitor.status());
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        monitor.stop();
        page.close();
    }

    private void watch() {
        try {
            monitor.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
