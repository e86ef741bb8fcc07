// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page's own files. */
final class Files {
    private static final Pattern NAME = Pattern.compile("/[a-z-]{1,40}\\.(?:html|css|js|svg)");

    private Files() {}

    /** A file as it is sent. */
    record Sent(String type, String text) {}

    /** {@return the file of that path, if there is one} */
    static Optional<Sent> of(String path) {
        String name = path.equals("/") ? "/index.html" : path;
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Files.class.getResourceAsStream(name.substring(1))) {
            return in == null ? Optional.empty() : Optional.of(new Sent(type(name), text(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/html; charset=utf-8";
        };
    }
}
