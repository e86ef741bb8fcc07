// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import probus.engine.catalog.Severity;

/** The options that say how a command answers. */
final class AnswerOptions {
    @Option(
            names = "--fail-on",
            paramLabel = "error|warning|note",
            description = "The least severity that makes the exit code 1. Default: error.")
    private String failOn = "error";

    @Option(names = "--format", paramLabel = "text|json", description = "How to answer. Default: text.")
    private String format = "text";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the answer there instead of standard output.")
    private String output;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            description = "Default: on a terminal, unless NO_COLOR is set.")
    private String color = "auto";

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "Columns of a line. Default: the terminal's, or 100.")
    private int width;

    /** {@return how to answer} {@code all} is whether nothing is left out. */
    CheckPlan.Layout layout(boolean all) {
        return new CheckPlan.Layout(
                Choice.oneOf("--format", format, List.of("text", "json")),
                Optional.ofNullable(output),
                Choice.oneOf("--color", color, List.of("auto", "always", "never")),
                width,
                false,
                all);
    }

    Severity failOn() {
        return Severity.of(Choice.oneOf("--fail-on", failOn, List.of("error", "warning", "note")));
    }
}
