// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rules in a folder of the user's own: the folder of one rule, or a tree of such folders. Nothing in it is trusted to be
 * well-formed, and nothing outside of it is read.
 */
public final class OwnRules {
    /** The name of the file that makes a folder a rule's. */
    public static final String RULE = "rule.drl";

    /** {@code <category>/<rule-id>}, as in the tree of the bundled rules, and one more for a folder of such trees. */
    private static final int DEPTH = 4;

    private static final long BYTES_MAX = 1 << 20;

    private OwnRules() {}

    /**
     * A rule's folder.
     *
     * @param path the folder
     * @param rule its rule file, named as the user would
     */
    public record Own(Path path, RuleSource rule) {
        /** {@return the rule's id, which is the folder's name} */
        public String id() {
            return path.toAbsolutePath().normalize().getFileName().toString();
        }

        /** {@return the rule's page, {@code ""} where there is none} */
        public String page() {
            Path page = path.resolve("README.md");
            return Files.isRegularFile(page) ? text(page) : "";
        }

        /** {@return the folder's traces as they are, by name} */
        public Map<String, String> traces() {
            Map<String, String> traces = new TreeMap<>();
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.filter(Own::isTrace).toList()) {
                    traces.put(file.getFileName().toString(), text(file));
                }
            } catch (IOException e) {
                throw unreadable(path, e);
            }
            return traces;
        }

        private static boolean isTrace(Path file) {
            return file.getFileName().toString().endsWith(".trace") && Files.isRegularFile(file);
        }
    }

    /**
     * {@return the rules in {@code folder}, by path}
     *
     * @throws RuleException if the folder or a rule file in it cannot be read, or there is no rule
     */
    public static List<Own> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new RuleException(folder.toString(), 0, "is no folder of rules");
        }
        List<Own> rules = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                folder,
                DEPTH,
                (file, attributes) -> attributes.isRegularFile() && file.endsWith(RULE),
                new FileVisitOption[0])) {
            for (Path file : files.sorted().toList()) {
                rules.add(new Own(file.getParent(), new RuleSource(file.toString(), text(file))));
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        if (rules.isEmpty()) {
            throw new RuleException(
                    folder.toString(), 0, "holds no rule: a rule is a folder of its own with a " + RULE + " in it");
        }
        return rules;
    }

    /** {@return the text of a file, line ends made one kind} */
    static String text(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new RuleException(file.toString(), 0, "is larger than " + BYTES_MAX + " bytes");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RuleException unreadable(Path file, IOException e) {
        return new RuleException(
                file.toString(), 0, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
}
