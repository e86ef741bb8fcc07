// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.cli.live.Subject;
import probus.facts.ProbeEvent;

/** What is answered. */
final class Pages {
    private static final Pattern POSITION = Pattern.compile("([0-9a-f]{1,16})-(\\d{1,18})");

    private final Subject subject;
    private final Journal journal;
    private final Metrics metrics;
    private final Streams streams;
    private final Controls controls;
    private final int burst;

    /** Numbers of entries mean nothing to another monitor. */
    private final String instance = Long.toHexString(new SecureRandom().nextLong());

    Pages(Subject subject, Journal journal, Metrics metrics, Streams streams, int burst) {
        this.subject = subject;
        this.journal = journal;
        this.metrics = metrics;
        this.streams = streams;
        this.burst = burst;
        controls = new Controls(subject);
    }

    Controls controls() {
        return controls;
    }

    /** Tells a browser what happens, from where it was on, until it goes away. */
    void events(HttpExchange exchange, Form form) throws IOException, InterruptedException, Router.Refusal {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        long after = position(last == null ? form.text("after") : last);
        EventStream stream = new EventStream(journal, subject, instance, exchange.getResponseBody(), after, burst);
        if (!streams.add(stream)) {
            throw new Router.Refusal(503, Streams.MOST + " pages are open already: close one of them");
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            stream.run();
        } finally {
            streams.remove(stream);
        }
    }

    void metrics(OutputStream out) throws IOException {
        metrics.write(out);
    }

    /** {@return all that is known of an event} */
    String event(Form form) throws Router.Refusal {
        Optional<Object> entry = journal.find(form.whole("id"));
        if (entry.isPresent() && entry.get() instanceof ProbeEvent event) {
            return Detail.of(event);
        }
        throw new Router.Refusal(404, "that event is no longer kept");
    }

    void export(String ranges, HttpExchange exchange) throws IOException {
        Export.check(ranges);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
            Export.write(journal, ranges, out);
        }
    }

    private long position(String text) {
        Matcher position = POSITION.matcher(text);
        return position.matches() && position.group(1).equals(instance) ? Long.parseLong(position.group(2)) : 0;
    }
}
