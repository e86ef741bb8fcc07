// SPDX-License-Identifier: Apache-2.0
package probus.traces.json;

import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import tools.jackson.core.JsonGenerator;

/**
 * How the fields of events look in JSON: names as strings, truths and numbers as such, an object as {@code "0xffffff80#2"}
 * (the second allocation of that address), {@code "NULL"} or {@code "unknown"}, a result as number or {@code "unknown"}.
 */
final class FieldValues {
    private static final String UNKNOWN = "unknown";

    private FieldValues() {}

    static void write(JsonGenerator json, String name, Object value) {
        if (value instanceof Boolean truth) {
            json.writeBooleanProperty(name, truth);
        } else if (value instanceof Number number) {
            json.writeNumberProperty(name, number.longValue());
        } else if (value instanceof Result result && result.known()) {
            json.writeNumberProperty(name, result.code());
        } else if (value instanceof Result) {
            json.writeStringProperty(name, UNKNOWN);
        } else if (value instanceof DomainType type) {
            json.writeStringProperty(name, type.name());
        } else {
            json.writeStringProperty(name, String.valueOf(value));
        }
    }

    /**
     * {@return the value of a field}
     *
     * @param json what the line has: a string, a {@code Long} or a {@code Boolean}; null if it has no such field
     * @throws IllegalArgumentException if that is no value of the type
     */
    static Object read(Class<?> type, String name, Object json) {
        if (json == null) {
            return missing(type, name);
        }
        if (type == String.class && json instanceof String text) {
            return text;
        }
        if (type == boolean.class && json instanceof Boolean truth) {
            return truth;
        }
        if (json instanceof Long number && type == long.class) {
            return number;
        }
        if (json instanceof Long number && (type == int.class || type == Result.class)) {
            int value = Math.toIntExact(number);
            return type == int.class ? (Object) value : Result.of(value);
        }
        if (json instanceof String text) {
            return ofText(type, name, text);
        }
        throw new IllegalArgumentException("field " + name + " cannot be " + json);
    }

    /** What is not written is not known; a number and a truth have no value for that. */
    private static Object missing(Class<?> type, String name) {
        if (type == String.class) {
            return ProbeEvent.UNKNOWN;
        }
        if (type == ObjectId.class) {
            return ObjectId.UNKNOWN;
        }
        if (type == Result.class) {
            return Result.UNKNOWN;
        }
        if (type == DomainType.class) {
            return DomainType.UNKNOWN;
        }
        throw new IllegalArgumentException("field " + name + " is missing");
    }

    private static Object ofText(Class<?> type, String name, String text) {
        if (type == ObjectId.class) {
            return object(text);
        }
        if (type == DomainType.class) {
            return DomainType.valueOf(text);
        }
        if (type == Result.class && text.equals(UNKNOWN)) {
            return Result.UNKNOWN;
        }
        throw new IllegalArgumentException("field " + name + " cannot be " + text);
    }

    private static ObjectId object(String text) {
        if (text.equals(UNKNOWN)) {
            return ObjectId.UNKNOWN;
        }
        if (text.equals("NULL")) {
            return ObjectId.NULL;
        }
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("object " + text + " is no address");
        }
        int hash = text.indexOf('#');
        long address = Long.parseUnsignedLong(text, 2, hash < 0 ? text.length() : hash, 16);
        int generation = hash < 0 ? 0 : Integer.parseInt(text, hash + 1, text.length(), 10) - 1;
        return new ObjectId(address, generation);
    }
}
