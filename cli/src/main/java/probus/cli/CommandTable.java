// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands, by name. */
final class CommandTable {
    private static final Map<String, Function<Session, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("rule", RuleCommand::new);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("generate-completion", session -> new AutoComplete.GenerateCompletion());
    }

    private CommandTable() {}

    /** Adds the command that is wanted; all if there is no such command. */
    static void add(CommandLine root, String wanted, Session session) {
        if (COMMANDS.containsKey(wanted) && !wanted.equals("generate-completion")) {
            root.addSubcommand(wanted, COMMANDS.get(wanted).apply(session));
        } else {
            COMMANDS.forEach((name, command) -> root.addSubcommand(name, command.apply(session)));
        }
        root.getSubcommands().values().forEach(CommandTable::addHelp);
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
