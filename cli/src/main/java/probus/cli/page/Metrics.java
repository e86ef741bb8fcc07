// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import probus.cli.live.Status;
import probus.cli.live.Watcher;
import probus.engine.Violation;
import probus.report.BootReport;

/** What Prometheus is told. */
final class Metrics implements Watcher {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** From a few microseconds, what one event takes, to seconds, what a full queue takes. */
    private static final double[] LATENCIES = {
        1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1, 2.5
    };

    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter violations = Counter.builder()
            .name("probus_violations_total")
            .help("Violations, by rule.")
            .labelNames("rule", "severity")
            .register(registry);
    private final Counter boots = Counter.builder()
            .name("probus_boots_ended_total")
            .help("Boots that came to their end.")
            .register(registry);
    private final Histogram latency = Histogram.builder()
            .name("probus_check_latency_seconds")
            .help("From the arrival of an event to the end of its check.")
            .classicOnly()
            .classicUpperBounds(LATENCIES)
            .register(registry);

    /** What Prometheus was told last has to be told again until something is new. */
    private volatile Optional<Status> status = Optional.empty();

    Metrics() {
        counter("probus_events_total", "Events checked.", Status::events);
        counter("probus_dropped_events_total", "Events lost because the queue was full.", Status::dropped);
        gauge("probus_queue_depth", "Events that wait to be checked.", Status::queued);
        gauge("probus_queue_capacity", "How many events may wait.", Status::capacity);
        gauge("probus_tasks", "Different tasks seen in this boot.", Status::tasks);
        gauge("probus_rules", "Rules armed.", Status::rules);
    }

    private interface Reading {
        double of(Status status);
    }

    private void counter(String name, String help, Reading reading) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(status.map(reading::of).orElse(0.0)))
                .register(registry);
    }

    private void gauge(String name, String help, Reading reading) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(status.map(reading::of).orElse(0.0)))
                .register(registry);
    }

    @Override
    public void checked(long nanoseconds) {
        latency.observe(nanoseconds / NANOS);
    }

    @Override
    public void status(Status now) {
        status = Optional.of(now);
    }

    @Override
    public void violation(Violation violation) {
        violations
                .labelValues(violation.rule().id(), violation.severity().toString())
                .inc();
    }

    @Override
    public void bootEnds(BootReport report, String schedule) {
        boots.inc();
    }

    void write(OutputStream out) throws IOException {
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
    }
}
