// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folders of the rules that come with Probus, as text: cheaper than the compiled rules where only names count. */
final class RuleFiles {
    private static final String ROOT = "/rules/";
    private static final Pattern CATALOG = Pattern.compile("@catalog\\(\"([^\"]*)\"\\)");

    /** Rule id to folder. */
    private final Map<String, String> folders = new LinkedHashMap<>();

    RuleFiles() {
        for (String folder : text(ROOT + "INDEX").orElse("").lines().toList()) {
            if (!folder.isBlank()) {
                folders.put(folder.substring(folder.lastIndexOf('/') + 1), "/" + folder);
            }
        }
    }

    Set<String> ids() {
        return folders.keySet();
    }

    /** {@return the rule as it is written} */
    String drl(String id) {
        return text(folders.get(id) + "/rule.drl").orElse("");
    }

    /** {@return the rule's page} */
    String page(String id) {
        return text(folders.get(id) + "/README.md").orElse("");
    }

    /** {@return the rule's file, from the root of the source tree} */
    String path(String id) {
        return folders.get(id).substring(1) + "/rule.drl";
    }

    /** {@return the package of the compiled rule} */
    String packageOf(String id) {
        return folders.get(id).substring(1).replace('-', '_').replace('/', '.');
    }

    /** {@return the rules that a rule id or a catalogue id stands for; empty if there is no such name} */
    Set<String> named(String word) {
        if (folders.containsKey(word)) {
            return Set.of(word);
        }
        Set<String> found = new LinkedHashSet<>();
        for (String id : folders.keySet()) {
            if (catalog(id).equalsIgnoreCase(word) && !word.isEmpty()) {
                found.add(id);
            }
        }
        return found;
    }

    /** {@return the name of a rule or a catalogue entry that {@code word} may have meant} */
    Optional<String> nearest(String word) {
        List<String> names = new ArrayList<>(folders.keySet());
        folders.keySet().forEach(id -> names.add(catalog(id)));
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
