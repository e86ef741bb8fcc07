// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import probus.traces.BootReader;
import probus.traces.input.LineReader;
import probus.traces.json.JsonLinesWriter;

/** {@code probus convert}: any input as JSON lines, without loss, or as a trace for a viewer. */
@Command(
        name = "convert",
        description = "Write any trace as JSON lines, or as a trace that Perfetto and chrome://tracing open.",
        synopsisHeading = "Usage: ")
final class ConvertCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "IN", description = "A file, a folder of one boot, or - for standard input.")
    private String in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write, or - for standard output.")
    private String out;

    @Option(
            names = "--to",
            paramLabel = "jsonl|perfetto",
            description = "What to write. Default: perfetto where OUT ends in .json, else jsonl.")
    private String to = "";

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            description = "The kernel that was recorded, for the violations that perfetto shows.")
    private String kernel = "";

    @Option(names = "--symbols", paramLabel = "FILE", description = "System.map or kallsyms of the kernel.")
    private String symbols = "";

    ConvertCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        String format = to.isEmpty() ? byName() : Choice.oneOf("--to", to, List.of("jsonl", "perfetto"));
        Optional<String> version = kernel.isEmpty() ? Optional.empty() : Optional.of(kernel);
        version.ifPresent(Choice::kernel);
        Optional<String> map = symbols.isEmpty() ? Optional.empty() : Optional.of(symbols);
        BootReader reader = new BootReader(session.in(), LineReader.DEFAULT_LIMIT, SymbolFile.read(map));
        boolean piped = out.equals("-");
        Writer writer = piped ? session.out().writer() : Output.create("convert", out);
        try {
            return format.equals("jsonl") ? jsonLines(reader, writer) : perfetto(reader, version, writer);
        } catch (UncheckedIOException full) {
            throw new UsageException(
                    out + " cannot be written (" + full.getCause().getMessage() + ")");
        } finally {
            if (!piped) {
                writer.close();
            }
        }
    }

    private int jsonLines(BootReader reader, Writer writer) {
        Problems problems = new Problems(new JsonLinesWriter(writer), session);
        reader.read(in, problems);
        return problems.exit();
    }

    private int perfetto(BootReader reader, Optional<String> version, Writer writer) {
        try (PerfettoSink sink = new PerfettoSink(version, writer, session)) {
            Problems problems = new Problems(sink, session);
            reader.read(in, problems);
            return problems.exit();
        }
    }

    private String byName() {
        return out.toLowerCase(Locale.ROOT).endsWith(".json") ? "perfetto" : "jsonl";
    }
}
