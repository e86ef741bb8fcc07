// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.engine.drl.FactTypes;
import probus.engine.drl.Shapes;
import probus.engine.template.Grammar;
import probus.facts.EventCatalog;

/** What a word of a rule means, and what may stand at a place of it. */
final class RuleHelp {
    private static final Pattern PATH_BEFORE = Pattern.compile("([\\w$.]*)$");
    private static final Pattern OPEN = Pattern.compile("(?:\\$\\w+\\s*:\\s*)?(\\w+)\\s*\\(([^()]*)$");

    private RuleHelp() {}

    /**
     * A place in a text.
     *
     * @param before what stands before it in the rule
     * @param word the word that it is in, dots included up to the place
     */
    record Cursor(String before, String word) {
        static Cursor of(String text, int line, int character) {
            String[] lines = text.split("\n", -1);
            if (line >= lines.length) {
                return new Cursor("", "");
            }
            StringBuilder before = new StringBuilder();
            for (int i = 0; i < line; i++) {
                before.append(lines[i]).append('\n');
            }
            int at = Math.min(character, lines[line].length());
            before.append(lines[line], 0, at);
            int end = at;
            while (end < lines[line].length() && Character.isJavaIdentifierPart(lines[line].charAt(end))) {
                end++;
            }
            Matcher path = PATH_BEFORE.matcher(before);
            String start = path.find() ? path.group(1) : "";
            return new Cursor(before.toString(), start + lines[line].substring(at, end));
        }

        /** {@return the event whose parentheses the place is in} */
        Optional<Class<?>> event() {
            Matcher open = OPEN.matcher(before);
            return open.find() ? FactTypes.event(open.group(1)) : Optional.empty();
        }
    }

    /** {@return what the word means, in Markdown} */
    static Optional<String> hover(Cursor cursor) {
        Optional<EventCatalog.EventKind> kind = EventCatalog.find(cursor.word());
        if (kind.isPresent()) {
            StringBuilder text = new StringBuilder(
                    "**" + cursor.word() + "**: " + kind.get().doc().value());
            text.append(
                    kind.get().doc().kernel().isEmpty()
                            ? ""
                            : "\n\n`" + kind.get().doc().kernel() + "`");
            kind.get()
                    .fields()
                    .forEach(field -> text.append(
                            "\n* `" + field.getName() + "` " + field.getType().getSimpleName()));
            return Optional.of(text.toString());
        }
        if (Shapes.NAMES.contains(cursor.word())) {
            return Optional.of("`" + Grammar.form(cursor.word()) + "`: " + Grammar.meaning(cursor.word()));
        }
        return cursor.event().flatMap(event -> property(event, cursor.word()));
    }

    private static Optional<String> property(Class<?> event, String word) {
        Class<?> type = event;
        for (String name : word.split("\\.", -1)) {
            Method method = FactTypes.properties(type).get(name);
            if (method == null) {
                return Optional.empty();
            }
            type = method.getReturnType();
        }
        return Optional.of("`" + word + "` of " + event.getSimpleName() + ": " + type.getSimpleName());
    }

    /** {@return what may stand there, with what it is} */
    static Map<String, String> completion(Cursor cursor) {
        Map<String, String> words = new TreeMap<>();
        Optional<Class<?>> event = cursor.event();
        if (event.isPresent()) {
            Class<?> type = event.get();
            String[] names = cursor.word().split("\\.", -1);
            for (int i = 0; i + 1 < names.length; i++) {
                Method method = FactTypes.properties(type).get(names[i]);
                if (method == null) {
                    return words;
                }
                type = method.getReturnType();
            }
            FactTypes.properties(type)
                    .forEach((name, method) ->
                            words.put(name, method.getReturnType().getSimpleName()));
            return words;
        }
        EventCatalog.all().forEach(kind -> words.put(kind.name(), kind.doc().value()));
        Map<String, String> all = new LinkedHashMap<>();
        Shapes.NAMES.forEach(name -> all.put(name, Grammar.form(name)));
        all.putAll(words);
        return all;
    }
}
