// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pictures of the documentation, taken anew with {@code -Dprobus.update=true}. */
final class Pictures {
    private static final Path FOLDER = Path.of("../docs/images");

    private Pictures() {}

    /** A violation that is open: by day, by night, on a phone. */
    static void take(Browser browser, String name) throws IOException {
        if (!Boolean.getBoolean("probus.update")) {
            return;
        }
        save(browser, name + "-light");
        browser.theme("dark");
        save(browser, name + "-dark");
        browser.size(390, 844, true);
        browser.ask("document.querySelector('#violations [aria-current=true]').click()");
        browser.ask("document.querySelector('.close').click()");
        save(browser, name + "-phone");
    }

    /** Boots in which nothing is wrong. */
    static void fixed(Browser browser) throws IOException {
        if (Boolean.getBoolean("probus.update")) {
            browser.click("#tab-rules");
            save(browser, "monitor-fixed");
        }
    }

    private static void save(Browser browser, String name) throws IOException {
        // A frame or two until it is drawn.
        browser.ask("new Promise(end => setTimeout(end, 400))");
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(name + ".png"), browser.picture());
    }
}
