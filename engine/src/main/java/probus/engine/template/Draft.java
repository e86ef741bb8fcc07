// SPDX-License-Identifier: Apache-2.0
package probus.engine.template;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.DrlException;
import probus.engine.drl.DrlPrinter;
import probus.engine.drl.FactTypes;
import probus.facts.ObjectId;
import probus.facts.Task;

/** DRL in the making: patterns joined by the sentence's keys. */
final class Draft {
    private final Sentence sentence;
    /** Tells the keys of one alternative from those of another. */
    private String suffix = "";

    final Set<String> kinds = new LinkedHashSet<>();
    final Set<String> needs = new LinkedHashSet<>();
    final Set<String> proven = new LinkedHashSet<>();
    final Map<String, String> phrases = new LinkedHashMap<>();

    Draft(Sentence sentence) {
        this.sentence = sentence;
        sentence.keys().forEach(key -> sentence.mentioned().forEach(event -> field(key, event)));
    }

    void alternative(int number) {
        suffix = "Of" + number;
    }

    /** {@return the pattern that sets the keys} */
    String first(EventPattern event, String role, String phrase, String... more) {
        List<String> constraints = new ArrayList<>();
        int number = 1;
        for (Sentence.Key key : sentence.keys()) {
            String field = field(key, event);
            constraints.add("$key" + number++ + suffix + " : " + field);
            known(event, field).ifPresent(constraints::add);
        }
        return pattern(event, role, phrase, constraints, more);
    }

    /** {@return a pattern with the same keys} */
    String next(EventPattern event, String role, String phrase, String... more) {
        return pattern(event, role, phrase, sameKeys(event), more);
    }

    /** {@return that there is no such event} */
    String none(EventPattern event, String... more) {
        kind(event);
        proven.add(event.type());
        return "not " + print(event, "", sameKeys(event), more);
    }

    /** {@return that there is no such event that would restart what is looked for: whether it is recorded proves nothing} */
    String nearest(EventPattern event, String... more) {
        kind(event);
        return "not " + print(event, "", sameKeys(event), more);
    }

    /** {@return that no events were lost from one point to another; {@code ""} for the begin and the end} */
    String complete(String from, String to) {
        kinds.add("EventsLost");
        List<String> constraints = new ArrayList<>();
        if (!from.isEmpty()) {
            constraints.add("seq > " + from + ".seq || open == true");
        }
        if (!to.isEmpty()) {
            constraints.add("seq < " + to + ".seq");
        }
        return "not EventsLost( " + String.join(", ", constraints) + " )";
    }

    /** {@return that the boot is known to have gone on to its end} */
    String end(String role) {
        kinds.add("EndOfTrace");
        return role + " : EndOfTrace( userSpace == true, crashed == false )";
    }

    /** {@return what an event must be to exercise the rule} */
    String exercised(EventPattern event) {
        List<String> constraints = new ArrayList<>();
        for (Sentence.Key key : sentence.keys()) {
            known(event, field(key, event)).ifPresent(constraints::add);
        }
        return print(event, "", constraints);
    }

    /** {@return what the event is called in the rule: as the author says, or by its role} */
    static String named(EventPattern event, String role) {
        return event.binding().isEmpty() ? role : event.binding();
    }

    /** {@return what a message says of the key of an event} */
    String keyOf(EventPattern event, String name) {
        return sentence.keys().isEmpty()
                ? ""
                : "{" + name.substring(1) + "." + field(sentence.keys().get(0), event) + "}: ";
    }

    private String pattern(EventPattern event, String role, String phrase, List<String> keys, String... more) {
        kind(event);
        String name = named(event, role);
        if (!phrase.isEmpty()) {
            phrases.put(name.substring(1), phrase);
        }
        return print(event, name, keys, more);
    }

    private static String print(EventPattern event, String name, List<String> keys, String... more) {
        List<String> all = new ArrayList<>(keys);
        event.constraints().forEach(constraint -> all.add(DrlPrinter.print(constraint)));
        all.addAll(List.of(more));
        String head = name.isEmpty() ? "" : name + " : ";
        return head + event.type() + (all.isEmpty() ? "()" : "( " + String.join(", ", all) + " )");
    }

    private List<String> sameKeys(EventPattern event) {
        List<String> constraints = new ArrayList<>();
        int number = 1;
        for (Sentence.Key key : sentence.keys()) {
            constraints.add(field(key, event) + " == $key" + number++ + suffix);
        }
        return constraints;
    }

    private void kind(EventPattern event) {
        kinds.add(event.type());
        Set<String> read = new LinkedHashSet<>();
        List<String> own = FactTypes.event(event.type()).map(FactTypes::fields).orElse(List.of());
        String text = DrlPrinter.print(event, List.of());
        for (String field : own) {
            boolean key =
                    sentence.keys().stream().anyMatch(one -> field(one, event).equals(field));
            if (key || text.matches("(?s).*[(\\s,!]" + field + "\\b.*")) {
                read.add(event.type() + "." + field);
            }
        }
        needs.addAll(read.isEmpty() ? Set.of(event.type()) : read);
    }

    /** {@return the field of the event that the key stands for} */
    static String field(Sentence.Key key, EventPattern event) {
        Class<?> type = FactTypes.event(event.type()).orElse(Object.class);
        Map<String, Method> properties = FactTypes.properties(type);
        return key.fields().stream()
                .filter(properties::containsKey)
                .findFirst()
                .orElseThrow(() -> DrlException.wrong(
                        key.at(),
                        event.type() + " has no field " + String.join(" or ", key.fields()) + " to join by",
                        type == Object.class
                                ? "there is no such event"
                                : "it has " + String.join(", ", FactTypes.fields(type))
                                        + ", task; fields of which each event has one are written dev|iommu"));
    }

    /** What was not recorded is equal to everything else that was not. */
    private static Optional<String> known(EventPattern event, String field) {
        Class<?> type = FactTypes.properties(FactTypes.event(event.type()).orElseThrow())
                .get(field)
                .getReturnType();
        if (type == String.class) {
            return Optional.of(field + " != \"(unknown)\"");
        }
        if (type == ObjectId.class) {
            return Optional.of(field + ".object == true");
        }
        return type == Task.class ? Optional.of(field + ".known == true") : Optional.empty();
    }
}
