// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A browser, as far as it listens. */
final class Listener implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BufferedReader lines;

    Listener(Watched watched, String last) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(watched.page().origin() + "/events"));
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        lines = new BufferedReader(new InputStreamReader(
                CLIENT.send(request.build(), BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
    }

    /** {@return the next entries} */
    String entries() throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("data: [{\"id\"") && !line.startsWith("data: [{\"type\"")) {
            line = lines.readLine();
        }
        return line;
    }

    /** Reads so many entries or a few more; {@return the position behind them} */
    String read(List<Long> ids, int most, int all) throws IOException {
        int before = ids.size();
        String last = "";
        while (ids.size() < before + most && ids.size() < all) {
            String line = lines.readLine();
            if (line.startsWith("id: ")) {
                last = line.substring(4);
            } else if (line.startsWith("data: [{\"id\"")) {
                ID.matcher(line).results().forEach(id -> ids.add(Long.parseLong(id.group(1))));
            }
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
