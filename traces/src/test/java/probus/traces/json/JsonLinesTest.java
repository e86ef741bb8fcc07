// SPDX-License-Identifier: Apache-2.0
package probus.traces.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import probus.facts.DomainType;
import probus.facts.EventCatalog;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

final class JsonLinesTest {
    private static final int ROUNDS = 30;
    private static final String[] TEXTS = {
        "psci",
        "",
        ProbeEvent.UNKNOWN,
        "\"quoted\" \\ back",
        "tab\tnew\nline",
        "caf\u00e9 \ud83d\ude00",
        "{\"a\":1}",
        "unknown",
        "NULL"
    };

    private final Random random = new Random(42);

    @Test
    void everyKindOfEventComesBackEqual() {
        for (EventCatalog.EventKind kind : EventCatalog.all()) {
            for (int round = 0; round < ROUNDS; round++) {
                ProbeEvent event = event(kind);
                String line = JsonLines.write(event);

                assertThat(line).doesNotContain("\n");
                assertThat(JsonLines.read(line)).as(line).isEqualTo(event);
            }
        }
    }

    @Test
    void noFieldIsCalledLikeOneThatAllEventsHave() {
        List<String> common =
                List.of("seq", "time", "cpu", "pid", "task", "event", "inferred", "origin", "boot", "endOfBoot");

        for (EventCatalog.EventKind kind : EventCatalog.all()) {
            assertThat(kind.fields()).extracting(RecordComponent::getName).doesNotContainAnyElementsOf(common);
        }
    }

    @Test
    void whatIsNotWrittenIsNotKnown() {
        assertThat(JsonLines.read("{\"event\":\"DevIommuFree\",\"seq\":3}"))
                .isEqualTo(new ProbeEvent.DevIommuFree(
                        new Stamp(3, 0, -1, Task.UNKNOWN, Origin.NONE, false), ProbeEvent.UNKNOWN, ObjectId.UNKNOWN));
    }

    @Test
    void aLineThatIsNoEventSaysWhy() {
        assertThatThrownBy(() -> JsonLines.read("{\"event\":\"Nonsense\"}")).hasMessage("no event is called Nonsense");
        assertThatThrownBy(() -> JsonLines.read("[1]")).hasMessage("not a JSON object");
        assertThatThrownBy(() -> JsonLines.read("{\"event\":\"DevIommuFree\",\"object\":7}"))
                .hasMessage("field object cannot be 7");
        assertThatThrownBy(() -> JsonLines.read("{\"event\":\"GroupRef\"}")).hasMessage("field delta is missing");
        assertThatThrownBy(() -> JsonLines.read("{\"event\":")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonLines.read("{\"seq\":99999999999999999999999,\"event\":\"DeferTrigger\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bootsComeBackWithWhatIsKnownOfThem() {
        String trace = "# tracer: nop\n           a-1       [000] .....     1.000001: pm_runtime_enable:"
                + " (pm_runtime_enable+0x0/0x10) dev=\"x\"\n";
        Boots first = read(trace);
        StringWriter text = new StringWriter();
        JsonLinesWriter writer = new JsonLinesWriter(text);
        writer.beginBoot("-", 1);
        first.events.forEach(writer::event);
        writer.endBoot(first.summaries.get(0));
        Boots again = read(text.toString());

        assertThat(again.events).hasSize(1).isEqualTo(first.events);
        assertThat(again.summaries).hasSize(1);
        assertThat(again.summaries.get(0).userSpace()).isTrue();
        assertThat(again.summaries.get(0).recordable()).contains("PmEnable");
        assertThat(again.summaries.get(0).format()).isEqualTo("json lines");
    }

    @Test
    void linesThatAreNoEventsAreCounted() {
        Boots boots =
                read("{\"event\":\"DeferTrigger\",\"seq\":1}\nrubbish\n{\"event\":\"EndOfTrace\",\"userSpace\":true,"
                        + "\"crashed\":false}\n{\"event\":\"DeferTrigger\",\"seq\":1}\n");

        assertThat(boots.summaries).hasSize(2);
        assertThat(boots.summaries.get(0).skippedLines()).isEqualTo(1);
        assertThat(boots.summaries.get(0).userSpace()).isTrue();
        assertThat(boots.summaries.get(1).userSpace()).isFalse();
    }

    private static Boots read(String text) {
        Boots boots = new Boots();
        new BootReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).read("-", boots);
        return boots;
    }

    private ProbeEvent event(EventCatalog.EventKind kind) {
        Task task = new Task(random.nextInt(100) - 1, text());
        Stamp stamp = new Stamp(
                random.nextLong(), random.nextLong(), random.nextInt(9) - 1, task, origin(2), random.nextBoolean());
        Object[] values =
                kind.fields().stream().map(field -> value(field.getType())).toArray();
        return EventShape.of(kind.name()).make(stamp, values);
    }

    private Origin origin(int depth) {
        if (random.nextInt(5) == 0) {
            return Origin.NONE;
        }
        List<Origin> also = new ArrayList<>();
        for (int i = random.nextInt(3); depth > 0 && i > 0; i--) {
            also.add(origin(depth - 1));
        }
        return new Origin(text(), random.nextInt(1000), text(), List.copyOf(also));
    }

    private Object value(Class<?> type) {
        if (type == String.class) {
            return text();
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == int.class) {
            return random.nextInt();
        }
        if (type == long.class) {
            return random.nextLong();
        }
        if (type == DomainType.class) {
            return random.nextBoolean() ? DomainType.DMA_FQ : DomainType.UNKNOWN;
        }
        if (type == Result.class) {
            return random.nextInt(4) == 0 ? Result.UNKNOWN : Result.of(-random.nextInt(4096));
        }
        return switch (random.nextInt(4)) {
            case 0 -> ObjectId.NULL;
            case 1 -> ObjectId.UNKNOWN;
            default -> new ObjectId(random.nextLong() | 1, random.nextInt(3));
        };
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static final class Boots implements BootSink {
        private final List<ProbeEvent> events = new ArrayList<>();
        private final List<BootSummary> summaries = new ArrayList<>();

        @Override
        public void beginBoot(String input, int boot) {}

        @Override
        public void event(ProbeEvent event) {
            events.add(event);
        }

        @Override
        public void endBoot(BootSummary summary) {
            summaries.add(summary);
        }
    }
}
