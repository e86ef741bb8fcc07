// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import probus.engine.catalog.Rule;
import probus.report.RuleList;

/** {@code probus rule list}: what rules there are. */
@Command(
        name = "list",
        description = "One line per rule: id, catalogue id, severity, style, kernel range.",
        synopsisHeading = "Usage: ")
final class RuleListCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--rules", paramLabel = "DIR", description = "Also the rules of this folder. May be repeated.")
    private List<String> directories = List.of();

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "How to answer.")
    private String format = "text";

    RuleListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Choice.oneOf("--format", format, List.of("text", "json"));
        RuleFiles catalogue = RuleFiles.with(directories);
        Loading.announce(Set.of(), catalogue, session);
        List<Rule> rules = Loading.now(Set.of(), catalogue).rules();
        PrintWriter out = session.out().writer();
        if (format.equals("json")) {
            RuleList.json(rules, out);
        } else {
            text(rules, out);
        }
        return Loading.allFine(catalogue, session) ? Exit.OK : Exit.UNREADABLE;
    }

    private static void text(List<Rule> rules, PrintWriter out) {
        int longest = 0;
        for (Rule rule : rules) {
            longest = Math.max(longest, rule.id().length());
        }
        for (Rule rule : rules) {
            String catalog = rule.catalog().isEmpty() ? "-" : rule.catalog();
            String style = rule.style().toString().toLowerCase(Locale.ROOT);
            out.println(pad(rule.id(), longest) + "  " + pad(catalog, 5) + "  "
                    + pad(rule.severity().toString(), 7) + "  " + pad(style, 7) + "  " + rule.range());
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
