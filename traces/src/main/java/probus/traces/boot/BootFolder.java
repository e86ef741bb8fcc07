// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import probus.traces.dat.DatReader;
import probus.traces.format.ConsoleLog;
import probus.traces.format.Counts;
import probus.traces.format.FtraceText;
import probus.traces.format.Interest;
import probus.traces.format.RecordSink;
import probus.traces.input.Head;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;

/**
 * A folder whose files were all recorded in one boot. Read are the side files first, so that it is known what was armed,
 * then the best trace, then the console. Where the trace has events, those on the console are the same ones and are
 * skipped; its oopses, warnings and banner are not. So in a folder a {@code Banner} tells the version and does not begin
 * a new boot, and reports of the console come after the trace whatever their time.
 */
public final class BootFolder {
    private static final int MAX_FILES = 1000;
    private static final Set<Content> TRACE = EnumSet.range(Content.PROBE_TRACE, Content.EMPTY_TRACE);

    private record Part(Path file, Content content, long size, int cpu) {}

    private final List<Part> side;
    private final List<Part> traces;
    private final Optional<Part> console;
    private final List<Path> ignored;
    private final Failures notOpened;
    private final List<String> notes = new ArrayList<>();

    private BootFolder(List<Part> parts, Failures notOpened) {
        side = parts.stream().filter(part -> part.content().isSide()).toList();
        traces = traces(
                parts.stream().filter(part -> TRACE.contains(part.content())).toList());
        console =
                parts.stream().filter(part -> part.content() == Content.CONSOLE).max(Comparator.comparing(Part::size));
        List<Path> read = files();
        ignored = parts.stream()
                .map(Part::file)
                .filter(file -> !read.contains(file))
                .toList();
        this.notOpened = notOpened;
    }

    /**
     * Looks at the files of a folder, not at those of folders in it.
     *
     * @param folder as the user spelled it; positions name files with it in front
     * @throws UnreadableInput if the folder cannot be listed
     */
    public static BootFolder of(Path folder) throws UnreadableInput {
        List<Part> parts = new ArrayList<>();
        Failures notOpened = new Failures();
        for (Path file : list(folder)) {
            notOpened.during(() -> {
                Content content = Content.of(file.getFileName().toString(), head(file));
                int cpu = content == Content.PROBE_TRACE ? Content.onlyCpu(head(file)) : -1;
                parts.add(new Part(file, content, size(file), cpu));
            });
        }
        return new BootFolder(parts, notOpened);
    }

    /** {@return the dumps of single CPUs, if that is what is there, else the best trace} */
    private static List<Part> traces(List<Part> all) {
        List<Part> ofCpus = all.stream().filter(part -> part.cpu() >= 0).toList();
        long cpus = ofCpus.stream().mapToInt(Part::cpu).distinct().count();
        boolean whole = all.stream().anyMatch(part -> part.content() == Content.PROBE_TRACE && part.cpu() < 0);
        if (cpus > 1 && cpus == ofCpus.size() && !whole) {
            return ofCpus;
        }
        return all.stream().min(Comparator.comparing(Part::content)).stream().toList();
    }

    /** {@return the files that are read, in the order in which they are read} */
    public List<Path> files() {
        return Stream.of(side.stream(), traces.stream(), console.stream())
                .flatMap(parts -> parts)
                .map(Part::file)
                .toList();
    }

    /** {@return the files that are not read: of no use, or not as good as one that is} */
    public List<Path> ignored() {
        return ignored;
    }

    /** {@return whether a trace with events is there, beside which those on the console are skipped} */
    public boolean hasTrace() {
        return traces.stream().anyMatch(part -> part.content().hasEvents());
    }

    /** {@return what is to be said about how the traces were put together, once they are read} */
    public List<String> notes() {
        return notes;
    }

    /**
     * Reads the boot.
     *
     * @param interest which events become records
     * @throws UnreadableInput for the first file that cannot be read; all others were read
     */
    public void read(Interest interest, RecordSink sink, Counts counts) throws UnreadableInput {
        Failures failures = new Failures();
        failures.during(notOpened::rethrow);
        SideFiles armed = new SideFiles();
        for (Part part : side) {
            failures.during(() -> armed.read(part.file(), part.content(), sink));
        }
        armed.give(sink);
        if (traces.size() == 1) {
            failures.during(() -> readTrace(traces.get(0), interest, sink, counts));
        } else if (!traces.isEmpty()) {
            failures.during(() -> readTraces(interest, sink, counts));
        }
        if (console.isPresent()) {
            ConsoleLog.Events events = hasTrace() ? ConsoleLog.Events.SKIP : ConsoleLog.Events.READ;
            failures.during(() -> readConsole(console.get(), new ConsoleLog(interest, events), sink, counts));
        }
        failures.rethrow();
    }

    /** printk cuts a long command line; where it was copied to a file, that is the one to believe. */
    private RecordSink fromConsole(RecordSink sink) {
        boolean copied = side.stream().anyMatch(part -> part.content() == Content.COMMAND_LINE);
        return trace -> {
            boolean fromCommandLine = trace instanceof TraceRecord.CommandLine || trace instanceof TraceRecord.Armed;
            if (!copied || !fromCommandLine) {
                sink.accept(trace);
            }
        };
    }

    /** {@return the first bytes of a file, unpacked} */
    static Head head(Path file) throws UnreadableInput {
        try (Input input = Input.open(file.toString(), InputStream.nullInputStream())) {
            LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
            Head head = lines.head();
            if (head.length() == 0) {
                // says why, where the file is not simply empty
                lines.next();
            }
            return head;
        } catch (UnreadableInput explained) {
            throw explained;
        } catch (IOException failed) {
            throw SideFiles.unreadable(file, failed);
        }
    }

    private void readConsole(Part part, ConsoleLog log, RecordSink sink, Counts counts) throws UnreadableInput {
        read(part, (input, lines) -> log.read(lines, fromConsole(sink), counts));
    }

    private void readTraces(Interest interest, RecordSink sink, Counts counts) throws UnreadableInput {
        Interleaved together = new Interleaved();
        List<Input> opened = new ArrayList<>();
        try {
            for (Part part : traces) {
                Input input = Input.open(part.file().toString(), InputStream.nullInputStream());
                opened.add(input);
                LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
                together.add(part.file().toString(), records -> new FtraceText(interest).open(lines, records, counts));
            }
            List<UnreadableInput> problems = together.read(sink);
            notes.addAll(together.notes());
            if (!problems.isEmpty()) {
                throw problems.get(0);
            }
        } finally {
            for (Input input : opened) {
                close(input);
            }
        }
    }

    private static void close(Input input) {
        try {
            input.close();
        } catch (IOException afterReading) {
            // all of it was read
        }
    }

    private static void readTrace(Part part, Interest interest, RecordSink sink, Counts counts) throws UnreadableInput {
        if (part.content() == Content.BINARY_TRACE) {
            read(part, (input, lines) -> new DatReader(interest).read(input, lines, sink, counts));
        } else {
            read(part, (input, lines) -> new FtraceText(interest).read(lines, sink, counts));
        }
    }

    /** Something that reads an opened file. */
    private interface Reading {
        void read(Input input, LineReader lines) throws UnreadableInput;
    }

    private static void read(Part part, Reading reading) throws UnreadableInput {
        try (Input input = Input.open(part.file().toString(), InputStream.nullInputStream())) {
            reading.read(input, input.lines(LineReader.DEFAULT_LIMIT));
        } catch (UnreadableInput explained) {
            throw explained;
        } catch (IOException closing) {
            throw SideFiles.unreadable(part.file(), closing);
        }
    }

    private static List<Path> list(Path folder) throws UnreadableInput {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList();
        } catch (IOException failed) {
            throw SideFiles.unreadable(folder, failed);
        }
    }

    private static long size(Path file) throws UnreadableInput {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw SideFiles.unreadable(file, failed);
        }
    }
}
