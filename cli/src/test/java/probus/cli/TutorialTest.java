// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial is done as it stands, from its first command to its last: what it says is printed is printed, and each file that it
 * says to write is written.
 */
final class TutorialTest {
    private static final Pattern STEP = Pattern.compile(
            "(?s)```console\n\\$ \\./probus ((?:[^\n]*\\\\\n)*[^\n]*)\n(.*?)```|```[a-z]* file=(\\S+)\n(.*?)```");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|([^\\s']+)");

    @TempDir
    private Path folder;

    @Test
    void is_what_happens() throws IOException {
        Path file = SourceTree.ROOT.resolve("docs/tutorial.md");
        String text = Files.readString(file);
        Matcher step = STEP.matcher(text);
        StringBuilder done = new StringBuilder();
        while (step.find()) {
            if (step.group(3) != null) {
                Files.writeString(folder.resolve(step.group(3)), step.group(4));
                step.appendReplacement(done, Matcher.quoteReplacement(step.group()));
            } else {
                step.appendReplacement(
                        done,
                        Matcher.quoteReplacement(
                                "```console\n$ ./probus " + step.group(1) + "\n" + output(step.group(1)) + "```"));
            }
        }
        GeneratedFile.check(file, step.appendTail(done).toString());
    }

    private String output(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.replace("\\\n", " "));
        while (word.find()) {
            String plain = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(plain.startsWith("my-rules") ? folder.resolve(plain).toString() : plain);
        }
        Run run = Run.of(words.toArray(String[]::new));
        return (run.err() + run.out()).replace(folder + "/", "");
    }
}
