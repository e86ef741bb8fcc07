// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import probus.engine.Evidence;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.Origin;

/** Writes the head of a rule's page from its metadata and its examples; what stands below is written by hand. */
public final class RulePage {
    /** Starts the generated part. */
    public static final String BEGIN = "<!-- generated from rule.drl and the examples: begin -->";

    /** Ends the generated part. */
    public static final String END = "<!-- generated: end -->";

    private static final Pattern PICTURE =
            Pattern.compile("/\\*\\n \\* [^\\n]*\\n \\*\\n(.*?)\\n \\*/", Pattern.DOTALL);
    private static final String KERNEL = "https://git.kernel.org/";
    private static final String TREE = KERNEL + "pub/scm/linux/kernel/git/torvalds/linux.git/tree/";

    private final Rule rule;
    private final RuleFolder folder;
    private final Function<Example, List<Verdict>> verdicts;

    /**
     * Creates the page of a rule.
     *
     * @param verdicts runs an example with all rules
     */
    public RulePage(Rule rule, RuleFolder folder, Function<Example, List<Verdict>> verdicts) {
        this.rule = rule;
        this.folder = folder;
        this.verdicts = verdicts;
    }

    /** {@return the folder's page with its generated part renewed} */
    public String render() {
        String page = folder.page();
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new RuleException(rule.id(), "its README.md lacks the two comments around the generated part");
        }
        return page.substring(0, begin) + BEGIN + "\n" + head() + page.substring(end);
    }

    private String head() {
        StringBuilder head = new StringBuilder("# " + rule.title() + "\n\n");
        head.append("`" + rule.id() + "`");
        head.append(rule.catalog().isEmpty() ? "" : " · " + rule.catalog());
        head.append(
                " · " + rule.severity() + " · " + rule.style().name().toLowerCase(java.util.Locale.ROOT) + " rule · ");
        head.append(rule.hasRange() ? "kernels " + rule.range() + ", outside " + outside() : "all kernels");
        head.append("\n\n```\n" + picture() + "```\n\n");
        head.append("Needs " + needs(rule.needs()) + ". ");
        if (!rule.provenWith().isEmpty()) {
            head.append("A violation is proven only where " + needs(rule.provenWith()) + " is recorded. ");
        }
        head.append("Kernel: " + sourceLink());
        head.append(rule.reference().isEmpty() ? "" : ", " + commitLink());
        head.append(".\n");
        section(head, "Violates", false);
        section(head, "Holds", true);
        return head.append('\n').toString();
    }

    private String outside() {
        return rule.outside().map(Severity::toString).orElse("off");
    }

    private String picture() {
        Matcher picture = PICTURE.matcher(folder.rule().text());
        return !picture.find()
                ? ""
                : picture.group(1)
                        .lines()
                        .map(line -> line.replaceFirst("^ \\* {0,4}", "").stripTrailing())
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String needs(List<Rule.Need> needs) {
        return needs.stream().map(need -> "`" + need + "`").collect(Collectors.joining(", "));
    }

    private String sourceLink() {
        String file = rule.source().split(":", 2)[0];
        return file.isEmpty() ? "any" : "[`" + rule.source() + "`](" + TREE + file + "?h=v6.1)";
    }

    private String commitLink() {
        return "[" + rule.reference() + "](" + KERNEL + "linus/" + rule.reference() + ")";
    }

    private void section(StringBuilder head, String title, boolean holds) {
        head.append("\n## " + title + "\n");
        for (Example example : folder.examples()) {
            if (example.holds() == holds) {
                head.append("\n`" + example.name() + "`\n\n");
                head.append("```\n" + example.listing() + "```\n");
                head.append("```\n" + report(example) + "```\n");
            }
        }
    }

    private String report(Example example) {
        StringBuilder report = new StringBuilder();
        for (Verdict verdict : verdicts.apply(example)) {
            if (verdict.kind() == Verdict.Kind.HOLDS && verdict.rule().id().equals(rule.id())) {
                report.append(
                        "holds, exercised " + verdict.checks() + (verdict.checks() == 1 ? " time\n" : " times\n"));
            }
            verdict.violations().forEach(violation -> report.append(report(violation)));
        }
        return report.toString();
    }

    private static String report(Violation violation) {
        StringBuilder report = new StringBuilder();
        report.append(violation.severity() + "[" + violation.rule().id() + "]: " + violation.message() + "\n");
        for (Evidence evidence : violation.evidence()) {
            Origin origin = evidence.event().at().origin();
            report.append(origin.line() > 0 ? "  line " + origin.line() : "  at the end");
            report.append("  " + evidence.event().getTask() + ": " + evidence.phrase() + "\n");
        }
        return report.toString();
    }
}
