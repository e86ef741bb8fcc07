// SPDX-License-Identifier: Apache-2.0
package probus.traces.json;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import probus.facts.ProbeEvent;
import probus.traces.BootSink;
import probus.traces.BootSummary;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes boots as JSON lines: {@code {"boot":1}}, the events, and last what else is known of the boot ({@code "endOfBoot"}).
 */
public final class JsonLinesWriter implements BootSink {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final Writer out;

    /** Writes to {@code out}, which is left open. */
    public JsonLinesWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void beginBoot(String input, int boot) {
        line("{\"boot\":" + boot + "}");
    }

    @Override
    public void event(ProbeEvent event) {
        line(JsonLines.write(event));
    }

    @Override
    public void endBoot(BootSummary summary) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("endOfBoot", summary.boot());
            summary.kernelVersion().ifPresent(version -> json.writeStringProperty("kernel", version));
            summary.commandLine().ifPresent(line -> json.writeStringProperty("commandLine", line));
            json.writeNumberProperty("lostEvents", summary.lostEvents());
            json.writeBooleanProperty("userSpace", summary.userSpace());
            json.writeBooleanProperty("crashed", summary.crashed());
            json.writeBooleanProperty("armed", summary.armed());
            json.writeName("recordable");
            json.writeStartArray();
            summary.recordable().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        line(text.toString());
    }

    private void line(String text) {
        try {
            out.write(text);
            out.write('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
