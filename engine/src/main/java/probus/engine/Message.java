// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.facts.ProbeEvent;
import probus.facts.state.PastEvent;

/**
 * Fills in the {@code {binding.property}} places of a rule's message. {@code {one|other.property}} is of the first that is bound.
 */
final class Message {
    private static final Pattern PLACE = Pattern.compile("\\{([\\w|]+)((?:\\.\\w+)*)}");

    private Message() {}

    /**
     * {@return the message with each place filled in; {@code (unknown)} where the property is not there}
     *
     * @param bindings name, without the dollar sign, to value
     */
    static String fill(String template, Map<String, Object> bindings) {
        Matcher place = PLACE.matcher(template);
        StringBuilder message = new StringBuilder();
        while (place.find()) {
            Object value = first(place.group(1), bindings);
            for (String property : place.group(2).split("\\.", -1)) {
                if (!property.isEmpty()) {
                    value = property(value, property);
                }
            }
            String text = value == null ? "" : value.toString();
            place.appendReplacement(message, Matcher.quoteReplacement(text.isEmpty() ? ProbeEvent.UNKNOWN : text));
        }
        return place.appendTail(message).toString();
    }

    private static Object first(String names, Map<String, Object> bindings) {
        for (String name : names.split("\\|", -1)) {
            if (bindings.get(name) != null) {
                return bindings.get(name);
            }
        }
        return null;
    }

    private static Object property(Object holder, String name) {
        Object target = holder instanceof PastEvent past ? past.getEvent() : holder;
        if (target == null || (holder instanceof PastEvent past && !past.isSeen())) {
            return null;
        }
        String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        try {
            Optional<Method> method = find(target.getClass(), name).or(() -> find(target.getClass(), getter));
            return method.isPresent() ? method.get().invoke(target) : null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Method> find(Class<?> type, String name) {
        try {
            return Optional.of(type.getMethod(name));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
