// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.engine.catalog.OwnRules;
import probus.engine.catalog.OwnRules.Own;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;

/**
 * The folders of the rules, as text: cheaper than the compiled rules where only names count. Those that come with Probus, and
 * those of the user's own folders.
 */
final class RuleFiles {
    private static final String ROOT = "/rules/";
    private static final Pattern CATALOG = Pattern.compile("@catalog\\(\"([^\"]*)\"\\)");

    /** Rule id to folder. */
    private final Map<String, String> folders = new LinkedHashMap<>();

    private final Map<String, Own> own = new LinkedHashMap<>();
    private final List<RuleException> problems = new ArrayList<>();
    private boolean trusted = true;

    /** The rules that come with Probus. */
    RuleFiles() {
        for (String folder : text(ROOT + "INDEX").orElse("").lines().toList()) {
            if (!folder.isBlank()) {
                folders.put(folder.substring(folder.lastIndexOf('/') + 1), "/" + folder);
            }
        }
    }

    /**
     * {@return the rules that come with Probus and those of these folders}
     *
     * @throws UsageException if a folder holds no rules
     */
    static RuleFiles with(List<String> directories) {
        RuleFiles files = new RuleFiles();
        directories.forEach(files::add);
        return files;
    }

    private void add(String directory) {
        try {
            OwnRules.in(Path.of(directory)).forEach(this::add);
        } catch (RuleException | InvalidPathException e) {
            String said = e instanceof RuleException problem ? problem.placed() : directory + " is no path";
            throw new UsageException("--rules: " + said);
        }
    }

    private void add(Own rule) {
        if (folders.containsKey(rule.id())) {
            throw new UsageException("--rules: " + rule.rule().file() + " has the id of a rule that comes with Probus, "
                    + rule.id() + "; call its folder and its rule otherwise");
        }
        if (own.containsKey(rule.id())) {
            throw new UsageException("--rules: " + rule.rule().file() + " has the id of "
                    + own.get(rule.id()).rule().file());
        }
        own.put(rule.id(), rule);
    }

    /** Says whether the user's own rules may be anything that compiles, or only declarative. */
    void trust(boolean all) {
        trusted = all;
    }

    boolean isTrusted() {
        return trusted;
    }

    /** {@return the ids of all rules, the user's own last} */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>(folders.keySet());
        ids.addAll(own.keySet());
        return ids;
    }

    /** {@return the user's own rules} */
    List<Own> own() {
        return List.copyOf(own.values());
    }

    /** {@return the rule, if it is the user's own} */
    Optional<Own> own(String id) {
        return Optional.ofNullable(own.get(id));
    }

    /** {@return those of the user's own rules that are wanted; all if {@code ids} is empty} */
    List<RuleSource> sources(Set<String> ids) {
        return own.values().stream()
                .filter(rule -> ids.isEmpty() || ids.contains(rule.id()))
                .map(Own::rule)
                .toList();
    }

    /** Notes what is wrong with the user's own rules. */
    synchronized void report(List<RuleException> found) {
        problems.addAll(found);
    }

    /** {@return what was wrong with the user's own rules, once they are compiled} */
    synchronized List<RuleException> problems() {
        return List.copyOf(problems);
    }

    /** {@return the rule as it is written} */
    String drl(String id) {
        return own.containsKey(id)
                ? own.get(id).rule().text()
                : text(folders.get(id) + "/" + OwnRules.RULE).orElse("");
    }

    /** {@return the rule's page} */
    String page(String id) {
        return own.containsKey(id)
                ? own.get(id).page()
                : text(folders.get(id) + "/README.md").orElse("");
    }

    /** {@return the rule's file, from the root of the source tree; the user's own as the user names it} */
    String path(String id) {
        return own.containsKey(id) ? own.get(id).rule().file() : folders.get(id).substring(1) + "/" + OwnRules.RULE;
    }

    /** {@return the package of the compiled rule, {@code ""} of one of the user's own} */
    String packageOf(String id) {
        return folders.containsKey(id)
                ? folders.get(id).substring(1).replace('-', '_').replace('/', '.')
                : "";
    }

    /** {@return the rules that a rule id or a catalogue id stands for; empty if there is no such name} */
    Set<String> named(String word) {
        if (folders.containsKey(word) || own.containsKey(word)) {
            return Set.of(word);
        }
        Set<String> found = new LinkedHashSet<>();
        for (String id : ids()) {
            if (catalog(id).equalsIgnoreCase(word) && !word.isEmpty()) {
                found.add(id);
            }
        }
        return found;
    }

    /** {@return the name of a rule or a catalogue entry that {@code word} may have meant} */
    Optional<String> nearest(String word) {
        List<String> names = new ArrayList<>(ids());
        ids().forEach(id -> names.add(catalog(id)));
        return Nearest.of(word, names);
    }

    private String catalog(String id) {
        Matcher catalog = CATALOG.matcher(drl(id));
        return catalog.find() ? catalog.group(1) : "";
    }

    private static Optional<String> text(String resource) {
        try (InputStream in = RuleFiles.class.getResourceAsStream(resource)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
