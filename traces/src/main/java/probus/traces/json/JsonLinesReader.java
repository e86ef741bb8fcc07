// SPDX-License-Identifier: Apache-2.0
package probus.traces.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.traces.BootSink;
import probus.traces.BootSummary;
import probus.traces.format.Counts;
import probus.traces.input.Head;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;

/** Reads JSON lines of events, and comments between them; an {@code EndOfTrace} event ends a boot as well. */
public final class JsonLinesReader {
    /** The name that reports show. */
    public static final String NAME = "json lines";

    /** Begins a line for people, as the examples of rules have. */
    private static final String COMMENT = "#";

    private final BootSink sink;
    private final String input;
    private Counts counts = new Counts();
    private int boot;
    private long events;
    private boolean open;
    private boolean userSpace;
    private boolean crashed;
    private Set<String> kinds = new TreeSet<>();

    /** Reads into a sink; {@code input} is spelled as the user did. */
    public JsonLinesReader(String input, BootSink sink) {
        this.input = input;
        this.sink = sink;
    }

    /**
     * {@return whether an input is of this format}
     *
     * @throws UnreadableInput never for a head that was read
     */
    public static boolean recognises(Head head) throws UnreadableInput {
        LineReader lines = head.lines();
        while (lines.next()) {
            String text = lines.text().strip();
            if (!text.isEmpty() && !text.startsWith(COMMENT)) {
                return text.startsWith("{") && (text.contains("\"event\"") || text.startsWith("{\"boot\""));
            }
        }
        return false;
    }

    /** Reads to the end; an input that breaks off ends its last boot with an error. */
    public void read(LineReader lines) {
        Optional<String> error = Optional.empty();
        try {
            while (lines.next()) {
                counts.line();
                line(lines);
            }
        } catch (UnreadableInput broken) {
            error = Optional.of(broken.getMessage());
        }
        if (open || boot == 0 || error.isPresent()) {
            begin();
            end(Map.of(), error);
        }
    }

    private void line(LineReader lines) {
        if (lines.from() == lines.to() || lines.bytes()[lines.from()] == COMMENT.charAt(0)) {
            return;
        }
        try {
            Map<String, Object> fields = JsonLines.fields(lines.text());
            if (fields.containsKey("boot")) {
                finish();
                begin();
                text(fields, "kernel").ifPresent(sink::kernelVersion);
            } else if (fields.containsKey("endOfBoot")) {
                begin();
                end(fields, Optional.empty());
            } else {
                take(JsonLines.event(fields, new Origin(input, counts.lines(), lines.text())));
            }
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            counts.skipped(lines.position());
        }
    }

    private void take(ProbeEvent event) {
        begin();
        if (event instanceof ProbeEvent.EndOfTrace end) {
            userSpace = end.userSpace();
            crashed = end.crashed();
            end(Map.of(), Optional.empty());
            return;
        }
        counts.event();
        events++;
        kinds.add(event.getClass().getSimpleName());
        crashed |= event instanceof ProbeEvent.KernelOops;
        sink.event(event);
    }

    private void begin() {
        if (!open) {
            open = true;
            boot++;
            events = 0;
            sink.beginBoot(input, boot);
        }
    }

    private void finish() {
        if (open) {
            end(Map.of(), Optional.empty());
        }
    }

    private void end(Map<String, Object> said, Optional<String> error) {
        if (said.get("recordable") instanceof List<?> list) {
            kinds.clear();
            list.forEach(kind -> kinds.add(String.valueOf(kind)));
        }
        sink.endBoot(new BootSummary(
                input,
                boot,
                NAME,
                text(said, "kernel"),
                text(said, "commandLine"),
                counts.lines(),
                events,
                counts.skippedLines(),
                counts.firstSkipped(),
                said.get("lostEvents") instanceof Long lost ? lost : 0,
                said.get("userSpace") instanceof Boolean reached ? reached : userSpace,
                said.get("crashed") instanceof Boolean died ? died : crashed,
                Boolean.TRUE.equals(said.get("armed")),
                kinds,
                List.of(),
                error));
        // Lines, skipped ones too, belong to the boot in which they stand.
        counts = new Counts();
        open = false;
        userSpace = false;
        crashed = false;
        kinds = new TreeSet<>();
    }

    private static Optional<String> text(Map<String, Object> said, String name) {
        return said.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
