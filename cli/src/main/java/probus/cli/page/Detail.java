// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import probus.facts.EventCatalog;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.report.Words;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** All that is known of one event: what the page asks for when somebody looks at it. */
final class Detail {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private Detail() {}

    static String of(ProbeEvent event) {
        String kind = event.getClass().getSimpleName();
        Optional<EventCatalog.EventKind> about = EventCatalog.find(kind);
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("kind", kind);
            about.ifPresent(known -> {
                json.writeStringProperty("meaning", known.doc().value());
                json.writeStringProperty("kernel", known.doc().kernel());
                json.writeArrayPropertyStart("fields");
                known.fields().forEach(field -> field(event, field, json));
                json.writeEndArray();
            });
            json.writeStringProperty("task", Words.safe(event.getTask().toString()));
            origin(event.at().origin(), json);
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void field(ProbeEvent event, RecordComponent field, JsonGenerator json) {
        json.writeStartArray();
        json.writeString(field.getName());
        json.writeString(Words.safe(value(event, field)));
        json.writeEndArray();
    }

    private static String value(ProbeEvent event, RecordComponent field) {
        try {
            return String.valueOf(field.getAccessor().invoke(event));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void origin(Origin origin, JsonGenerator json) {
        json.writeStringProperty("file", Words.safe(origin.file()));
        json.writeNumberProperty("line", origin.line());
        json.writeStringProperty("raw", Words.safe(origin.text()));
    }
}
