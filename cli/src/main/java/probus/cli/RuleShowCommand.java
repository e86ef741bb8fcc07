// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.template.Templates;

/** {@code probus rule show}: a rule as it is written, or as the engine sees it. */
@Command(
        name = "show",
        description = "Print a rule's file; with --expanded as plain DRL, where it is written as a sentence.",
        synopsisHeading = "Usage: ")
final class RuleShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "A rule, or a catalogue id for all that share it.")
    private String id = "";

    @Option(names = "--expanded", description = "Replace the sentence by the DRL that it stands for.")
    private boolean expanded;

    @Option(names = "--rules", paramLabel = "DIR", description = "Also the rules of this folder. May be repeated.")
    private List<String> directories = List.of();

    RuleShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RuleFiles catalogue = RuleFiles.with(directories);
        Set<String> ids = Choice.rules(List.of(id), List.of(), catalogue);
        for (String one : ids) {
            RuleSource source = new RuleSource(catalogue.path(one), catalogue.drl(one));
            try {
                String text = expanded ? Templates.expand(source).text() : source.text();
                session.out().writer().println(text.stripTrailing());
            } catch (RuleException problem) {
                session.say(problem.placed());
                return Exit.UNREADABLE;
            }
        }
        return Exit.OK;
    }
}
