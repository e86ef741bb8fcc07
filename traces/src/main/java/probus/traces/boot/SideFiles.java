// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import probus.traces.format.ArmedProbes;
import probus.traces.format.RecordSink;
import probus.traces.input.Head;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord.CommandLine;
import probus.traces.record.TraceRecord.Position;

/** The small files that say which probe points were armed and how many of their hits were missed. */
public final class SideFiles {
    /** A command line is at most 4 KB, a bootconfig 32 KB. */
    private static final int LONGEST = 1 << 16;

    private static final List<String> NAMES =
            List.of("bootconfig.txt", "cmdline.txt", "kprobe_events", "kprobe_profile", "state-after.txt");

    private final ArmedProbes armed = new ArmedProbes();

    /** {@return the side files in the folder of a trace, by their usual names} */
    public static List<Path> beside(Path trace) {
        return NAMES.stream()
                .map(trace::resolveSibling)
                .filter(path -> Files.isRegularFile(path) && !path.equals(trace))
                .toList();
    }

    /**
     * {@return whether a file is one of these, by its first lines; by its name only where they leave it open}
     *
     * @throws UnreadableInput never for a head that was read
     */
    public static boolean recognises(String name, Head head) throws UnreadableInput {
        return Content.of(name, head).isSide();
    }

    /**
     * Reads side files that lie beside a trace: what they say of probe points, nothing else.
     *
     * @throws UnreadableInput for the first that cannot be read; the others were read and their records given
     */
    public static void read(List<Path> files, RecordSink sink) throws UnreadableInput {
        SideFiles side = new SideFiles();
        Failures failures = new Failures();
        for (Path file : files) {
            failures.during(
                    () -> side.read(file, Content.of(file.getFileName().toString(), BootFolder.head(file)), trace -> {
                        // the command line of a neighbour is no record of the trace's own
                    }));
        }
        side.give(sink);
        failures.rethrow();
    }

    /** Reads one file; a command line is a record of its own, the probe points are kept for {@link #give}. */
    void read(Path file, Content content, RecordSink sink) throws UnreadableInput {
        switch (content) {
            case COMMAND_LINE -> commandLine(file, sink);
            case BOOT_CONFIG -> armed.bootConfig(file.toString(), text(file));
            case PROBES -> probes(file);
            default -> {
                // says nothing of probe points
            }
        }
    }

    /** Gives out a record for each probe point that was found in any file. */
    void give(RecordSink sink) {
        armed.records().forEach(sink::accept);
    }

    private void commandLine(Path file, RecordSink sink) throws UnreadableInput {
        String text = text(file).strip();
        Position position = new Position(file.toString(), 1, text);
        sink.accept(new CommandLine(position, text));
        armed.commandLine(position, text);
    }

    private void probes(Path file) throws UnreadableInput {
        armed.nextFile();
        try (Input input = Input.open(file.toString(), InputStream.nullInputStream())) {
            LineReader lines = input.lines(LONGEST);
            while (lines.next()) {
                armed.line(lines.position());
            }
        } catch (UnreadableInput explained) {
            throw explained;
        } catch (IOException closing) {
            throw unreadable(file, closing);
        }
    }

    private static String text(Path file) throws UnreadableInput {
        try (Input input = Input.open(file.toString(), InputStream.nullInputStream())) {
            return new String(input.bytes().readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (UnreadableInput explained) {
            throw explained;
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    static UnreadableInput unreadable(Path file, IOException cause) {
        UnreadableInput failure = new UnreadableInput(
                file.toString(), 0, "cannot be read (" + cause.getMessage() + ")", "check the file");
        failure.initCause(cause);
        return failure;
    }
}
