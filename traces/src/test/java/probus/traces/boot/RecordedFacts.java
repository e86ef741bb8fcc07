// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What is known of the recorded boots, found by other means. */
final class RecordedFacts {
    private RecordedFacts() {}

    /** {@return the folder of recorded boots, {@code null} where the sources stand alone} */
    static Path boots() {
        Path up = Path.of("").toAbsolutePath();
        while (up != null && !Files.isDirectory(up.resolve("shared/kernel-traces"))) {
            up = up.getParent();
        }
        return up == null ? null : up.resolve("shared/kernel-traces");
    }

    /** {@return the facts of each boot: objects as maps, arrays as lists} */
    static Map<String, Map<String, Object>> read(Path boots) throws IOException {
        try (JsonParser json = new JsonFactory()
                .createParser(ObjectReadContext.empty(), Files.readAllBytes(boots.resolve("derived-facts.json")))) {
            json.nextToken();
            Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
            object(json).forEach((boot, values) -> facts.put(boot, asObject(values)));
            return facts;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> asObject(Object value) {
        return (Map<String, Object>) value;
    }

    /** {@return the list under a key, empty if there is none} */
    static List<?> list(Map<String, Object> facts, String key) {
        return (List<?>) facts.getOrDefault(key, List.of());
    }

    private static Map<String, Object> object(JsonParser json) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            object.put(key, value(json));
        }
        return object;
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case VALUE_NUMBER_INT -> json.getLongValue();
            default -> String.valueOf(json.getString());
        };
    }
}
