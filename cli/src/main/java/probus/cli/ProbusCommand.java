// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is there without a command: help and the version. */
@Command(
        name = "probus",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Checks that a Linux kernel probed its IOMMUs in a legal order.",
        synopsisHeading = "Usage: ",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Exit codes: 0 nothing violated, 1 violated, 2 usage, 3 an input could not be read,",
            "4 a bug in Probus, 5 something undecided (only with --strict)."
        })
final class ProbusCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    ProbusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(session.err());
        return Exit.USAGE;
    }
}
