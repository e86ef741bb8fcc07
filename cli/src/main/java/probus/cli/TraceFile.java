// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import probus.facts.EventCatalog;
import probus.model.run.Recording;
import probus.traces.BootSummary;
import probus.traces.json.JsonLinesReader;
import probus.traces.json.JsonLinesWriter;

/** An execution of the model as a trace that {@code probus check} reads, with the same verdicts. */
final class TraceFile {
    private TraceFile() {}

    /** Writes it, on behalf of a kernel of that version. */
    static void write(String path, String kernel, Recording recording) {
        Set<String> kinds = new TreeSet<>();
        EventCatalog.all().forEach(kind -> kinds.add(kind.name()));
        try (Writer out = Output.create("--trace", path)) {
            JsonLinesWriter trace = new JsonLinesWriter(out);
            trace.beginBoot("model", 1);
            recording.events().forEach(trace::event);
            trace.endBoot(new BootSummary(
                    "model",
                    1,
                    JsonLinesReader.NAME,
                    Optional.of(kernel),
                    Optional.empty(),
                    recording.events().size(),
                    recording.events().size(),
                    0,
                    List.of(),
                    0,
                    recording.reachesUserSpace(),
                    recording.crash().isPresent(),
                    true,
                    kinds,
                    List.of(),
                    Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
