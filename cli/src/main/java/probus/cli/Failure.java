// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import probus.report.Words;

/** Says that Probus itself failed, and what is needed to repair it. */
final class Failure {
    private Failure() {}

    /** {@return the exit code} */
    static int report(Throwable bug, List<String> args, Session session) {
        session.out().finish();
        PrintWriter err = session.err();
        StackTraceElement[] stack = bug.getStackTrace();
        String where = stack.length == 0 ? "" : " at " + place(stack);
        session.say("internal error: " + bug + where);
        if (bug instanceof OutOfMemoryError) {
            err.println("hint: PROBUS_JAVA_OPTS=-Xmx4g gives it more memory");
        }
        err.println("This is a bug in Probus, whatever the input holds. To report it, give");
        err.println("  version  probus " + Version.get() + ", Java " + System.getProperty("java.version"));
        err.println("  replay   " + Words.safe(replay(args)));
        err.println("  input    the file, or the lines of it that still show the bug");
        if (session.debugs()) {
            bug.printStackTrace(err);
        } else {
            err.println("PROBUS_DEBUG=1 adds a stack trace.");
        }
        return Exit.INTERNAL;
    }

    /** The innermost place of our own says more than one in a library. */
    private static String place(StackTraceElement[] stack) {
        for (StackTraceElement element : stack) {
            if (element.getClassName().startsWith("probus.")) {
                return element.toString();
            }
        }
        return stack[0].toString();
    }

    private static String replay(List<String> args) {
        StringBuilder line = new StringBuilder("probus");
        for (String arg : args) {
            boolean plain = arg.matches("[\\w@%+=:,./-]+");
            line.append(' ').append(plain ? arg : "'" + arg.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
