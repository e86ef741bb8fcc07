// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import probus.cli.Watching;
import probus.cli.live.Monitor;
import probus.cli.live.Pace;
import probus.cli.live.Source;

/** A monitor with its page, running. */
final class Watched implements AutoCloseable {
    private static final long PATIENCE_MS = 1_000;

    private final PageServer page;
    private final Monitor monitor;
    private final Thread thread;

    private Watched(Source source, Monitor.Settings settings, PageOptions options) throws IOException {
        page = PageServer.open(options, PATIENCE_MS);
        monitor = new Monitor(source, settings, Watching.rules(), page.watchers());
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
        return new Watched(
                Watching.model(Watching.plan(kernel)), Watching.settings(Pace.UNTHROTTLED, true), PageOptions.local(0));
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
