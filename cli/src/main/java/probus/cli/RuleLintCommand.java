// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import probus.engine.catalog.RuleSource;
import probus.engine.lint.Finding;
import probus.engine.lint.Finding.Level;
import probus.engine.lint.FolderLint;
import probus.engine.lint.RuleLint;
import probus.report.Words;

/** {@code probus rule lint}: what is wrong with rules. */
@Command(
        name = "lint",
        description = {
            "Say what is wrong with rules, where, and what to write instead.",
            "Exit code 3 if a rule cannot be read, 1 for other findings."
        },
        synopsisHeading = "Usage: ")
final class RuleLintCommand implements Callable<Integer> {
    /** Where there are few rules, notes are no noise. */
    private static final int FEW = 3;

    private final Session session;

    @Mixin
    private final RulePaths paths = new RulePaths();

    @Option(names = "--fix", description = "Mend what is mechanical, in the files themselves.")
    private boolean fix;

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "How to answer.")
    private String format = "text";

    @Option(
            names = {"-v", "--verbose"},
            description = "Also notes: style and cost of every rule.")
    private boolean verbose;

    RuleLintCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Choice.oneOf("--format", format, List.of("text", "json"));
        RuleFiles catalogue = new RuleFiles();
        RuleTargets targets = paths.targets(catalogue);
        if (fix) {
            mend(targets);
            targets = paths.targets(catalogue);
        }
        RuleLint lint = new RuleLint();
        if (!targets.roots().isEmpty()) {
            catalogue.ids().forEach(id -> lint.know(new RuleSource(catalogue.path(id), catalogue.drl(id))));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (RuleTargets.Target rule : targets.rules()) {
            texts.put(rule.file(), rule.text());
            findings.addAll(lint.lint(new RuleSource(rule.file(), rule.text()), rule.id()));
            findings.addAll(FolderLint.lint(rule.file(), rule.id(), rule.page(), rule.traces()));
        }
        boolean notes = verbose || targets.rules().size() <= FEW;
        List<Finding> shown = findings.stream()
                .filter(finding -> notes || finding.level() != Level.NOTE)
                .toList();
        if (format.equals("json")) {
            LintJson.write(shown, session.out().writer());
        } else {
            new LintText(texts, session.out().writer())
                    .write(shown, targets.rules().size());
        }
        return exit(findings);
    }

    static int exit(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.level() == Level.ERROR)) {
            return Exit.UNREADABLE;
        }
        return findings.stream().anyMatch(finding -> finding.level() == Level.WARNING) ? Exit.VIOLATED : Exit.OK;
    }

    private void mend(RuleTargets targets) throws IOException {
        if (targets.roots().isEmpty()) {
            throw new UsageException("--fix needs a folder or a rule file: bundled rules are not in one");
        }
        int changed = 0;
        for (RuleTargets.Target rule : targets.rules()) {
            String mended = RuleLint.fix(new RuleSource(rule.file(), rule.text()), rule.id());
            if (!mended.equals(rule.text())) {
                Files.writeString(Path.of(rule.file()), mended);
                changed++;
            }
        }
        session.say(changed == 0 ? "nothing to mend" : "mended " + Words.count(changed, "file"));
    }
}
