// SPDX-License-Identifier: Apache-2.0
package probus.traces;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import probus.traces.BootBuilder.Source;
import probus.traces.boot.Interleaved;
import probus.traces.boot.SideFiles;
import probus.traces.dat.DatReader;
import probus.traces.format.ConsoleLog;
import probus.traces.format.Counts;
import probus.traces.format.FtraceText;
import probus.traces.format.RecordSink;
import probus.traces.format.Steps;
import probus.traces.input.Head;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;

/** Several inputs of one boot: traces, consoles, and files that say what was recorded. */
final class OneBoot {
    private final InputStream standardInput;
    private final int lineLimit;
    private final Source source;
    private final List<String> problems = new ArrayList<>();
    private final List<Input> opened = new ArrayList<>();
    private final List<Path> side = new ArrayList<>();
    private final List<LineReader> consoles = new ArrayList<>();
    private final Interleaved traces = new Interleaved();
    private int traceCount;

    OneBoot(InputStream standardInput, int lineLimit, Source source) {
        this.standardInput = standardInput;
        this.lineLimit = lineLimit;
        this.source = source;
    }

    void read(List<String> inputs, BootSink sink) {
        Counts counts = source.counts();
        inputs.forEach(this::open);
        BootBuilder builder = new BootBuilder(source, sink, false);
        try {
            SideFiles.read(side, builder);
        } catch (UnreadableInput failed) {
            problems.add(failed.getMessage());
        }
        traces.read(builder).forEach(problem -> problems.add(problem.getMessage()));
        traces.notes().forEach(builder::note);
        ConsoleLog.Events events = counts.events() > 0 ? ConsoleLog.Events.SKIP : ConsoleLog.Events.READ;
        consoles.forEach(console -> read(console, new ConsoleLog(source.interest(), events), builder));
        opened.forEach(this::close);
        Optional<String> error = problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
        String format = traceCount == 0 ? "console" : consoles.isEmpty() ? "ftrace" : "ftrace and console";
        builder.end(traceCount == 0 && consoles.isEmpty() ? "" : format, error);
    }

    private void open(String name) {
        try {
            Input input = Input.open(name, standardInput);
            opened.add(input);
            LineReader lines = input.lines(lineLimit);
            sort(input, lines, lines.head());
        } catch (IOException failed) {
            problems.add(failed.getMessage());
        }
    }

    private void sort(Input input, LineReader lines, Head head) throws UnreadableInput {
        Counts counts = source.counts();
        if (DatReader.recognises(head)) {
            add(input, records -> new DatReader(source.interest()).open(input, lines, records, counts));
        } else if (FtraceText.dialect(head).isPresent()) {
            add(input, records -> new FtraceText(source.interest()).open(lines, records, counts));
        } else if (ConsoleLog.recognised(head)) {
            consoles.add(lines);
        } else if (input.isFile() && SideFiles.recognises(input.name(), head)) {
            side.add(Path.of(input.name()));
        } else {
            problems.add(input.name() + ": " + BootReader.nothingRecognised(head));
        }
    }

    private void add(Input input, Function<RecordSink, Steps> trace) {
        traces.add(input.name(), trace);
        traceCount++;
    }

    private void read(LineReader console, ConsoleLog log, RecordSink sink) {
        try {
            log.read(console, sink, source.counts());
        } catch (UnreadableInput failed) {
            problems.add(failed.getMessage());
        }
    }

    private void close(Input input) {
        try {
            input.close();
        } catch (IOException failed) {
            problems.add(input.name() + ": " + failed.getMessage());
        }
    }
}
