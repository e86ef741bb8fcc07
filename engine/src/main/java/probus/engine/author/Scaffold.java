// SPDX-License-Identifier: Apache-2.0
package probus.engine.author;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import probus.engine.catalog.RulePage;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.DrlParser;
import probus.engine.drl.FactTypes;
import probus.engine.drl.RuleText;
import probus.engine.template.Sentence;
import probus.engine.template.Templates;
import probus.facts.EventCatalog;

/**
 * The files of a new rule, one example of which is red: it does not show yet what the rule is about.
 *
 * @param id words that say what holds
 * @param category the folder above the rule's, as its package says it
 * @param title what holds, a sentence
 * @param body what stands behind {@code when}: a shape's sentence, or patterns
 * @param metadata annotations besides, by name
 * @param kernel the kernel of the examples
 */
public record Scaffold(
        String id, String category, String title, String body, Map<String, String> metadata, String kernel) {
    /** Stands in a new page until somebody writes what is true. */
    public static final String WHY = "What goes wrong where this does not hold.";

    private static final int WORDS_MAX = 7;

    /** {@return an id made of a sentence} */
    public static String idOf(String sentence) {
        String[] words = sentence.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip()
                .split(" ", -1);
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < Math.min(words.length, WORDS_MAX); i++) {
            id.append(i == 0 ? "" : "-").append(words[i]);
        }
        return id.toString();
    }

    /** {@return the rule file} */
    public String drl() {
        StringBuilder drl = new StringBuilder("// SPDX-License-Identifier: Apache-2.0\npackage rules."
                + category.replace('-', '_') + "." + id.replace('-', '_') + "\n\n");
        boolean sentence = Templates.hasSentence("when\n    " + body);
        if (!sentence) {
            Stream.concat(
                            patterns().stream().map(EventPattern::type),
                            FactTypes.valueNames().stream().filter(name -> body.contains(name + ".")))
                    .distinct()
                    .flatMap(type -> FactTypes.importOf(type).stream())
                    .sorted()
                    .forEach(name -> drl.append("import " + name + "\n"));
            drl.append('\n');
        }
        drl.append(
                "/*\n * " + title + ".\n *\n *    " + body.replace("*/", "* /").replace("\n", "\n *    ") + "\n */\n");
        drl.append("rule \"" + id + "\"\n");
        annotate(drl, "title", title);
        Map<String, String> all = new LinkedHashMap<>(metadata);
        List<String> functions = functions();
        if (!functions.isEmpty()) {
            all.merge("source", functions.get(0), (said, known) -> said.isEmpty() ? known : said);
            all.merge("next", functions.get(functions.size() - 1), (said, known) -> said.isEmpty() ? known : said);
        }
        all.forEach((name, value) -> annotate(drl, name, value));
        if (!sentence) {
            String first = patterns().get(0).binding();
            annotate(drl, "message", "{" + first.substring(1) + ".task} does what it should not");
            annotate(drl, "evidence_" + first.substring(1), "here");
        }
        return drl + "when\n    " + body + "\nthen\nend\n";
    }

    /** {@return the files, by name} */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("rule.drl", drl());
        files.put("README.md", page());
        files.put("holds-example.trace", example(false));
        files.put("violates-example.trace", example(true));
        return files;
    }

    private static void annotate(StringBuilder drl, String name, String value) {
        if (!value.isEmpty()) {
            drl.append("    @" + name + "(\"" + value.replace("\"", "\\\"") + "\")\n");
        }
    }

    private String page() {
        return "<!-- SPDX-License-Identifier: Apache-2.0 -->\n" + RulePage.BEGIN + "\n# " + title + "\n\n"
                + RulePage.END
                + "\n\n## Why\n" + WHY + "\n\n## Not checked\nWhat the rule cannot see.\n";
    }

    private List<EventPattern> patterns() {
        RuleText.Definition rule = parsed();
        return rule.when().stream()
                .filter(EventPattern.class::isInstance)
                .map(EventPattern.class::cast)
                .toList();
    }

    /** {@return kernel file and function of the events that the rule speaks of} */
    private List<String> functions() {
        RuleText.Definition rule = parsed();
        List<EventPattern> events = rule.sentence().isEmpty()
                ? patterns()
                : Templates.sentence(rule).mentioned();
        return events.stream()
                .flatMap(event -> EventCatalog.find(event.type()).stream())
                .map(kind -> kind.doc().kernel().split(",", 2)[0])
                .filter(place -> !place.isEmpty())
                .toList();
    }

    private RuleText.Definition parsed() {
        return DrlParser.parse("rule x when\n" + body + "\nthen\nend\n").rules().get(0);
    }

    private String example(boolean violating) {
        RuleText.Definition rule = parsed();
        boolean atEnd = false;
        SampleEvent events = new SampleEvent(gap(rule));
        if (rule.sentence().isEmpty()) {
            patterns().forEach(pattern -> events.add(pattern, 0));
            mark(events, violating);
        } else {
            Sentence sentence = Templates.sentence(rule);
            atEnd = sentence.shape().equals("response") && sentence.end().isEmpty();
            atEnd |= sentence.shape().equals("balance");
            legal(sentence, events, violating);
        }
        return "# source: hand-written\n# question: "
                + (violating
                        ? "drop, move or repeat a line below so that it shows the mistake: the rule must report it at the mark"
                        : "all as it should be: does the rule hold?")
                + "\n# kernel: " + kernel + "\n# expect: " + (violating ? id : "none") + "\n"
                + (atEnd ? "# boot: reached user space\n" : "") + events;
    }

    /** Within the time that is allowed, where there is one. */
    private static long gap(RuleText.Definition rule) {
        long allowed = rule.sentence().isEmpty() ? 0 : Templates.sentence(rule).nanoseconds();
        return allowed == 0 ? 100_000_000L : Math.max(1, allowed / 2);
    }

    private void mark(SampleEvent events, boolean violating) {
        if (violating) {
            events.mark(id);
        }
    }

    /** Events in a legal order, each kind recorded twice: what is never seen proves nothing. The last wrong one is marked. */
    private void legal(Sentence sentence, SampleEvent events, boolean violating) {
        List<EventPattern> all = sentence.events();
        EventPattern first = all.get(0);
        sentence.since().ifPresent(since -> events.add(since, 0));
        switch (sentence.shape()) {
            case "precedence" -> add(events, violating, 2, all.get(1), first, all.get(1));
            case "absence" -> {
                if (sentence.end().isPresent()) {
                    EventPattern until = sentence.end().get();
                    add(events, violating, 3, all.get(1), until, first, until);
                } else {
                    add(events, violating, 1, first, all.get(1));
                }
            }
            case "at most once" -> {
                if (sentence.end().isPresent()) {
                    EventPattern until = sentence.end().get();
                    add(events, violating, 3, first, until, first, until);
                } else {
                    add(events, violating, 1, first);
                }
            }
            case "lock discipline" -> {
                events.addLock("LockAcquire", sentence.lock());
                add(events, violating, 1, first);
                events.addLock("LockRelease", sentence.lock());
            }
            case "mutual exclusion" -> {
                add(events, false, 0, first, all.get(1));
                events.add(first, 1);
                mark(events, violating);
                events.add(all.get(1), 1);
            }
            case "response" -> response(sentence, events, violating);
            case "balance" -> add(events, violating, 3, first, all.get(1), first, all.get(1));
            case "bounded time" -> add(events, violating, 2, first, all.get(1));
            default -> add(events, violating, 1, all.toArray(EventPattern[]::new));
        }
    }

    private void response(Sentence sentence, SampleEvent events, boolean violating) {
        EventPattern answer = sentence.events().get(1);
        add(
                events,
                violating && sentence.end().isEmpty(),
                2,
                answer,
                sentence.events().get(0),
                answer);
        if (sentence.end().isPresent()) {
            add(events, violating, 1, sentence.end().get());
        }
    }

    /** Adds patterns in order and marks one of them, counted from 1. */
    private void add(SampleEvent events, boolean violating, int marked, EventPattern... patterns) {
        for (int i = 0; i < patterns.length; i++) {
            events.add(patterns[i], 0);
            mark(events, violating && i + 1 == marked);
        }
    }
}
