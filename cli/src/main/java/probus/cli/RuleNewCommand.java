// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import probus.engine.author.Scaffold;
import probus.engine.catalog.RuleSource;
import probus.engine.drl.DrlException;
import probus.engine.lint.Finding;
import probus.engine.lint.RuleLint;

/** {@code probus rule new}: the folder of a new rule. */
@Command(
        name = "new",
        description = {
            "Write the folder of a new rule: rule, page, an example that holds and one that is red,",
            "because it does not show the mistake yet. The rule is a shape's sentence:",
            "",
            "  probus rule new 'Runtime PM is disabled only where it was enabled' \\",
            "      --shape 'precedence: PmDisable only after PmEnable since ProbeBegin per dev'",
            "",
            "or --shape with --event, --per, ... as parts of it, or patterns in DRL (--shape drl)."
        },
        synopsisHeading = "Usage: ",
        sortOptions = false)
final class RuleNewCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SENTENCE", description = "What holds, in words: the rule's title.")
    private String title = "";

    @Option(names = "--shape", paramLabel = "SHAPE", required = true, description = "A sentence, or a shape's name.")
    private String shape = "";

    @Option(
            names = {"--event", "-e"},
            paramLabel = "EVENT",
            description = "An event of the shape, with constraints if need be. Repeated, in the order of the sentence.")
    private List<String> events = List.of();

    @Option(names = "--per", paramLabel = "KEY", description = "What the events share: dev, group, dev|iommu.")
    private String per = "";

    @Option(names = "--since", paramLabel = "EVENT", description = "What opens the scope.")
    private String since = "";

    @Option(names = "--until", paramLabel = "EVENT", description = "What closes the scope.")
    private String until = "";

    @Option(
            names = "--lock",
            paramLabel = "NAME",
            description = "The lock of a lock discipline; 'device lock' for the device's own.")
    private String lock = "";

    @Option(names = "--within", paramLabel = "TIME", description = "The time of a bounded time, as '10 ms'.")
    private String within = "";

    @Option(names = "--id", paramLabel = "ID", description = "The rule's id. Default: the words of the sentence.")
    private String id = "";

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "Where to write. Default: ${DEFAULT-VALUE}.")
    private String directory = "rules";

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description = "A folder between DIR and the rule's. Default: none.")
    private String category = "";

    @Option(
            names = "--severity",
            paramLabel = "error|warning|note",
            defaultValue = "error",
            description = "Default: error.")
    private String severity = "error";

    @Option(names = "--catalog", paramLabel = "ID", description = "The invariant's id in a specification.")
    private String catalog = "";

    @Option(names = "--source", paramLabel = "FILE:FUNCTION", description = "Kernel file and function.")
    private String source = "";

    @Option(names = "--next", paramLabel = "TEXT", description = "What to look at where it is violated.")
    private String next = "";

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            defaultValue = "6.1.192",
            description = "Of the examples. Default: ${DEFAULT-VALUE}.")
    private String kernel = "6.1.192";

    RuleNewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Choice.oneOf("--severity", severity, List.of("error", "warning", "note"));
        Choice.kernel(kernel);
        String name = id.isEmpty() ? Scaffold.idOf(title) : id;
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)+")) {
            throw new UsageException("'" + name + "' is no rule id; write --id words-that-say-what-holds");
        }
        if (new RuleFiles().ids().contains(name)) {
            throw new UsageException("there is a rule " + name + " already; write --id another-name");
        }
        String body = RuleBody.of(shape, events, new RuleBody.Parts(per, since, until, lock, within));
        Path folder = folder(name);
        Scaffold scaffold = new Scaffold(name, category.isEmpty() ? "own" : category, title, body, metadata(), kernel);
        Map<String, String> files = files(scaffold);
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
            session.out().writer().println("wrote " + folder.resolve(file.getKey()));
        }
        session.out()
                .writer()
                .println("next  probus rule test " + folder
                        + "    violates-example.trace is red: make it show the mistake");
        return Exit.OK;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("severity", severity);
        metadata.put("catalog", catalog);
        metadata.put("source", source);
        metadata.put("next", next);
        return metadata;
    }

    private Path folder(String name) {
        try {
            Path root = Path.of(directory);
            Path folder = (category.isEmpty() ? root : root.resolve(category)).resolve(name);
            if (Files.exists(folder)) {
                throw new UsageException(folder + " is there already; write --id another-name, or edit it");
            }
            return folder;
        } catch (InvalidPathException e) {
            throw new UsageException("--rules " + directory + " is no path");
        }
    }

    /** Nothing is written that could not be read again. */
    private static Map<String, String> files(Scaffold scaffold) {
        try {
            List<Finding> errors = new RuleLint()
                    .lint(new RuleSource("--shape", scaffold.drl()), scaffold.id()).stream()
                            .filter(finding -> finding.level() == Finding.Level.ERROR)
                            .toList();
            if (!errors.isEmpty()) {
                throw wrong(errors.get(0).problem(), errors.get(0).hint());
            }
            return scaffold.files();
        } catch (DrlException problem) {
            throw wrong(problem.getMessage(), problem.hint());
        }
    }

    private static UsageException wrong(String problem, String hint) {
        return new UsageException("--shape: " + problem, java.util.Optional.empty(), hint);
    }
}
