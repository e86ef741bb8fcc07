// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers for programs. The shape is a contract: {@code docs/check.schema.json}. */
public final class JsonReport implements Reporter {
    private final JsonGenerator json;

    /**
     * Begins the object.
     *
     * @param out where to write; is flushed and not closed
     * @param version the version of Probus
     */
    public JsonReport(Writer out, String version) {
        json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        json.writeStringProperty("probus", version);
        json.writeArrayPropertyStart("inputs");
    }

    @Override
    public void boot(BootReport report) {
        json.writeStartObject();
        new JsonVerdicts(json, report.file()).boot(report);
        json.writeEndObject();
    }

    @Override
    public void end(int exit) {
        json.writeEndArray();
        json.writeNumberProperty("exit", exit);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }
}
