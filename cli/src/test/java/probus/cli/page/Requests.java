// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Requests as programs send them, also such as no browser would. */
final class Requests {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Requests() {}

    static String token(Watched watched) {
        return URI.create(watched.page().address()).getFragment();
    }

    static HttpResponse<String> get(Watched watched, String path) throws IOException, InterruptedException {
        URI uri = URI.create(watched.page().origin() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> post(Watched watched, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(watched.page().origin() + path))
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header(Guard.TOKEN_HEADER, token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static String raw(int port, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    /** A browser that asks and never reads. */
    static Socket deaf(Watched watched) throws IOException {
        int port = URI.create(watched.page().origin()).getPort();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
