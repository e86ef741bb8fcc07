// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line. */
public final class Main {
    private static final String NAME = "probus";

    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, Session.ofProcess()));
    }

    /**
     * Runs a command.
     *
     * @param in standard input
     * @param out takes results
     * @param err takes everything else
     * @param environment of the process
     * @param terminal what is known of the terminal
     * @return the exit code
     */
    public static int run(
            String[] args,
            InputStream in,
            OutputStream out,
            OutputStream err,
            Map<String, String> environment,
            Terminal terminal) {
        return run(args, new Session(in, new Results(out), Session.writer(err), environment, terminal));
    }

    private static int run(String[] args, Session session) {
        session.timing("start");
        int exit;
        try {
            exit = commandLine(args, session).execute(args);
        } catch (Throwable bug) {
            exit = Failure.report(bug, List.of(args), session);
        }
        if (!session.out().finish()) {
            session.say("cannot write the results: " + session.out().problem());
            exit = Exit.INTERNAL;
        }
        session.timing("end");
        session.err().flush();
        return exit;
    }

    /** A command that is not called is not even looked at. */
    private static CommandLine commandLine(String[] args, Session session) {
        String wanted = args.length == 0 ? "" : args[0];
        CommandLine root = new CommandLine(new ProbusCommand(session));
        root.setCommandName(NAME);
        CommandTable.add(root, wanted, session);
        root.setOut(session.out().writer());
        root.setErr(session.err());
        CommandLine.Help.Ansi colours =
                session.colour(session.terminal().out()) ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
        root.setColorScheme(CommandLine.Help.defaultColorScheme(colours));
        root.setUsageHelpWidth(session.terminal().width());
        root.setParameterExceptionHandler((problem, arguments) -> usage(problem, session));
        root.setExecutionExceptionHandler((bug, line, parsed) -> Failure.report(bug, List.of(args), session));
        return root;
    }

    private static int usage(ParameterException problem, Session session) {
        PrintWriter err = session.err();
        session.say(problem.getMessage());
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            Nearest.of(word, CommandTable.words(problem.getCommandLine()))
                    .ifPresent(near -> err.println("hint: did you mean '" + near + "'?"));
        }
        err.println(
                "hint: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help lists what there is");
        return Exit.USAGE;
    }
}
