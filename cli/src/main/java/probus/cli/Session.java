// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import probus.report.Words;

/**
 * The streams and the surroundings of one run.
 *
 * @param in standard input
 * @param out takes results and nothing else
 * @param err takes messages
 * @param environment of the process
 * @param terminal what is known of it
 * @param interruption how Ctrl-C ends the run
 */
record Session(
        InputStream in,
        Results out,
        PrintWriter err,
        Map<String, String> environment,
        Terminal terminal,
        Interruption interruption) {
    private static final long START = System.nanoTime();

    static Session ofProcess() {
        return new Session(
                System.in,
                new Results(new FileOutputStream(FileDescriptor.out)),
                writer(new FileOutputStream(FileDescriptor.err)),
                System.getenv(),
                Terminal.ofProcess(),
                Interruption.ofProcess());
    }

    static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Says something that is not a result. */
    void say(String message) {
        err.println("probus: " + Words.safe(message));
    }

    boolean debugs() {
        return !environment.getOrDefault("PROBUS_DEBUG", "").isEmpty();
    }

    /** {@return whether to colour what goes to a place that is, or is not, a terminal} */
    boolean colour(boolean toTerminal) {
        return toTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Says how long the run has taken so far, if asked for. */
    void timing(String what) {
        if (debugs()) {
            say(what + " at " + (System.nanoTime() - START) / 1_000_000 + " ms");
        }
    }
}
