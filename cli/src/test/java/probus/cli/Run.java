// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A whole run of the command line inside the test's JVM.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
record Run(int exit, String out, String err) {
    static Run of(String... args) {
        return withInput("", args);
    }

    static Run withInput(String input, String... args) {
        return withInput(input.getBytes(StandardCharsets.UTF_8), Terminal.NONE, Map.of(), args);
    }

    static Run withInput(byte[] input, Terminal terminal, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(args, new ByteArrayInputStream(input), out, err, environment, terminal);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
