// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import probus.report.BootReport;
import probus.report.JsonReport;
import probus.report.Reporter;
import probus.report.TextReport;

/** The answers of a check, in the format that was asked for. */
final class Answers implements AutoCloseable {
    private final Reporter reporter;
    private final Output output;
    private final BootTable table = new BootTable();
    private final boolean text;

    private Answers(Reporter reporter, Output output) {
        this.reporter = reporter;
        text = reporter instanceof TextReport;
        this.output = output;
    }

    static Answers open(CheckPlan.Layout layout, Session session) {
        Output output = Output.open(layout, session);
        Reporter reporter = layout.format().equals("json")
                ? new JsonReport(output.writer(), Version.get())
                : new TextReport(output.writer(), output.text());
        return new Answers(reporter, output);
    }

    /** Gives an answer; it can be read at once. */
    void boot(BootReport report) {
        try {
            reporter.boot(report);
            table.add(report);
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether anybody may still read the answers} */
    boolean isWanted() {
        return output.isWanted();
    }

    void end(int exit) {
        try {
            reporter.end(exit);
            if (text) {
                table.print(output.writer());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        output.close();
    }
}
