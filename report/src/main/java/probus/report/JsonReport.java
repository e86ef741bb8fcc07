// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.Writer;
import probus.engine.Evidence;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers for programs. The shape is a contract: {@code docs/check.schema.json}. */
public final class JsonReport implements Reporter {
    private final JsonGenerator json;
    private String file = "";

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
        file = report.file();
        KernelChoice kernel = report.kernel();
        BootReport.Counts counts = report.counts();
        json.writeStartObject();
        json.writeStringProperty("file", report.file());
        json.writeNumberProperty("boot", report.boot());
        json.writeStringProperty("format", report.format());
        if (kernel.profile().isPresent()) {
            json.writeStringProperty("kernel", kernel.profile().get().id());
            json.writeBooleanProperty("kernelExact", kernel.exact());
        } else {
            json.writeNullProperty("kernel");
        }
        json.writeStringProperty("kernelFrom", kernel.from().toString());
        if (!kernel.version().isEmpty()) {
            json.writeStringProperty("kernelVersion", kernel.version());
        }
        json.writeNumberProperty("lines", counts.lines());
        json.writeNumberProperty("events", counts.events());
        json.writeNumberProperty("skippedLines", counts.skippedLines());
        json.writeNumberProperty("lostEvents", counts.lostEvents());
        if (!report.error().isEmpty()) {
            json.writeStringProperty("error", report.error());
        }
        json.writeArrayPropertyStart("verdicts");
        report.verdicts().forEach(this::verdict);
        json.writeEndArray();
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

    private void verdict(Verdict verdict) {
        json.writeStartObject();
        json.writeStringProperty("rule", verdict.rule().id());
        json.writeStringProperty("catalog", verdict.rule().catalog());
        json.writeStringProperty("severity", verdict.severity().toString());
        json.writeStringProperty("verdict", verdict.kind().toString());
        json.writeNumberProperty("checks", verdict.checks());
        if (!verdict.why().isEmpty()) {
            json.writeStringProperty("why", verdict.why());
        }
        json.writeArrayPropertyStart("violations");
        verdict.violations().forEach(this::violation);
        json.writeEndArray();
        if (verdict.more() > 0) {
            json.writeNumberProperty("more", verdict.more());
        }
        json.writeEndObject();
    }

    private void violation(Violation violation) {
        json.writeStartObject();
        json.writeStringProperty("message", violation.message());
        json.writeArrayPropertyStart("events");
        violation.evidence().forEach(this::event);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void event(Evidence evidence) {
        ProbeEvent event = evidence.event();
        json.writeStartObject();
        json.writeNumberProperty("line", event.at().origin().line());
        if (!event.at().origin().file().equals(file) && event.at().origin().line() > 0) {
            json.writeStringProperty("file", event.at().origin().file());
        }
        json.writeNumberProperty("seq", event.getSeq());
        json.writeNumberProperty("time_ns", event.getTime());
        json.writeNumberProperty("cpu", event.getCpu());
        json.writeStringProperty("task", event.getTask().name());
        json.writeNumberProperty("pid", event.getTask().pid());
        json.writeStringProperty("event", event.getClass().getSimpleName());
        if (event instanceof ProbeEvent.OfDevice of && !of.dev().equals(ProbeEvent.UNKNOWN)) {
            json.writeStringProperty("device", of.dev());
        }
        if (event.at().inferred()) {
            json.writeBooleanProperty("inferred", true);
        }
        json.writeStringProperty("note", evidence.phrase());
        json.writeEndObject();
    }
}
