// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

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

/** What independent checkers found in the recorded boots, and where those are. */
final class DerivedFacts {
    private DerivedFacts() {}

    /** {@return the folder of the recorded boots, one that does not exist where they are not beside the sources} */
    static Path boots() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path boots = folder.resolve("../shared/kernel-traces").normalize();
            if (Files.isDirectory(boots)) {
                return boots;
            }
        }
        return Path.of("no-recorded-boots");
    }

    /** {@return the facts, by boot and key} */
    @SuppressWarnings("unchecked")
    static Map<String, Map<String, Object>> read() {
        try (JsonParser parser = JsonFactory.builder()
                .build()
                .createParser(ObjectReadContext.empty(), boots().resolve("derived-facts.json"))) {
            parser.nextToken();
            return (Map<String, Map<String, Object>>) value(parser);
        }
    }

    private static Object value(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getString();
    }
}
