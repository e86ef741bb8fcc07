// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests that need a browser; where there is none each of them says that it was left out. */
abstract class InBrowser {
    private static Optional<Browser> found = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        found = Browser.find();
    }

    @AfterAll
    static void stop() throws IOException {
        if (found.isPresent()) {
            found.get().close();
        }
    }

    @BeforeEach
    void needsABrowser() {
        assumeTrue(found.isPresent(), "left out: chromium and chromedriver are not installed");
    }

    final Browser browser() {
        return found.orElseThrow();
    }
}
