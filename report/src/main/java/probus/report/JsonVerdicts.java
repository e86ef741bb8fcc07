// SPDX-License-Identifier: Apache-2.0
package probus.report;

import probus.engine.Evidence;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import tools.jackson.core.JsonGenerator;

/** Writes what was found as properties of an object that is open. */
final class JsonVerdicts {
    private final JsonGenerator json;
    private final String file;

    /** Writes to {@code json} about an input of that name. */
    JsonVerdicts(JsonGenerator json, String file) {
        this.json = json;
        this.file = file;
    }

    void boot(BootReport report) {
        KernelChoice kernel = report.kernel();
        BootReport.Counts counts = report.counts();
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
        fields(violation);
        json.writeEndObject();
    }

    void fields(Violation violation) {
        json.writeStringProperty("message", violation.message());
        json.writeArrayPropertyStart("events");
        violation.evidence().forEach(this::event);
        json.writeEndArray();
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
