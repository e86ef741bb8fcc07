// SPDX-License-Identifier: Apache-2.0
package probus.traces.json;

import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as JSON, one object per line:
 *
 * <pre>{@code
 * {"seq":7,"time":1729030000,"cpu":1,"pid":42,"task":"kworker/u8:1","event":"DevIommuFree","dev":"psci","object":"NULL",
 *  "origin":{"file":"console.log","line":1203,"text":"..."}}
 * }</pre>
 *
 * <p>{@code seq}, {@code time} (nanoseconds), {@code cpu}, {@code pid}, {@code task} and {@code event} (the kind) come
 * first, {@code "inferred":true} where the event was not recorded itself, then the fields of the kind under their own
 * names, then {@code origin}, which may have the other lines that are needed in {@code also}.
 */
public final class JsonLines {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final int DEEPEST_ORIGIN = 16;

    private JsonLines() {}

    /** {@return the line, without its terminator} */
    public static String write(ProbeEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            Stamp stamp = event.at();
            json.writeStartObject();
            json.writeNumberProperty("seq", stamp.seq());
            json.writeNumberProperty("time", stamp.time());
            json.writeNumberProperty("cpu", stamp.cpu());
            json.writeNumberProperty("pid", stamp.task().pid());
            json.writeStringProperty("task", stamp.task().name());
            String kind = event.getClass().getSimpleName();
            json.writeStringProperty("event", kind);
            if (stamp.inferred()) {
                json.writeBooleanProperty("inferred", true);
            }
            for (RecordComponent field : EventShape.of(kind).fields()) {
                FieldValues.write(json, field.getName(), EventShape.value(event, field));
            }
            if (!stamp.origin().equals(Origin.NONE)) {
                json.writeName("origin");
                write(json, stamp.origin());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * {@return the event of a line; fields that the kind does not have are ignored}
     *
     * @throws IllegalArgumentException if the line is no event; the message says why
     */
    public static ProbeEvent read(String line) {
        return event(fields(line), Origin.NONE);
    }

    /** {@return the event of a line; one that does not tell where it was read was read {@code here}} */
    static ProbeEvent event(Map<String, Object> line, Origin here) {
        EventShape shape = line.get("event") instanceof String name ? EventShape.of(name) : null;
        if (shape == null) {
            throw new IllegalArgumentException("no event is called " + line.get("event"));
        }
        Task task = new Task((int) number(line, "pid", -1), line.get("task") instanceof String name ? name : "?");
        Stamp stamp = new Stamp(
                number(line, "seq", 0),
                number(line, "time", 0),
                (int) number(line, "cpu", -1),
                task,
                line.get("origin") instanceof Map<?, ?> origin ? origin(origin) : here,
                Boolean.TRUE.equals(line.get("inferred")));
        List<RecordComponent> fields = shape.fields();
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            String name = fields.get(i).getName();
            values[i] = FieldValues.read(fields.get(i).getType(), name, line.get(name));
        }
        return shape.make(stamp, values);
    }

    /** {@return what a line says: strings, {@code Long}s, {@code Boolean}s, lists and maps by name} */
    static Map<String, Object> fields(String line) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (json.nextToken() == JsonToken.START_OBJECT && value(json, 0) instanceof Map<?, ?> map) {
                Map<String, Object> fields = new HashMap<>();
                map.forEach((name, value) -> fields.put((String) name, value));
                return fields;
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(broken.getOriginalMessage(), broken);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    private static Object value(JsonParser json, int depth) {
        if (depth > DEEPEST_ORIGIN * 2) {
            throw new IllegalArgumentException("nested too deeply");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new HashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    map.put(name, value(json, depth + 1));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json, depth + 1));
                }
                yield list;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static void write(JsonGenerator json, Origin origin) {
        json.writeStartObject();
        json.writeStringProperty("file", origin.file());
        json.writeNumberProperty("line", origin.line());
        json.writeStringProperty("text", origin.text());
        if (!origin.also().isEmpty()) {
            json.writeName("also");
            json.writeStartArray();
            origin.also().forEach(other -> write(json, other));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static Origin origin(Map<?, ?> json) {
        List<Origin> also = new ArrayList<>();
        if (json.get("also") instanceof List<?> list) {
            list.forEach(other -> {
                if (other instanceof Map<?, ?> map) {
                    also.add(origin(map));
                }
            });
        }
        String file = json.get("file") instanceof String name ? name : "";
        String text = json.get("text") instanceof String words ? words : "";
        long line = json.get("line") instanceof Long number ? number : 0;
        return new Origin(file, line, text, List.copyOf(also));
    }

    private static long number(Map<String, Object> line, String name, long unknown) {
        return line.get(name) instanceof Long number ? number : unknown;
    }
}
