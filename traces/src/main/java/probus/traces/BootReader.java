// SPDX-License-Identifier: Apache-2.0
package probus.traces;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.traces.BootBuilder.Source;
import probus.traces.boot.BootFolder;
import probus.traces.boot.SideFiles;
import probus.traces.dat.DatReader;
import probus.traces.format.Addresses;
import probus.traces.format.ConsoleLog;
import probus.traces.format.Counts;
import probus.traces.format.FtraceText;
import probus.traces.format.Interest;
import probus.traces.format.Symbols;
import probus.traces.format.TraceFormat;
import probus.traces.input.Head;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.json.JsonLinesReader;

/**
 * Reads inputs of any format and hands out the events of their boots. An input that cannot be read is no exception: its
 * boot ends with an error, and what was read before stays.
 *
 * <pre>{@code
 * new BootReader(System.in).read("trace.txt.gz", sink);
 * }</pre>
 */
public final class BootReader {
    private final InputStream standardInput;
    private final int lineLimit;
    private final Symbols symbols;

    /** Reads with the usual limits. */
    public BootReader(InputStream standardInput) {
        this(standardInput, LineReader.DEFAULT_LIMIT);
    }

    /** Reads lines up to so many bytes. */
    public BootReader(InputStream standardInput, int lineLimit) {
        this(standardInput, lineLimit, Symbols.NONE);
    }

    /**
     * Reads as the user wants.
     *
     * @param standardInput what {@code -} stands for
     * @param lineLimit bytes kept of a line
     * @param symbols of the kernel, for inputs that show addresses
     */
    public BootReader(InputStream standardInput, int lineLimit, Symbols symbols) {
        this.standardInput = standardInput;
        this.lineLimit = lineLimit;
        this.symbols = symbols;
    }

    /**
     * Reads one input: a file, {@code -}, or a folder, which is one boot.
     *
     * @param input as the user spelled it
     */
    public void read(String input, BootSink sink) {
        Source source = source(input);
        if (isFolder(input)) {
            readFolder(source, new BootBuilder(source, sink, false));
        } else {
            readFile(source, () -> Input.open(input, standardInput), sink);
        }
    }

    /**
     * Reads an open stream, to its end. Of one that goes on, each event is handed out when its line is there.
     *
     * @param name how positions and reports name it
     * @param stream compressed or not; is closed
     */
    public void read(String name, InputStream stream, BootSink sink) {
        readFile(source(name), () -> Input.of(name, stream), sink);
    }

    /**
     * Reads several inputs as one boot: traces first, interleaved by time, then consoles, whose events are then the same ones.
     * What files say of the probe points that were armed is read before.
     */
    public void readAsOne(List<String> inputs, BootSink sink) {
        new OneBoot(standardInput, lineLimit, source(String.join(" ", inputs))).read(inputs, sink);
    }

    private Source source(String input) {
        return new Source(input, new Counts(), new Addresses(symbols));
    }

    /** {@return the formats of records, in the order in which they are tried} */
    static List<TraceFormat> formats(Interest interest, ConsoleLog.Events events) {
        List<TraceFormat> formats = new ArrayList<>();
        for (FtraceText.Dialect dialect : FtraceText.Dialect.values()) {
            formats.add(new FtraceText(dialect, interest));
        }
        formats.add(new ConsoleLog(interest, events));
        return formats;
    }

    /** {@return the first format that recognises an input} */
    static Optional<TraceFormat> sniff(Head head, List<TraceFormat> formats) throws UnreadableInput {
        for (TraceFormat format : formats) {
            if (format.recognises(head)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    static String nothingRecognised(Head head) {
        return head.length() == 0
                ? "nothing recognised: the input is empty"
                : "nothing recognised: neither an ftrace text, a trace.dat, a console log nor JSON lines of events";
    }

    private interface Opening {
        Input open() throws UnreadableInput;
    }

    private void readFile(Source source, Opening opening, BootSink sink) {
        String name = source.input();
        BootBuilder builder = null;
        String format = "";
        Optional<String> error = Optional.empty();
        try (Input input = opening.open()) {
            LineReader lines = input.lines(lineLimit);
            Head head = lines.head();
            List<TraceFormat> formats = formats(source.interest(), ConsoleLog.Events.READ);
            Optional<TraceFormat> found = Optional.empty();
            boolean more = true;
            while (found.isEmpty() && more) {
                if (JsonLinesReader.recognises(head)) {
                    new JsonLinesReader(name, sink).read(lines);
                    return;
                }
                if (DatReader.recognises(head)) {
                    format = DatReader.NAME;
                    builder = new BootBuilder(source, sink, false);
                    readSideFiles(name, builder);
                    new DatReader(source.interest()).read(input, lines, builder, source.counts());
                    builder.end(format, Optional.empty());
                    return;
                }
                found = sniff(head, formats);
                Head longer = found.isEmpty() ? lines.head() : head;
                more = longer.length() > head.length();
                head = longer;
            }
            format = found.map(TraceFormat::name).orElse("");
            builder = new BootBuilder(source, sink, format.equals("console"));
            if (found.isPresent()) {
                readSideFiles(name, builder);
                found.get().read(lines, builder, source.counts());
            } else {
                error = Optional.of(nothingRecognised(head));
            }
        } catch (IOException failed) {
            error = Optional.of(failed.getMessage());
        }
        if (builder == null) {
            builder = new BootBuilder(source, sink, false);
        }
        builder.end(format, error);
    }

    private static void readSideFiles(String name, BootBuilder builder) {
        if (name.equals(Input.STANDARD_INPUT)) {
            return;
        }
        try {
            SideFiles.read(SideFiles.beside(Path.of(name)), builder);
        } catch (UnreadableInput neighbour) {
            // Nobody asked for that file; without it less is known of what was armed.
        }
    }

    private static void readFolder(Source source, BootBuilder builder) {
        String format = "";
        Optional<String> error = Optional.empty();
        try {
            BootFolder folder = BootFolder.of(Path.of(source.input()));
            format = "folder";
            try {
                folder.read(source.interest(), builder, source.counts());
            } finally {
                folder.notes().forEach(builder::note);
            }
            if (source.counts().lines() == 0) {
                error = Optional.of("nothing recognised: no file in the folder is a trace or a console log");
            }
        } catch (UnreadableInput failed) {
            error = Optional.of(failed.getMessage());
        }
        builder.end(format, error);
    }

    private static boolean isFolder(String input) {
        try {
            return !input.equals(Input.STANDARD_INPUT) && Files.isDirectory(Path.of(input));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
