// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what may have been meant. */
final class Usage {
    private Usage() {}

    /** {@return the exit code} */
    static int report(String problem, String hint, Session session) {
        session.say(problem);
        if (!hint.isEmpty()) {
            session.err().println("hint: " + hint);
        }
        return Exit.USAGE;
    }

    /** {@return the exit code for what picocli found wrong} */
    static int report(ParameterException problem, Session session) {
        CommandSpec command = problem.getCommandLine().getCommandSpec();
        String hint = command.qualifiedName() + " --help lists what there is";
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-");
            hint = Nearest.of(word, CommandTable.words(problem.getCommandLine()))
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(hint);
            return report((option ? "there is no option '" : "there is no command '") + word + "'", hint, session);
        }
        return report(problem.getMessage(), hint, session);
    }
}
