// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the page that lists all rules, with what they said of recorded boots. */
public final class RuleIndex {
    private static final String HEAD = """
            <!-- SPDX-License-Identifier: Apache-2.0 -->
            <!-- Generated from the rules and rules-on-recorded-boots.csv by RuleIndexTest. -->
            # The rules

            %d rules for %d invariants. Behind each, how many of the recorded boots it was violated in, could not be decided
            for, held in, and was not exercised in (for kernel 6.1.192, whatever the boot's own), and one recorded boot, not
            written for it, that violates it. "Outside" is what a violation is on kernels outside the range.

            """;

    private RuleIndex() {}

    /**
     * What a rule said of the recorded boots.
     *
     * @param violatedBy the first boot that violates it, {@code ""} if there is none yet
     */
    public record Counts(int violated, int undecided, int holds, int notExercised, String violatedBy) {
        static final Counts NONE = new Counts(0, 0, 0, 0, "");
    }

    /** {@return the page} */
    public static String render(List<RuleFolder> folders, Map<String, Rule> rules, Map<String, Counts> counts) {
        Map<String, StringBuilder> sections = new TreeMap<>();
        for (RuleFolder folder : folders) {
            String category = folder.name().substring(0, folder.name().indexOf('/'));
            sections.computeIfAbsent(category, RuleIndex::section)
                    .append(row(folder, rules.get(folder.id()), counts.getOrDefault(folder.id(), Counts.NONE)));
        }
        long invariants = rules.values().stream()
                .map(Rule::catalog)
                .filter(id -> !id.isEmpty())
                .distinct()
                .count();
        return HEAD.formatted(folders.size(), invariants) + String.join("\n", sections.values());
    }

    /** {@return the counts in a file with one line per rule} */
    public static Map<String, Counts> parse(String csv) {
        Map<String, Counts> counts = new TreeMap<>();
        csv.lines().skip(1).forEach(line -> {
            String[] cells = line.split(",", -1);
            counts.put(
                    cells[0],
                    new Counts(
                            Integer.parseInt(cells[1]),
                            Integer.parseInt(cells[2]),
                            Integer.parseInt(cells[3]),
                            Integer.parseInt(cells[4]),
                            cells[5]));
        });
        return counts;
    }

    /** {@return a file with one line per rule, as {@link #parse} reads it} */
    public static String format(Map<String, Counts> counts) {
        StringBuilder csv = new StringBuilder("rule,violated,undecided,holds,not-exercised,violated by\n");
        new TreeMap<>(counts)
                .forEach((rule, count) -> csv.append(String.join(
                                ",",
                                rule,
                                String.valueOf(count.violated),
                                String.valueOf(count.undecided),
                                String.valueOf(count.holds),
                                String.valueOf(count.notExercised),
                                count.violatedBy))
                        .append('\n'));
        return csv.toString();
    }

    private static StringBuilder section(String category) {
        return new StringBuilder("## " + category + "\n\n")
                .append(
                        "| rule | invariant | severity | kernels | outside | violated | undecided | holds | not exercised"
                                + " | violated by |\n")
                .append("|---|---|---|---|---|---:|---:|---:|---:|---|\n");
    }

    private static String row(RuleFolder folder, Rule rule, Counts count) {
        String outside =
                rule.hasRange() ? rule.outside().map(Severity::toString).orElse("off") : "";
        return "| "
                + String.join(
                        " | ",
                        "[" + rule.id() + "](../rules/" + folder.name() + "/README.md): " + rule.title(),
                        rule.catalog(),
                        rule.severity().toString(),
                        rule.range(),
                        outside,
                        String.valueOf(count.violated),
                        String.valueOf(count.undecided),
                        String.valueOf(count.holds),
                        String.valueOf(count.notExercised),
                        count.violatedBy.isEmpty() ? "none yet" : "`" + count.violatedBy + "`")
                + " |\n";
    }
}
