// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import probus.traces.json.JsonLines;

/** What the server answers, and to whom. */
final class PageServerTest {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    @Test
    void whatChangesSomethingNeedsTheToken() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            assertThat(Requests.post(watched, "/pace", "", "action=step&events=40")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(Requests.post(watched, "/pace", Requests.token(watched) + "x", "action=run")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(watched.monitor().status().events()).isZero();
            assertThat(Requests.post(watched, "/pace", Requests.token(watched), "action=step&events=40")
                            .statusCode())
                    .isEqualTo(204);
            watched.hasChecked(40);
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedWithAReason() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            assertThat(Requests.post(watched, "/pace", Requests.token(watched), "action=hop")
                            .body())
                    .contains("hop");
            assertThat(Requests.post(watched, "/pace", Requests.token(watched), "action=speed&speed=fast")
                            .body())
                    .contains("speed");
            HttpResponse<String> plan = Requests.post(
                    watched,
                    "/model",
                    Requests.token(watched),
                    "kernel=banana&board=two-iommus-one-device&strategy=pct&seed=1");
            assertThat(plan.statusCode()).isEqualTo(400);
            assertThat(plan.body()).contains("banana");
            assertThat(Requests.post(watched, "/else", Requests.token(watched), "")
                            .statusCode())
                    .isEqualTo(404);
        }
        try (Watched watched = Watched.of(new Generated(60, 60))) {
            assertThat(Requests.post(watched, "/pace", Requests.token(watched), "action=pause")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void hostAndOriginMustBeItsOwn() throws Exception {
        try (Watched watched = Watched.of(new Generated(60, 60))) {
            int port = URI.create(watched.page().origin()).getPort();
            assertThat(Requests.raw(port, "GET /metrics HTTP/1.1", "Host: 127.0.0.1:" + port))
                    .startsWith("HTTP/1.1 200");
            assertThat(Requests.raw(port, "GET / HTTP/1.1", "Host: localhost:" + port))
                    .startsWith("HTTP/1.1 200");
            for (String name : List.of("evil.example:" + port, "127.0.0.1", "127.0.0.2:" + port, "[::1].x:" + port)) {
                assertThat(Requests.raw(port, "GET / HTTP/1.1", "Host: " + name))
                        .as(name)
                        .startsWith("HTTP/1.1 403");
            }
            assertThat(Requests.raw(
                            port, "GET /events HTTP/1.1", "Host: 127.0.0.1:" + port, "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            String host = "Host: 127.0.0.1:" + port;
            assertThat(Requests.raw(port, "GET /events HTTP/1.1", host, "Sec-Fetch-Site: cross-site"))
                    .startsWith("HTTP/1.1 403");
            String link = "Sec-Fetch-Mode: navigate";
            assertThat(Requests.raw(port, "GET / HTTP/1.1", host, "Sec-Fetch-Site: cross-site", link))
                    .startsWith("HTTP/1.1 200");
            assertThat(Requests.raw(port, "PUT / HTTP/1.1", "Host: 127.0.0.1:" + port))
                    .startsWith("HTTP/1.1 405");
        }
    }

    @Test
    void pageMayLoadNothingFromElsewhere() throws Exception {
        try (Watched watched = Watched.of(new Generated(60, 60))) {
            HttpResponse<String> page = Requests.get(watched, "/");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.body())
                    .doesNotContain("http://", "https://", "style=")
                    .doesNotContainPattern(" on[a-z]+=");
            Matcher file = Pattern.compile("(?:src|href)=\"([^\"#]+)").matcher(page.body());
            int files = 0;
            for (; file.find(); files++) {
                assertThat(Requests.get(watched, "/" + file.group(1)).statusCode())
                        .as(file.group(1))
                        .isEqualTo(200);
            }
            assertThat(files).isGreaterThan(4);
            for (String path : List.of("/page-server.class", "/../version", "/PageServer.class", "//index.html")) {
                assertThat(Requests.get(watched, path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void streamGoesOnWhereItWasCut() throws Exception {
        try (Watched watched = Watched.of(new Generated(6_000, 600))) {
            watched.hasChecked(6_000);
            List<Long> ids = new ArrayList<>();
            String last = "";
            while (ids.size() < 6_020) {
                try (Listener listener = new Listener(watched, last)) {
                    last = listener.read(ids, 1_500, 6_020);
                }
            }
            assertThat(ids)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, ids.size()).boxed().toList());
        }
    }

    @Test
    void whatIsGoneIsSaid() throws Exception {
        try (Watched watched = Watched.of(new Generated(6_000, 600), 1_000)) {
            watched.hasChecked(6_000);
            try (Listener listener = new Listener(watched, "")) {
                String data = listener.entries();
                Matcher missed = Pattern.compile("\\[\\{\"type\":\"gap\",\"missed\":(\\d+)}")
                        .matcher(data);
                assertThat(missed.find()).isTrue();
                Matcher id = ID.matcher(data);
                assertThat(id.find()).isTrue();
                assertThat(Long.parseLong(id.group(1))).isEqualTo(Long.parseLong(missed.group(1)) + 1);
                assertThat(data).contains("\"seq\":600");
            }
        }
    }

    @Test
    void anotherMonitorsPositionMeansNothing() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            watched.hasChecked(600);
            try (Listener listener = new Listener(watched, "abc-300")) {
                assertThat(listener.entries()).contains("\"id\":1,");
            }
        }
    }

    @Test
    void browserThatDoesNotReadIsSentAway() throws Exception {
        try (Watched watched = Watched.of(new Generated(60_000, 600))) {
            watched.hasChecked(60_000);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < Streams.MOST; i++) {
                sockets.add(Requests.deaf(watched));
            }
            until(() -> watched.page().streams().count() == Streams.MOST);
            assertThat(Requests.get(watched, "/events").statusCode()).isEqualTo(503);
            until(() -> watched.page().streams().count() == 0);
            try (Listener listener = new Listener(watched, "")) {
                assertThat(listener.entries()).contains("\"id\":1,");
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void eventIsToldInFullAndExportedAsItIs() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            watched.hasChecked(600);
            // The boot and its kernel come first.
            assertThat(Requests.get(watched, "/event?id=5").body())
                    .contains("\"kind\":\"DevIommuGet\"", "[\"dev\",\"ff100000.dev\"]", "dev_iommu_get");
            assertThat(Requests.get(watched, "/event?id=1").statusCode()).isEqualTo(404);
            assertThat(Requests.get(watched, "/event?id=99999").statusCode()).isEqualTo(404);
            assertThat(Requests.get(watched, "/event").statusCode()).isEqualTo(400);
            List<String> lines = Requests.post(watched, "/export", "", "1-8,12,9999999")
                    .body()
                    .lines()
                    .toList();
            assertThat(lines).hasSize(7);
            assertThat(JsonLines.write(JsonLines.read(lines.get(0)))).isEqualTo(lines.get(0));
            assertThat(Requests.post(watched, "/export", "", "1-x").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void metricsAreWhatPrometheusReads() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            Requests.post(watched, "/pace", Requests.token(watched), "action=violation");
            until(() -> watched.monitor().status().violations() > 0);
            until(() -> Requests.get(watched, "/metrics").body().matches("(?s).*probus_events_total [1-9].*"));
            assertThat(Requests.get(watched, "/metrics").body())
                    .contains("# TYPE probus_events_total counter")
                    .containsPattern("probus_violations_total\\{rule=\"[a-z-]+\",severity=\"[a-z]+\"} [1-9]")
                    .contains(
                            "# TYPE probus_check_latency_seconds histogram",
                            "probus_check_latency_seconds_bucket{le=\"")
                    .contains(
                            "probus_queue_depth 0.0",
                            "probus_queue_capacity 16384.0",
                            "probus_dropped_events_total 0.0");
        }
    }

    @Test
    void portThatIsTakenIsAnError() throws Exception {
        try (PageServer first = PageServer.open(PageOptions.local(0))) {
            int port = URI.create(first.origin()).getPort();
            assertThatThrownBy(() -> PageServer.open(PageOptions.local(port)).close())
                    .isInstanceOf(IOException.class);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("this takes too long").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
