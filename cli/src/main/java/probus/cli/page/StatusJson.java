// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import probus.cli.live.ModelControl;
import probus.cli.live.ModelPlan;
import probus.cli.live.Pace;
import probus.cli.live.Status;
import probus.cli.live.Subject;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How the monitor is doing, as the page reads it. */
final class StatusJson {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private StatusJson() {}

    /** {@return what is always the same: who this is, and whether it has a pace and is the model} */
    static String hello(String instance, Subject subject) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("instance", instance);
            json.writeBooleanProperty("pace", subject.pace().isPresent());
            json.writeBooleanProperty("model", subject.model().isPresent());
            json.writeEndObject();
        }
        return out.toString();
    }

    /** {@return what can be asked of the model, which depends on what it shows} */
    static String choices(ModelControl.Choices choices) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            strings("kernels", choices.kernels(), json);
            strings("boards", choices.boards(), json);
            strings("drivers", choices.drivers(), json);
            strings("faults", choices.faults(), json);
            strings("strategies", choices.strategies(), json);
            json.writeEndObject();
        }
        return out.toString();
    }

    /** {@return what changes all the time} */
    static String status(Subject subject) {
        Status status = subject.status();
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("source", Names.name(status.source()));
            json.writeStringProperty("phase", status.phase().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("boots", status.boots());
            json.writeNumberProperty("events", status.events());
            json.writeNumberProperty("perSecond", status.perSecond());
            json.writeNumberProperty("tasks", status.tasks());
            json.writeNumberProperty("rules", status.rules());
            json.writeNumberProperty("violations", status.violations());
            json.writeStringProperty("lastViolation", status.lastViolation().orElse(""));
            json.writeNumberProperty("queued", status.queued());
            json.writeNumberProperty("capacity", status.capacity());
            json.writeNumberProperty("dropped", status.dropped());
            subject.pace().ifPresent(pace -> pace(pace, json));
            subject.model().ifPresent(model -> {
                json.writeBooleanProperty("over", model.isOver());
                plan(model.plan(), json);
            });
            json.writeEndObject();
        }
        return out.toString();
    }

    /** {@return the rules and what is true of each} */
    static String scores(List<Scores.Score> scores) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            for (Scores.Score score : scores) {
                json.writeStartObject();
                json.writeStringProperty("rule", score.rule().id());
                json.writeStringProperty("catalog", score.rule().catalog());
                json.writeStringProperty("title", Names.text(score.rule().title()));
                json.writeStringProperty("severity", score.severity());
                json.writeStringProperty("verdict", score.verdict().toString());
                json.writeStringProperty("why", Names.text(score.why()));
                json.writeNumberProperty("checks", score.checks());
                json.writeNumberProperty("violations", score.violations());
                strings("kinds", score.kinds(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return out.toString();
    }

    private static void pace(Pace pace, JsonGenerator json) {
        json.writeBooleanProperty("paused", pace.isPaused());
        json.writeNumberProperty("speed", pace.speed());
    }

    private static void plan(ModelPlan plan, JsonGenerator json) {
        json.writeName("plan");
        json.writeStartObject();
        json.writeStringProperty("kernel", plan.kernel());
        json.writeStringProperty("board", Names.name(plan.board()));
        strings("async", plan.async(), json);
        strings("inject", plan.inject(), json);
        json.writeStringProperty("strategy", plan.strategy());
        // Longer than what a script can count exactly.
        json.writeStringProperty("seed", Long.toString(plan.seed()));
        json.writeStringProperty("replay", plan.replay());
        json.writeEndObject();
    }

    private static void strings(String name, List<String> values, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
