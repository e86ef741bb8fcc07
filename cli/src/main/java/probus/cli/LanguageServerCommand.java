// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code probus rule serve}: for editors. */
@Command(
        name = "serve",
        description = "Speak LSP on standard input and output: diagnostics, hover and completion for editors.",
        synopsisHeading = "Usage: ")
final class LanguageServerCommand implements Callable<Integer> {
    private final Session session;

    LanguageServerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        return new LanguageServer(session.in(), session.out()).serve();
    }
}
