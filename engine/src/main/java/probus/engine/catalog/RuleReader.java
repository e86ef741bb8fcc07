// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;

/** Reads a rule's metadata from its DRL annotations. */
public final class RuleReader {
    private static final String EVIDENCE = "evidence_";

    private final String id;
    private final Map<String, Object> annotations;

    private RuleReader(String id, Map<String, Object> annotations) {
        this.id = id;
        this.annotations = annotations;
    }

    /**
     * {@return the metadata of the rule {@code id}}
     *
     * @throws RuleException if an annotation is missing or says what it cannot say
     */
    public static Rule read(String id, Map<String, Object> annotations, List<String> bindings, Rule.Style style) {
        return new RuleReader(id, annotations).rule(bindings, style);
    }

    private Rule rule(List<String> bindings, Rule.Style style) {
        return new Rule(
                id,
                text("catalog"),
                required("title"),
                severity(required("severity")),
                optional("outside", this::severity),
                optional("since", this::profile),
                optional("until", this::profile),
                profiles("undecided_on"),
                text("source"),
                text("reference"),
                text("next"),
                required("message"),
                needs("needs"),
                needs("proven_with"),
                phrases(bindings),
                style);
    }

    private Map<String, String> phrases(List<String> bindings) {
        Map<String, String> phrases = new LinkedHashMap<>();
        for (String binding : bindings) {
            String name = binding.startsWith("$") ? binding.substring(1) : binding;
            String phrase = text(EVIDENCE + name);
            if (!phrase.isEmpty()) {
                phrases.put(binding, phrase);
            }
        }
        for (String key : annotations.keySet()) {
            if (key.startsWith(EVIDENCE) && !phrases.containsKey("$" + key.substring(EVIDENCE.length()))) {
                throw new RuleException(id, "@" + key + " names no binding of the rule");
            }
        }
        return phrases;
    }

    private List<Rule.Need> needs(String key) {
        List<Rule.Need> needs = new ArrayList<>();
        for (String word : text(key).split(" +", -1)) {
            if (!word.isEmpty()) {
                String[] parts = word.split("\\.", 2);
                if (EventCatalog.members(parts[0]).isEmpty()) {
                    throw new RuleException(id, "@" + key + " names " + parts[0] + ", which is no event");
                }
                needs.add(new Rule.Need(parts[0], parts.length == 2 ? parts[1] : ""));
            }
        }
        return List.copyOf(needs);
    }

    private Severity severity(String word) {
        try {
            return Severity.of(word);
        } catch (IllegalArgumentException e) {
            throw new RuleException(id, "\"" + word + "\" is no severity: error, warning or note");
        }
    }

    private KernelProfile profile(String word) {
        return KernelProfile.of(word)
                .orElseThrow(() -> new RuleException(id, "\"" + word + "\" is no kernel version or profile"))
                .profile();
    }

    private Set<KernelProfile> profiles(String key) {
        String words = text(key);
        return words.isEmpty()
                ? Set.of()
                : Stream.of(words.split(" +", -1)).map(this::profile).collect(Collectors.toUnmodifiableSet());
    }

    private <T> Optional<T> optional(String key, Function<String, T> parse) {
        String text = text(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
    }

    private String required(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            throw new RuleException(id, "has no @" + key);
        }
        return text;
    }

    /** The compilers differ in whether they keep the quotes and the escapes of a value. */
    private String text(String key) {
        Object value = annotations.get(key);
        if (value == null) {
            return "";
        }
        String text = value.toString().trim();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        return text.replace("\\\"", "\"");
    }
}
