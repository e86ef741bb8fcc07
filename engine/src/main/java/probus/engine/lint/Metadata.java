// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.engine.catalog.Nearest;
import probus.engine.drl.FactTypes;
import probus.engine.drl.Place;
import probus.engine.drl.RuleText.Annotation;
import probus.engine.drl.RuleText.Definition;
import probus.engine.lint.Finding.Fix;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;

/** Checks a rule's annotations. */
final class Metadata {
    private static final Set<String> KNOWN = Set.of(
            "catalog",
            "title",
            "severity",
            "outside",
            "since",
            "until",
            "undecided_on",
            "source",
            "reference",
            "next",
            "message",
            "needs",
            "proven_with");

    private static final Set<String> SEVERITIES = Set.of("error", "warning", "note");
    private static final Pattern PLACE = Pattern.compile("\\{([\\w|]+)((?:\\.\\w+)*)}");

    private final Definition rule;
    private final Findings findings;

    Metadata(Definition rule, Findings findings) {
        this.rule = rule;
        this.findings = findings;
    }

    /**
     * Checks the annotations.
     *
     * @param bindings what the patterns bind, with its type
     * @param kinds the kinds of event that they look at
     */
    void check(Map<String, Class<?>> bindings, List<String> kinds) {
        required();
        for (Annotation annotation : rule.annotations()) {
            known(annotation, bindings.keySet());
        }
        rule.annotation("severity").ifPresent(one -> word(one, SEVERITIES, "a severity"));
        rule.annotation("outside").ifPresent(one -> word(one, Set.of("error", "warning", "note"), "a severity"));
        range();
        rule.annotation("needs").ifPresent(this::needs);
        rule.annotation("proven_with").ifPresent(this::needs);
        rule.annotation("message").ifPresent(one -> message(one, bindings));
        wanted(kinds);
    }

    private void required() {
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put("title", "@title(\"what holds, as a sentence\")");
        examples.put("severity", "@severity(\"error\")");
        examples.put("message", "@message(\"{event.dev}: what is wrong\")");
        examples.forEach((name, example) -> {
            if (rule.value(name).isEmpty()) {
                findings.error("missing-metadata", rule.at(), "the rule has no @" + name, "write " + example);
            }
        });
    }

    private void known(Annotation annotation, Set<String> bindings) {
        String name = annotation.name();
        if (name.startsWith("evidence_")) {
            String binding = "$" + name.substring("evidence_".length());
            if (!bindings.contains(binding)) {
                findings.error(
                        "unknown-binding",
                        annotation.at(),
                        "@" + name + " names no binding of the rule",
                        Nearest.of(binding, bindings)
                                .map(near -> "did you mean '@evidence_" + near.substring(1) + "'?")
                                .orElse(
                                        bindings.isEmpty()
                                                ? "bind the event: " + binding + " : Event( ... )"
                                                : "the rule binds " + String.join(", ", new TreeSet<>(bindings))));
            }
        } else if (!KNOWN.contains(name)) {
            findings.warn(
                    "unknown-annotation",
                    annotation.at(),
                    "@" + name + " means nothing",
                    Nearest.of(name, KNOWN)
                            .map(near -> "did you mean '@" + near + "'?")
                            .orElse("there are @" + String.join(", @", new TreeSet<>(KNOWN))
                                    + " and @evidence_<binding>"));
        }
    }

    private void word(Annotation annotation, Set<String> words, String what) {
        if (!words.contains(annotation.value())) {
            findings.error(
                    "bad-metadata",
                    annotation.valueAt(),
                    "\"" + annotation.value() + "\" is not " + what,
                    Nearest.of(annotation.value(), words)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("it can be " + String.join(", ", new TreeSet<>(words))));
        }
    }

    private void range() {
        Optional<KernelProfile> since = profile("since");
        Optional<KernelProfile> until = profile("until");
        boolean ranged =
                rule.annotation("since").isPresent() || rule.annotation("until").isPresent();
        if (rule.annotation("outside").isPresent() && !ranged) {
            findings.warn(
                    "unreachable-severity",
                    rule.annotation("outside").orElseThrow().at(),
                    "no kernel is outside of a rule without a range, so this severity is never used",
                    "say @since or @until, or leave @outside out");
        }
        if (since.isPresent() && until.isPresent() && since.get().compareTo(until.get()) > 0) {
            findings.warn(
                    "unreachable-severity",
                    rule.annotation("until").orElseThrow().valueAt(),
                    "@until " + until.get().id() + " is older than @since "
                            + since.get().id() + ": the rule applies to no kernel",
                    "swap the two");
        }
    }

    private Optional<KernelProfile> profile(String name) {
        Optional<Annotation> annotation = rule.annotation(name);
        if (annotation.isEmpty() || annotation.get().value().isEmpty()) {
            return Optional.empty();
        }
        Optional<KernelProfile> profile =
                KernelProfile.of(annotation.get().value()).map(KernelProfile.Choice::profile);
        if (profile.isEmpty()) {
            findings.error(
                    "bad-metadata",
                    annotation.get().valueAt(),
                    "\"" + annotation.get().value() + "\" is no kernel version and no profile",
                    "versions are as 6.1.192 or 6.1-rc1");
        }
        return profile;
    }

    private void needs(Annotation annotation) {
        for (String need : annotation.value().split(" +", -1)) {
            if (need.isEmpty()) {
                continue;
            }
            String[] parts = need.split("\\.", 2);
            if (EventCatalog.members(parts[0]).isEmpty()) {
                findings.error(
                        "unknown-event",
                        annotation.valueAt(),
                        "@" + annotation.name() + " names " + parts[0] + ", which is no event",
                        near(parts[0], FactTypes.eventNames()));
            } else if (parts.length == 2) {
                field(annotation, parts[0], parts[1]);
            }
        }
    }

    private void field(Annotation annotation, String kind, String field) {
        List<String> fields = FactTypes.fields(FactTypes.event(kind).orElseThrow());
        // The stamp is always known: who names it needs the event and nothing of what it tells.
        if (!fields.contains(field) && !field.equals("at")) {
            findings.error(
                    "unknown-field",
                    annotation.valueAt(),
                    "@" + annotation.name() + " names " + kind + "." + field + ", and " + kind + " has no such field",
                    near(field, fields)
                            + (Nearest.of(field, fields).isPresent() ? "" : "it has " + String.join(", ", fields)));
        }
    }

    private static String near(String word, List<String> names) {
        return Nearest.of(word, names)
                .map(found -> "did you mean '" + found + "'?")
                .orElse("");
    }

    private void message(Annotation annotation, Map<String, Class<?>> bindings) {
        Matcher place = PLACE.matcher(annotation.value());
        while (place.find()) {
            for (String name : place.group(1).split("\\|", -1)) {
                if (!bindings.containsKey("$" + name)) {
                    findings.error(
                            "unknown-binding",
                            annotation.valueAt(),
                            "@message speaks of {" + name + "}, and the rule binds no $" + name,
                            Nearest.of("$" + name, bindings.keySet())
                                    .map(near -> "did you mean '{" + near.substring(1) + "}'?")
                                    .orElse("bind it: $" + name + " : Event( ... )"));
                    return;
                }
            }
            property(annotation, place, bindings.get("$" + place.group(1).split("\\|", -1)[0]));
        }
    }

    private void property(Annotation annotation, Matcher place, Class<?> holder) {
        Class<?> type = holder;
        for (String name : place.group(2).split("\\.", -1)) {
            boolean open = type == null || type == TypeCheck.WRONG || type == probus.facts.state.PastEvent.class;
            if (name.isEmpty() || open) {
                continue;
            }
            Map<String, Method> properties = FactTypes.properties(type);
            if (!properties.containsKey(name)) {
                findings.error(
                        "unknown-field",
                        annotation.valueAt(),
                        "@message speaks of " + place.group() + ", and there is no " + name,
                        Nearest.of(name, properties.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("there are " + String.join(", ", properties.keySet())));
                return;
            }
            type = properties.get(name).getReturnType();
        }
    }

    /** What a rule can do without, and its readers cannot. */
    private void wanted(List<String> kinds) {
        if (rule.value("needs").isEmpty()) {
            String all = String.join(
                    " ",
                    kinds.stream()
                            .filter(kind -> !EventCatalog.members(kind).isEmpty())
                            .filter(kind -> !List.of("EndOfTrace", "DeviceAtEnd", "EventsLost")
                                    .contains(kind))
                            .toList());
            String line = "@needs(\"" + all + "\")";
            findings.warn(
                    "missing-metadata",
                    rule.at(),
                    "the rule does not say what must be recorded for it to hold",
                    "write " + line);
            insert(line);
        }
        List<String> missing = List.of("source", "next").stream()
                .filter(name -> rule.value(name).isEmpty())
                .map(name -> "@" + name)
                .toList();
        if (!missing.isEmpty()) {
            findings.warn(
                    "missing-metadata",
                    rule.at(),
                    "the rule has no " + String.join(" and no ", missing) + ": a report cannot say where to look",
                    "write @source(\"drivers/iommu/iommu.c:dev_iommu_free\") and @next(\"what explains it\")");
        }
    }

    private void insert(String line) {
        Place last = rule.annotations().isEmpty()
                ? rule.at()
                : rule.annotations().get(rule.annotations().size() - 1).at();
        findings.mend(new Fix(last.to(), last.to(), "\n    " + line));
    }
}
