// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import probus.engine.RuleBase;
import probus.engine.catalog.Rule;
import probus.report.RuleList;

/** {@code probus rule}: what rules there are. */
@Command(name = "rule", description = "The rules: list.", synopsisHeading = "Usage: ")
final class RuleCommand implements Callable<Integer> {
    private final Session session;

    RuleCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        throw new UsageException("rule needs a command: list");
    }

    @Command(
            name = "list",
            description = "One line per rule: id, catalogue id, severity, style, kernel range.",
            synopsisHeading = "Usage: ")
    int list(
            @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "How to answer.")
                    String format) {
        List<Rule> rules = RuleBase.bundled().rules();
        PrintWriter out = session.out().writer();
        switch (format) {
            case "text" -> text(rules, out);
            case "json" -> RuleList.json(rules, out);
            default -> throw new UsageException("--format cannot be '" + format + "': it can be text, json");
        }
        return Exit.OK;
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
