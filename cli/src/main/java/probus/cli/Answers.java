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
import probus.report.BootReport;
import probus.report.JsonReport;
import probus.report.Reporter;
import probus.report.TextOptions;
import probus.report.TextReport;

/** Where the answers of a check go, in the format that was asked for. */
final class Answers implements AutoCloseable {
    private final Reporter reporter;
    private final Optional<Writer> file;
    private final Session session;

    private Answers(Reporter reporter, Optional<Writer> file, Session session) {
        this.reporter = reporter;
        this.file = file;
        this.session = session;
    }

    static Answers open(CheckPlan.Layout layout, Session session) {
        Optional<Writer> file = Optional.empty();
        if (layout.output().isPresent()) {
            file = Optional.of(create(layout.output().get()));
        }
        Writer out = file.orElse(session.out().writer());
        Reporter reporter = layout.format().equals("json")
                ? new JsonReport(out, Version.get())
                : new TextReport(out, text(layout, session, file.isEmpty()));
        return new Answers(reporter, file, session);
    }

    private static Writer create(String path) {
        try {
            return Files.newBufferedWriter(Path.of(path), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(
                    "--output: " + path + " cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static TextOptions text(CheckPlan.Layout layout, Session session, boolean toStandardOutput) {
        boolean terminal = toStandardOutput && session.terminal().out();
        boolean colour = layout.color().equals("always") || (layout.color().equals("auto") && session.colour(terminal));
        int columns = terminal ? session.terminal().width() : TextOptions.PIPED_WIDTH;
        return new TextOptions(layout.width() > 0 ? layout.width() : columns, colour, layout.verbose(), layout.all());
    }

    /** Gives an answer; it can be read at once. */
    void boot(BootReport report) {
        try {
            reporter.boot(report);
            if (file.isEmpty()) {
                session.out().writer().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether anybody may still read the answers} */
    boolean isWanted() {
        return file.isPresent() || session.out().isOpen();
    }

    void end(int exit) {
        try {
            reporter.end(exit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
