// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lets in who may come in and finds who answers. */
final class Router implements HttpHandler {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final int BODY_MAX = 1 << 21;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Guard guard;
    private final Pages pages;

    Router(Guard guard, Pages pages) {
        this.guard = guard;
        this.pages = pages;
    }

    /** An answer that is not what was asked for. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String why) {
            super(why);
            this.status = status;
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers answer = exchange.getResponseHeaders();
            answer.set("Content-Security-Policy", POLICY);
            answer.set("X-Content-Type-Options", "nosniff");
            answer.set("Referrer-Policy", "no-referrer");
            answer.set("Cross-Origin-Resource-Policy", "same-origin");
            answer.set("Cache-Control", "no-store");
            try {
                route(exchange);
            } catch (IllegalArgumentException e) {
                send(exchange, 400, TEXT, bytes(String.valueOf(e.getMessage())));
            } catch (Refusal refusal) {
                send(exchange, refusal.status, TEXT, bytes(String.valueOf(refusal.getMessage())));
            }
        } catch (InterruptedException stopped) {
            // The stream was ended on purpose; the thread goes back to its pool.
        } finally {
            Thread.interrupted();
        }
    }

    private void route(HttpExchange exchange) throws IOException, InterruptedException, Refusal {
        Optional<String> refused = guard.refuses(exchange.getRequestHeaders());
        if (refused.isPresent()) {
            throw new Refusal(403, refused.get());
        }
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod()) {
            case "GET" -> get(path, exchange);
            case "POST" -> post(path, exchange);
            default -> throw new Refusal(405, "only GET and POST are answered");
        }
    }

    private void get(String path, HttpExchange exchange) throws IOException, InterruptedException, Refusal {
        String query = exchange.getRequestURI().getRawQuery();
        Form form = new Form(query == null ? "" : query);
        switch (path) {
            case "/events" -> pages.events(exchange, form);
            case "/metrics" -> {
                exchange.getResponseHeaders().set("Content-Type", Metrics.CONTENT_TYPE);
                exchange.sendResponseHeaders(200, 0);
                pages.metrics(exchange.getResponseBody());
            }
            case "/event" -> send(exchange, 200, "application/json", bytes(pages.event(form)));
            default -> {
                Files.Sent file = Files.of(path).orElseThrow(() -> new Refusal(404, "there is no such page"));
                send(exchange, 200, file.type(), bytes(file.text()));
            }
        }
    }

    private void post(String path, HttpExchange exchange) throws IOException, Refusal {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
        if (body.length > BODY_MAX) {
            throw new Refusal(413, "that is too long");
        }
        if (path.equals("/export")) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            pages.export(new String(body, StandardCharsets.UTF_8), exchange);
            return;
        }
        if (!guard.knows(exchange.getRequestHeaders())) {
            throw new Refusal(401, "this needs the token: open the address that was printed at start");
        }
        Form form = new Form(new String(body, StandardCharsets.UTF_8));
        switch (path) {
            case "/pace" -> pages.controls().pace(form);
            case "/model" -> pages.controls().model(form);
            default -> throw new Refusal(404, "nothing can be changed there");
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
