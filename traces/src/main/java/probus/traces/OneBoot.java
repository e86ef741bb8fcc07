// SPDX-License-Identifier: Apache-2.0
package probus.traces;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.traces.format.ConsoleLog;
import probus.traces.format.Counts;
import probus.traces.format.TraceFormat;
import probus.traces.input.Head;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.lift.ProbePoints;

/** Several inputs of one boot. */
final class OneBoot {
    private final InputStream standardInput;
    private final int lineLimit;
    private final List<String> problems = new ArrayList<>();

    /** An opened input and its format. */
    private record Part(Input input, LineReader lines, boolean console) implements Closeable {
        @Override
        public void close() throws IOException {
            input.close();
        }
    }

    OneBoot(InputStream standardInput, int lineLimit) {
        this.standardInput = standardInput;
        this.lineLimit = lineLimit;
    }

    void read(List<String> inputs, BootSink sink) {
        Counts counts = new Counts();
        List<Part> traces = new ArrayList<>();
        List<Part> consoles = new ArrayList<>();
        inputs.forEach(name -> open(name, traces, consoles));
        BootBuilder builder = new BootBuilder(String.join(" ", inputs), sink, counts, false);
        traces.forEach(part -> read(part, ConsoleLog.Events.READ, builder, counts));
        ConsoleLog.Events events = counts.events() > 0 ? ConsoleLog.Events.SKIP : ConsoleLog.Events.READ;
        consoles.forEach(part -> read(part, events, builder, counts));
        Optional<String> error = problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
        String format = traces.isEmpty() ? "console" : consoles.isEmpty() ? "ftrace" : "ftrace and console";
        builder.end(traces.isEmpty() && consoles.isEmpty() ? "" : format, error);
    }

    private void open(String name, List<Part> traces, List<Part> consoles) {
        try {
            Input input = Input.open(name, standardInput);
            LineReader lines = input.lines(lineLimit);
            Head head = lines.head();
            Optional<TraceFormat> format =
                    BootReader.sniff(head, BootReader.formats(ProbePoints.interest(), ConsoleLog.Events.READ));
            if (format.isEmpty()) {
                problems.add(name + ": " + BootReader.nothingRecognised(head));
                input.close();
                return;
            }
            boolean console = format.get().name().equals("console");
            (console ? consoles : traces).add(new Part(input, lines, console));
        } catch (IOException failed) {
            problems.add(failed.getMessage());
        }
    }

    private void read(Part part, ConsoleLog.Events events, BootBuilder builder, Counts counts) {
        try (part) {
            for (TraceFormat format : BootReader.formats(ProbePoints.interest(), events)) {
                if (format.name().equals("console") == part.console()) {
                    format.read(part.lines(), builder, counts);
                }
            }
        } catch (IOException failed) {
            problems.add(failed.getMessage());
        }
    }
}
