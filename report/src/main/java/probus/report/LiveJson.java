// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.Writer;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What is said while something is watched, for programs: one object per line. The shape is a contract: {@code docs/monitor.schema.json}. */
public final class LiveJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Writer out;

    /** Writes to {@code out}, which is left open; each line is flushed. */
    public LiveJson(Writer out) {
        this.out = out;
    }

    /** A rule was broken. */
    public void violation(int boot, String file, Violation violation) {
        line(json -> {
            json.writeStringProperty("type", "violation");
            json.writeNumberProperty("boot", boot);
            json.writeStringProperty("rule", violation.rule().id());
            json.writeStringProperty("catalog", violation.rule().catalog());
            json.writeStringProperty("severity", violation.severity().toString());
            new JsonVerdicts(json, file).fields(violation);
        });
    }

    /** Events are missing. */
    public void lost(int boot, ProbeEvent.EventsLost lost) {
        line(json -> {
            json.writeStringProperty("type", "lost");
            json.writeNumberProperty("boot", boot);
            json.writeNumberProperty("count", lost.count());
            if (!lost.kind().isEmpty()) {
                json.writeStringProperty("kind", lost.kind());
            }
            json.writeNumberProperty("seq", lost.getSeq());
            json.writeNumberProperty("time_ns", lost.getTime());
        });
    }

    /**
     * A boot is over.
     *
     * @param schedule the line that replays it, {@code ""} for none
     */
    public void end(BootReport report, String schedule) {
        line(json -> {
            json.writeStringProperty("type", "end");
            JsonVerdicts verdicts = new JsonVerdicts(json, report.file());
            verdicts.boot(report);
            if (!schedule.isEmpty()) {
                json.writeStringProperty("schedule", schedule);
            }
        });
    }

    private interface Fields {
        void write(JsonGenerator json);
    }

    private void line(Fields fields) {
        JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }
}
