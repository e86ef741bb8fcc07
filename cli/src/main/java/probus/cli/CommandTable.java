// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands, by name. */
final class CommandTable {
    private static final Map<String, Function<Session, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("check", CommandTable::check);
        COMMANDS.put("explore", ExploreCommand::new);
        COMMANDS.put("monitor", MonitorCommand::new);
        COMMANDS.put("capture", CaptureCommand::new);
        COMMANDS.put("convert", ConvertCommand::new);
        COMMANDS.put("rule", RuleCommand::of);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("generate-completion", session -> new AutoComplete.GenerateCompletion());
    }

    private CommandTable() {}

    /** {@return the exit code of a command line, parsed by picocli} */
    static int execute(String[] args, Session session) {
        CommandLine root = new CommandLine(new ProbusCommand(session));
        root.setCommandName("probus");
        // A word that begins with @ is a name like any other; --replay has a meaning of its own for it.
        root.setExpandAtFiles(false);
        add(root, args.length == 0 ? "" : args[0], session);
        root.setOut(session.out().writer());
        root.setErr(session.err());
        boolean colour = session.colour(session.terminal().out());
        root.setColorScheme(
                CommandLine.Help.defaultColorScheme(colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        root.setUsageHelpWidth(session.terminal().width());
        root.setParameterExceptionHandler((problem, arguments) -> Usage.report(problem, session));
        root.setExecutionExceptionHandler((problem, line, parsed) -> {
            if (problem instanceof UsageException usage) {
                return Usage.report(usage.getMessage(), usage.hint(), session);
            }
            return Failure.report(problem, List.of(args), session);
        });
        return root.execute(args);
    }

    /** Adds the command that is wanted; all if there is no such command. */
    private static void add(CommandLine root, String wanted, Session session) {
        if (COMMANDS.containsKey(wanted) && !wanted.equals("generate-completion")) {
            root.addSubcommand(wanted, COMMANDS.get(wanted).apply(session));
        } else {
            COMMANDS.forEach((name, command) -> root.addSubcommand(name, command.apply(session)));
        }
        root.getSubcommands().values().forEach(CommandTable::addHelp);
    }

    private static CommandSpec check(Session session) {
        CommandSpec[] spec = new CommandSpec[1];
        Callable<Integer> run =
                () -> new CheckCommand(CheckArguments.of(spec[0].commandLine().getParseResult()), session).run();
        spec[0] = CommandSpec.wrapWithoutInspection(run);
        spec[0].usageMessage()
                .description("Check traces and kernel logs: what was violated, by whom, and what cannot be told.")
                .synopsisHeading("Usage: ")
                .sortOptions(false);
        CheckArguments.describe(spec[0]);
        return spec[0];
    }

    private static void addHelp(CommandLine line) {
        if (!line.getCommandSpec().optionsMap().containsKey("--help")) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .type(boolean.class)
                            .usageHelp(true)
                            .description("Show this help.")
                            .build());
        }
        line.getSubcommands().values().forEach(CommandTable::addHelp);
    }

    /** {@return what may be written behind a command} */
    static List<String> words(CommandLine line) {
        List<String> words = new ArrayList<>(line.getCommandSpec().optionsMap().keySet());
        words.addAll(line.getSubcommands().keySet());
        return words;
    }
}
