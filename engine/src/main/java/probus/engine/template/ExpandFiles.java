// SPDX-License-Identifier: Apache-2.0
package probus.engine.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import probus.engine.catalog.OwnRules;
import probus.engine.catalog.RuleSource;

/** Replaces, in a tree of rule files, each sentence by what it stands for: the build does that before it compiles them. */
public final class ExpandFiles {
    private ExpandFiles() {}

    /**
     * Expands the rule files below a folder.
     *
     * @param folders the folder
     * @throws IOException if a file cannot be read or written
     * @throws probus.engine.catalog.RuleException if a sentence is wrong
     */
    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            for (Path file : files(Path.of(folder))) {
                String text = Files.readString(file);
                String plain =
                        Templates.expand(new RuleSource(file.toString(), text)).text();
                if (!plain.equals(text)) {
                    Files.writeString(file, plain);
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(OwnRules.RULE)).sorted().toList();
        }
    }
}
