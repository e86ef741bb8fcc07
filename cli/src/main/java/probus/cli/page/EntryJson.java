// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.StringWriter;
import java.util.List;
import probus.engine.Evidence;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DevIommuGet;
import probus.report.EventText;
import probus.report.LiveText;
import probus.report.TextOptions;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Entries of the journal as the page reads them. */
final class EntryJson implements AutoCloseable {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final LiveText WORDS = new LiveText(new TextOptions(TextOptions.PIPED_WIDTH, true, false, true));

    private final JsonGenerator json;

    private EntryJson(StringWriter out) {
        json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** {@return the entries of a batch as one array, what is missing in front} */
    static String of(Journal.Batch batch) {
        StringWriter out = new StringWriter(batch.entries().size() * 256);
        try (EntryJson entries = new EntryJson(out)) {
            entries.json.writeStartArray();
            if (batch.missed() > 0) {
                entries.gap(batch);
            }
            long id = batch.first();
            for (Object entry : batch.entries()) {
                entries.write(id++, entry);
            }
            entries.json.writeEndArray();
        }
        return out.toString();
    }

    @Override
    public void close() {
        json.close();
    }

    private void gap(Journal.Batch batch) {
        json.writeStartObject();
        json.writeStringProperty("type", "gap");
        json.writeNumberProperty("missed", batch.missed());
        json.writeEndObject();
    }

    private void write(long id, Object entry) {
        json.writeStartObject();
        json.writeNumberProperty("id", id);
        if (entry instanceof ProbeEvent event) {
            event(event);
        } else if (entry instanceof Entry.BootBegan began) {
            json.writeStringProperty("type", "boot");
            json.writeNumberProperty("boot", began.boot());
            json.writeStringProperty("input", Names.name(began.input()));
        } else if (entry instanceof Entry.KernelKnown kernel) {
            json.writeStringProperty("type", "kernel");
            json.writeStringProperty("kernel", Names.text(kernel.words()));
        } else if (entry instanceof Entry.Broken broken) {
            violation(broken);
        } else if (entry instanceof Entry.Remembered remembered) {
            remembered(remembered);
        } else if (entry instanceof Entry.BootEnded ended) {
            end(ended);
        }
        json.writeEndObject();
    }

    private void event(ProbeEvent event) {
        json.writeStringProperty("type", "event");
        json.writeNumberProperty("seq", event.getSeq());
        json.writeNumberProperty("ns", event.getTime());
        json.writeNumberProperty("cpu", event.getCpu());
        json.writeNumberProperty("pid", event.getTask().pid());
        json.writeStringProperty("task", Names.name(event.getTask().name()));
        json.writeStringProperty("kind", event.getClass().getSimpleName());
        EventText words = EventText.of(event, "");
        json.writeStringProperty("text", Names.text(words.text()));
        if (!words.call().isEmpty()) {
            json.writeStringProperty(words.begins() ? "begins" : "ends", words.call());
        }
        subjects(event);
        if (event.at().inferred()) {
            json.writeBooleanProperty("inferred", true);
        }
        if (event.at().origin().line() > 0) {
            json.writeNumberProperty("line", event.at().origin().line());
        }
        String raw = event.at().origin().text();
        if (!raw.isBlank()) {
            json.writeStringProperty("raw", Names.text(raw));
        }
    }

    /** What the lanes and the strips of the page are drawn from. */
    private void subjects(ProbeEvent event) {
        if (event instanceof ProbeEvent.OfDevice of && !of.dev().equals(ProbeEvent.UNKNOWN)) {
            json.writeStringProperty("dev", Names.name(of.dev()));
        }
        if (event instanceof ProbeEvent.OfIommu of && !of.iommu().equals(ProbeEvent.UNKNOWN)) {
            json.writeStringProperty("iommu", Names.name(of.iommu()));
        }
        if (event instanceof ProbeEvent.OfObject of && of.object().isKnown()) {
            json.writeStringProperty("object", of.object().toString());
        }
        if (event instanceof DevIommuGet get && get.created()) {
            json.writeBooleanProperty("created", true);
        }
        if (event instanceof ProbeEvent.OfLock of) {
            json.writeStringProperty("lock", of.lock().toString());
            String name = of.dev().isEmpty() || of.dev().equals(ProbeEvent.UNKNOWN)
                    ? of.name()
                    : "device_lock(" + of.dev() + ")";
            json.writeStringProperty("name", Names.name(name));
        }
    }

    private void violation(Entry.Broken broken) {
        Violation violation = broken.violation();
        remembered(broken.remembered());
        json.writeStringProperty("text", WORDS.story(violation, broken.profile()));
        json.writeArrayPropertyStart("evidence");
        for (Evidence evidence : violation.evidence()) {
            json.writeStartObject();
            json.writeNumberProperty("seq", evidence.event().getSeq());
            json.writeNumberProperty("pid", evidence.event().getTask().pid());
            json.writeStringProperty(
                    "task", Names.name(evidence.event().getTask().name()));
            json.writeStringProperty("note", Names.text(evidence.phrase()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("context");
        violation.context().forEach(event -> json.writeNumber(event.getSeq()));
        json.writeEndArray();
    }

    private void remembered(Entry.Remembered violation) {
        json.writeStringProperty("type", "violation");
        json.writeStringProperty("rule", Names.name(violation.rule()));
        json.writeStringProperty("catalog", violation.catalog());
        json.writeStringProperty("severity", violation.severity());
        json.writeStringProperty("message", Names.text(violation.message()));
        json.writeNumberProperty("seq", violation.seq());
        json.writeNumberProperty("boot", violation.boot());
    }

    private void end(Entry.BootEnded ended) {
        json.writeStringProperty("type", "end");
        json.writeNumberProperty("boot", ended.boot());
        json.writeStringProperty("schedule", ended.schedule());
        json.writeNumberProperty("events", ended.events());
        strings("violated", ended.violated());
        if (!ended.error().isEmpty()) {
            json.writeStringProperty("error", Names.text(ended.error()));
        }
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
