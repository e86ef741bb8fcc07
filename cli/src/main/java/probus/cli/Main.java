// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Session session = Session.ofProcess();
        int exit = run(args, session);
        session.interruption().finished(exit);
        System.exit(exit);
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
        return run(
                args,
                new Session(in, new Results(out), Session.writer(err), environment, terminal, Interruption.none()));
    }

    private static int run(String[] args, Session session) {
        session.timing("start");
        int exit;
        try {
            exit = execute(args, session);
        } catch (UsageException problem) {
            exit = Usage.report(problem.getMessage(), problem.hint(), session);
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

    private static int execute(String[] args, Session session) throws Exception {
        if (args.length > 0 && args[0].equals("check")) {
            Optional<CheckArguments> plain = CheckArguments.plain(args);
            if (plain.isPresent()) {
                return new CheckCommand(plain.get(), session).run();
            }
        }
        return CommandTable.execute(args, session);
    }
}
