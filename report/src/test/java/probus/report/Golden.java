// SPDX-License-Identifier: Apache-2.0
package probus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts as they should be, in files; {@code -Dgolden.write=true} writes them anew. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/probus/report");

    private Golden() {}

    static void check(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(file, actual);
            }
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
