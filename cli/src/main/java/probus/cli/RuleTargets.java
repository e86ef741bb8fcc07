// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import probus.engine.catalog.OwnRules;
import probus.engine.catalog.OwnRules.Own;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleFolder;

/**
 * What a command about rules is asked to look at.
 *
 * @param rules the rules, in order
 * @param roots the folders that were named; empty for the bundled rules
 */
record RuleTargets(List<Target> rules, List<Path> roots) {
    /**
     * A rule with its folder's files.
     *
     * @param id the folder's name
     * @param file the rule file, as the user names it
     * @param text the rule
     * @param page its page, {@code ""} for none
     * @param traces its examples, by name
     */
    record Target(String id, String file, String text, String page, Map<String, String> traces) {}

    /**
     * {@return the rules that these words name: folders, rule files, ids of bundled rules; all bundled rules for no word}
     *
     * @throws UsageException if a word names nothing
     */
    static RuleTargets of(List<String> words, RuleFiles catalogue) {
        List<Target> rules = new ArrayList<>();
        List<Path> roots = new ArrayList<>();
        Map<String, RuleFolder> bundled = new LinkedHashMap<>();
        boolean needed = words.isEmpty() || words.stream().anyMatch(word -> !isPath(word));
        if (needed) {
            RuleFolder.bundled().forEach(folder -> bundled.put(folder.id(), folder));
        }
        if (words.isEmpty()) {
            bundled.values().forEach(folder -> rules.add(of(folder)));
        }
        for (String word : words) {
            if (isPath(word)) {
                Path path = Path.of(word);
                Path folder = Files.isRegularFile(path) ? path.toAbsolutePath().getParent() : path;
                roots.add(folder);
                own(Files.isRegularFile(path) && path.getParent() != null ? path.getParent() : folder)
                        .forEach(rule -> rules.add(of(rule)));
            } else {
                named(word, catalogue).forEach(id -> rules.add(of(bundled.get(id))));
            }
        }
        return new RuleTargets(rules, roots);
    }

    private static Set<String> named(String word, RuleFiles catalogue) {
        Set<String> ids = catalogue.named(word);
        if (ids.isEmpty()) {
            throw new UsageException(
                    "there is no rule and no folder '" + word + "'",
                    catalogue.nearest(word),
                    "'probus rule list' shows all rules");
        }
        return ids;
    }

    private static List<Own> own(Path folder) {
        try {
            return OwnRules.in(folder);
        } catch (RuleException problem) {
            throw new UsageException(problem.placed());
        }
    }

    private static boolean isPath(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Target of(Own own) {
        return new Target(own.id(), own.rule().file(), own.rule().text(), own.page(), own.traces());
    }

    private static Target of(RuleFolder folder) {
        Map<String, String> traces = new LinkedHashMap<>();
        folder.examples().forEach(example -> traces.put(example.name(), example.listing()));
        return new Target(
                folder.id(),
                "rules/" + folder.name() + "/" + OwnRules.RULE,
                folder.rule().text(),
                folder.page(),
                traces);
    }
}
