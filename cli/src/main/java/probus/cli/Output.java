// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import probus.report.TextOptions;

/** Where an answer goes: standard output or a file. */
final class Output implements AutoCloseable {
    private final Optional<Writer> file;
    private final Session session;
    private final TextOptions text;

    private Output(Optional<Writer> file, Session session, TextOptions text) {
        this.file = file;
        this.session = session;
        this.text = text;
    }

    static Output open(CheckPlan.Layout layout, Session session) {
        Optional<Writer> file = layout.output().map(path -> create("--output", path));
        return new Output(file, session, text(layout, session, file.isEmpty()));
    }

    /** {@return a file to write, which an option names} */
    static Writer create(String option, String path) {
        try {
            return Files.newBufferedWriter(Path.of(path), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(
                    option + ": " + path + " cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static TextOptions text(CheckPlan.Layout layout, Session session, boolean toStandardOutput) {
        boolean terminal = toStandardOutput && session.terminal().out();
        boolean colour = layout.color().equals("always") || (layout.color().equals("auto") && session.colour(terminal));
        int columns = terminal ? session.terminal().width() : TextOptions.PIPED_WIDTH;
        return new TextOptions(layout.width() > 0 ? layout.width() : columns, colour, layout.verbose(), layout.all());
    }

    Writer writer() {
        return file.orElse(session.out().writer());
    }

    /** {@return how text is laid out there} */
    TextOptions text() {
        return text;
    }

    /** What was written can be read at once. */
    void flush() throws IOException {
        writer().flush();
    }

    /** {@return whether anybody may still read the answers} */
    boolean isWanted() {
        return file.isPresent() || session.out().isOpen();
    }

    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
