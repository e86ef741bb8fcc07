// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import probus.traces.BootReader;
import probus.traces.boot.SideFiles;
import probus.traces.dat.DatReader;
import probus.traces.format.ConsoleLog;
import probus.traces.format.FtraceText;
import probus.traces.format.FtraceText.Dialect;
import probus.traces.format.Interest;
import probus.traces.format.RecordSink;
import probus.traces.format.Symbols;
import probus.traces.input.Input;
import probus.traces.input.LineReader;

/** What reads bytes that come from somewhere else. */
enum Reader {
    CONSOLE((in, seen) ->
            new ConsoleLog(Interest.everything(), ConsoleLog.Events.READ).read(lines(in), seen, seen.counts())),
    FTRACE((in, seen) -> text(Dialect.KERNEL, in, seen)),
    FUNCTION_GRAPH((in, seen) -> text(Dialect.KERNEL, in, seen)),
    TRACE_CMD_REPORT((in, seen) -> text(Dialect.REPORT, in, seen)),
    PERF_SCRIPT((in, seen) -> text(Dialect.PERF, in, seen)),
    BPFTRACE((in, seen) -> text(Dialect.KERNEL, in, seen)),
    JSON_LINES(Reader::boots),
    TRACE_DAT((in, seen) -> {
        try (Input input = Input.of("-", in)) {
            new DatReader(Interest.everything())
                    .read(input, input.lines(LineReader.DEFAULT_LIMIT), seen, seen.counts());
        }
    }),
    PACKED((in, seen) -> {
        try (Input input = Input.of("-", in)) {
            LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
            while (lines.next()) {
                seen.text(lines.text());
            }
        }
    }),
    SIDE_FILES(Reader::sideFiles),
    ONE_BOOT(Reader::oneBoot),
    SYMBOLS((in, seen) -> {
        Symbols symbols = Symbols.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        for (long address = 0xffff_ffc0_0800_0000L; address < 0xffff_ffc0_0900_0000L; address += 99_999) {
            seen.text(symbols.at(address).toString());
        }
    }),
    /** Whatever a file holds, told by its content, to the events of its boots. */
    ANYTHING(Reader::boots);

    /** Has no state of its own. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Reading reading;

    Reader(Reading reading) {
        this.reading = reading;
    }

    private interface Reading {
        void read(InputStream in, Seen seen) throws IOException;
    }

    /**
     * Reads an input to its end.
     *
     * @param seen takes what is read
     * @throws IOException if it is explained that the input cannot be read
     */
    void read(InputStream in, Seen seen) throws IOException {
        reading.read(in, seen);
    }

    /** {@return how it is called on command lines and in names of folders} */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the reader of this label} */
    static Reader labelled(String label) {
        return Arrays.stream(values())
                .filter(reader -> reader.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reader is called " + label));
    }

    private static void text(Dialect dialect, InputStream in, Seen seen) throws IOException {
        new FtraceText(dialect, Interest.everything()).read(lines(in), seen, seen.counts());
    }

    private static LineReader lines(InputStream in) {
        return new LineReader(in, "-", 1 << 12);
    }

    private static void boots(InputStream in, Seen seen) {
        new BootReader(InputStream.nullInputStream(), 1 << 12).read("-", in, seen);
    }

    private static void sideFiles(InputStream in, Seen seen) throws IOException {
        byte[] bytes = in.readAllBytes();
        inFolder(seen, folder -> {
            for (String name : List.of("bootconfig.txt", "cmdline.txt", "kprobe_events")) {
                SideFiles.read(List.of(Files.write(folder.resolve(name), bytes)), (RecordSink) seen);
            }
        });
    }

    /** Each half is a trace of the same boot. */
    private static void oneBoot(InputStream in, Seen seen) throws IOException {
        byte[] bytes = in.readAllBytes();
        int half = bytes.length / 2;
        inFolder(seen, folder -> {
            Path first = Files.write(folder.resolve("first"), Arrays.copyOf(bytes, half));
            Path second = Files.write(folder.resolve("second"), Arrays.copyOfRange(bytes, half, bytes.length));
            new BootReader(InputStream.nullInputStream(), 1 << 12)
                    .readAsOne(List.of(first.toString(), second.toString()), seen);
        });
    }

    private interface InFolder {
        void read(Path folder) throws IOException;
    }

    private static void inFolder(Seen seen, InFolder reading) throws IOException {
        Path folder = Files.createTempDirectory("probus-fuzz");
        seen.hide(folder.toString());
        try {
            reading.read(folder);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
