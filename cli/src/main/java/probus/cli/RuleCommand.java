// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code probus rule}: everything about rules. */
@Command(
        name = "rule",
        description = "The rules: what there is, and how to write more.",
        synopsisHeading = "Usage: ",
        commandListHeading = "%nCommands:%n")
final class RuleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** {@return the command with all its commands} */
    static CommandLine of(Session session) {
        return new CommandLine(new RuleCommand())
                .addSubcommand("list", new RuleListCommand(session))
                .addSubcommand("show", new RuleShowCommand(session))
                .addSubcommand("new", new RuleNewCommand(session))
                .addSubcommand("lint", new RuleLintCommand(session))
                .addSubcommand("test", new RuleTestCommand(session))
                .addSubcommand("coverage", new RuleCoverageCommand(session))
                .addSubcommand("mutate", new RuleMutateCommand(session))
                .addSubcommand("serve", new LanguageServerCommand(session));
    }

    @Override
    public Integer call() {
        throw new UsageException(
                "rule needs a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
