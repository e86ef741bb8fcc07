// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into maps and lists, and holds it against a schema, as far as ours goes. */
final class Json {
    private Json() {}

    static Object parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    static Map<?, ?> object(Object value) {
        return (Map<?, ?>) value;
    }

    static List<?> array(Object value) {
        return (List<?>) value;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> "null";
            default -> parser.getString();
        };
    }

    /** {@return what is wrong with a value, each with its path} */
    static List<String> faults(Object value, Map<?, ?> schema, Map<?, ?> root, String path) {
        List<String> faults = new ArrayList<>();
        if (schema.containsKey("$ref")) {
            String name = schema.get("$ref").toString().replaceFirst(".*/", "");
            return faults(value, object(object(root.get("$defs")).get(name)), root, path);
        }
        if (schema.get("type") instanceof String type && !type.equals(type(value))) {
            faults.add(path + " is no " + type);
        }
        if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
            faults.add(path + " cannot be " + value);
        }
        if (value instanceof List<?> list) {
            for (Object item : list) {
                faults.addAll(faults(item, object(schema.get("items")), root, path + "[]"));
            }
        }
        if (value instanceof Map<?, ?> map) {
            Map<?, ?> properties = object(schema.get("properties"));
            array(schema.get("required")).stream()
                    .filter(name -> !map.containsKey(name))
                    .forEach(name -> faults.add(path + " lacks " + name));
            map.forEach((name, item) -> {
                if (properties.containsKey(name)) {
                    faults.addAll(faults(item, object(properties.get(name)), root, path + "." + name));
                } else {
                    faults.add(path + " has " + name);
                }
            });
        }
        return faults;
    }

    private static String type(Object value) {
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "array";
        }
        return value instanceof Long ? "integer" : value instanceof Boolean ? "boolean" : "string";
    }
}
