// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of one rule: its file, its page and its examples.
 *
 * @param name {@code <category>/<rule-id>}
 * @param rule the rule file
 * @param page the page, {@code ""} where there is none
 * @param examples by name
 */
public record RuleFolder(String name, RuleSource rule, String page, List<Example> examples) {
    private static final String RULE = "rule.drl";

    /** {@return the rule's id, as the folder says it} */
    public String id() {
        return name.substring(name.indexOf('/') + 1);
    }

    /** {@return the folders of the rules that come with Probus, by name} */
    public static List<RuleFolder> bundled() {
        Map<String, Map<String, String>> folders = new TreeMap<>();
        resource("FILES").lines().filter(line -> !line.isBlank()).forEach(file -> put(folders, file, resource(file)));
        return folders(folders);
    }

    /** {@return the folders below {@code root}, by name} */
    public static List<RuleFolder> in(Path root) {
        Map<String, Map<String, String>> folders = new TreeMap<>();
        try (Stream<Path> rules = Files.find(root, 3, (file, attributes) -> file.endsWith(RULE))) {
            for (Path rule : rules.toList()) {
                try (Stream<Path> files = Files.list(rule.getParent())) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        put(folders, root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders(folders);
    }

    private static void put(Map<String, Map<String, String>> folders, String file, String text) {
        int cut = file.lastIndexOf('/');
        folders.computeIfAbsent(file.substring(0, Math.max(0, cut)), name -> new TreeMap<>())
                .put(file.substring(cut + 1), text);
    }

    private static List<RuleFolder> folders(Map<String, Map<String, String>> folders) {
        List<RuleFolder> result = new ArrayList<>();
        folders.forEach((name, files) -> {
            if (files.containsKey(RULE)) {
                List<Example> examples = files.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".trace"))
                        .map(file -> Example.parse(file.getKey(), file.getValue()))
                        .toList();
                RuleSource rule = new RuleSource(name + "/" + RULE, files.get(RULE));
                result.add(new RuleFolder(name, rule, files.getOrDefault("README.md", ""), examples));
            }
        });
        return List.copyOf(result);
    }

    private static String resource(String name) {
        try (InputStream in = RuleFolder.class.getResourceAsStream("/rules/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
