// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The answer of an exploration for programs. The shape is a contract: {@code docs/explore.schema.json}. */
public final class ExploreJson {
    private final String version;

    /** Answers of this version of Probus. */
    public ExploreJson(String version) {
        this.version = version;
    }

    /** Writes the object; {@code out} is flushed and not closed. */
    public void write(ExploreReport report, Writer out) {
        JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
        ExploreReport.SearchFacts search = report.search();
        json.writeStartObject();
        json.writeStringProperty("probus", version);
        json.writeStringProperty(
                "kernel", report.kernel().profile().orElseThrow().id());
        json.writeStringProperty("board", report.board());
        json.writeStringProperty("strategy", search.strategy());
        json.writeNumberProperty("seed", search.seed());
        json.writeNumberProperty("schedules", search.schedules());
        if (search.states().isPresent()) {
            json.writeNumberProperty("states", search.states().getAsLong());
        }
        json.writeBooleanProperty("complete", search.complete());
        json.writeArrayPropertyStart("findings");
        report.findings().forEach(finding -> write(finding, json));
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private static void write(FindingReport finding, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("kind", finding.kind());
        json.writeStringProperty("function", finding.function());
        finding.rule().ifPresent(broken -> json.writeStringProperty("rule", broken.rule()));
        if (!finding.catalog().isEmpty()) {
            json.writeStringProperty("catalog", finding.catalog());
        }
        json.writeNumberProperty("firstAt", finding.size().firstAt());
        json.writeNumberProperty("tasks", finding.size().tasks());
        json.writeNumberProperty("steps", finding.size().steps());
        json.writeNumberProperty("switches", finding.size().switches());
        json.writeStringProperty("schedule", finding.schedule());
        json.writeStringProperty("message", finding.message());
        json.writeEndObject();
    }
}
