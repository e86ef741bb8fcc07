// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents show of the command line is what it prints. */
final class DocumentedOutputTest {
    private static final Pattern SHOWN = Pattern.compile("(?s)```console\n\\$ \\./probus ([^\n]*)\n.*?```");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/explained.md", "docs/explore.md", "docs/cookbook.md"})
    void isWhatIsPrinted(String document) throws IOException {
        Path file = SourceTree.ROOT.resolve(document);
        Matcher shown = SHOWN.matcher(Files.readString(file));
        GeneratedFile.check(
                file,
                shown.replaceAll(found -> Matcher.quoteReplacement(
                        "```console\n$ ./probus " + found.group(1) + "\n" + output(found.group(1)) + "```")));
    }

    @Test
    void readmeShowsTheWholeExample() throws IOException {
        assertThat(Files.readString(SourceTree.ROOT.resolve("README.md")))
                .contains(Files.readString(SourceTree.ROOT.resolve("docs/examples/seed.trace")));
    }

    private static String output(String arguments) {
        List<String> words = new ArrayList<>();
        for (String word : arguments.split(" ", -1)) {
            Path file = SourceTree.ROOT.resolve(word);
            words.add(Files.exists(file) ? file.toString() : word);
        }
        return Run.of(words.toArray(String[]::new))
                .out()
                .replace(SourceTree.ROOT + "/", "")
                // What tasks run on depends on the JDK, and nothing else does.
                .replace("on threads", "on continuations");
    }
}
