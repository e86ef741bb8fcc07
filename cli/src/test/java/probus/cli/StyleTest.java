// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of style that no compiler holds, over every source of the checkout. */
final class StyleTest {
    private static final int LINES_MAX = 300;

    /** An entry per kind of event: as long as the vocabulary. */
    private static final Set<String> LISTS = Set.of("ProbeEvent.java", "Transitions.java");

    private static final List<Path> JAVA = SourceTree.files("", "java");
    private static final List<Path> SOURCES =
            SourceTree.files("", "java", "drl", "xml", "sh", "js", "css", "html", "probus", "run");
    private static final List<Path> TEXTS = Stream.concat(
                    SOURCES.stream(),
                    SourceTree.files("", "md", "json", "txt", "properties", "config", "yml", "yaml").stream())
            .toList();

    private static final Pattern STANDARD_STREAM =
            Pattern.compile("System\\s*\\.\\s*(out|err)\\b|printStackTrace\\(\\)");
    private static final Pattern UNSEEDED =
            Pattern.compile("new Random\\(\\)|Math\\.random\\(|ThreadLocalRandom\\b\\.");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.*])/(w[o]rk|f[a]rm|home|root|Users)/[a-z.]");
    private static final Pattern REGISTRY = Pattern.compile(
            "https?://[a-z0-9.-]*(maven|debian|npm)(?!\\.apache\\.org/(POM|xsd|SETTINGS|plugins))[a-z0-9.-]*");

    @Test
    void sourcesAreShort() {
        assertThat(those(
                        SOURCES,
                        file -> isCode(file) && SourceTree.text(file).lines().count() > LINES_MAX))
                .isEmpty();
    }

    @Test
    void sourcesNameTheirLicence() {
        assertThat(those(SOURCES, file -> !SourceTree.text(file).contains("SPDX-License-Identifier: Apache-2.0")))
                .isEmpty();
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        assertThat(those(JAVA, file -> !isIn(file, "cli", "bench") && has(file, STANDARD_STREAM)))
                .isEmpty();
    }

    @Test
    void randomnessHasASeed() {
        assertThat(those(JAVA, file -> has(file, UNSEEDED))).isEmpty();
    }

    @Test
    void packagesSayWhatTheyAre() {
        assertThat(those(
                        JAVA,
                        file -> file.toString().contains("/src/main/java/")
                                && !Files.exists(file.resolveSibling("package-info.java"))))
                .isEmpty();
    }

    @Test
    void nothingNamesAMachine() {
        assertThat(those(TEXTS, file -> has(file, MACHINE_PATH) || has(file, REGISTRY)))
                .isEmpty();
    }

    /** Build files and pages are as long as what they list, files of the kernel's model as the kernel's files. */
    private static boolean isCode(Path file) {
        String name = file.getFileName().toString();
        boolean kernel = file.toString().contains("/probus/model/linux/drivers/");
        return !kernel && !name.endsWith(".xml") && !name.endsWith(".html") && !LISTS.contains(name);
    }

    private static boolean isIn(Path file, String... modules) {
        return List.of(modules)
                .contains(SourceTree.ROOT.relativize(file).getName(0).toString());
    }

    private static boolean has(Path file, Pattern pattern) {
        return pattern.matcher(SourceTree.text(file)).find();
    }

    private static List<String> those(List<Path> files, Predicate<Path> fault) {
        return files.stream().filter(fault).map(SourceTree::name).toList();
    }
}
