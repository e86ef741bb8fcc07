// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import probus.cli.live.Subject;
import probus.cli.live.Watcher;

/**
 * Serves the page of a monitor until it is closed.
 *
 * <pre>{@code
 * try (PageServer page = PageServer.open(PageOptions.local(0))) {
 *     Monitor monitor = new Monitor(source, settings, rules, page.watchers());
 *     page.serve(monitor);
 *     say(page.address());
 *     monitor.run();
 * }
 * }</pre>
 */
public final class PageServer implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 64;
    private static final int REQUEST_SECONDS_MAX = 10;
    private static final long PATIENCE_MS = 20_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Guard guard;
    private final String host;
    private final int kept;
    private final Journal journal;
    private final Metrics metrics = new Metrics();
    private final Streams streams;

    private PageServer(PageOptions options, long patienceMs) throws IOException {
        limit("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
        limit("sun.net.httpserver.maxReqTime", REQUEST_SECONDS_MAX);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(options.host()), options.port()), 0);
        host = options.host();
        kept = options.kept();
        guard = new Guard(server.getAddress(), options.host());
        journal = new Journal(options.kept());
        streams = new Streams(patienceMs);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "page");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
    }

    /**
     * Takes the port; nothing is answered before {@link #serve}.
     *
     * @throws IOException if nothing can listen there: the port is taken, or the host is not this machine
     */
    public static PageServer open(PageOptions options) throws IOException {
        return new PageServer(options, PATIENCE_MS);
    }

    /** Takes the port, and will wait only so long for a browser that does not read. */
    static PageServer open(PageOptions options, long patienceMs) throws IOException {
        return new PageServer(options, patienceMs);
    }

    /** Answers from now on; what is monitored tells {@link #watchers()}. */
    public void serve(Subject subject) {
        server.createContext("/", new Router(guard, new Pages(subject, journal, metrics, streams, kept)));
        server.start();
    }

    /** {@return the address to open; behind {@code #} stands the token without which nothing can be changed} */
    public String address() {
        return origin() + "/#" + guard.token();
    }

    /** {@return those who must be told what the monitor sees} */
    public List<Watcher> watchers() {
        return List.of(journal, metrics);
    }

    /** {@return the address without the token} */
    String origin() {
        boolean six = host.indexOf(':') >= 0;
        return "http://" + (six ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort();
    }

    /** {@return the browsers that listen} */
    Streams streams() {
        return streams;
    }

    @Override
    public void close() {
        streams.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The server of the JDK reads its limits when the first one is made; what the user set stays. */
    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
