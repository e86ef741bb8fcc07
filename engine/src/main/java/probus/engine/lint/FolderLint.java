// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.List;
import java.util.Map;
import probus.engine.author.Scaffold;
import probus.engine.catalog.Example;
import probus.engine.catalog.RuleException;
import probus.engine.drl.Place;

/** Checks what stands beside a rule: its examples and its page. */
public final class FolderLint {
    private FolderLint() {}

    /**
     * {@return what is missing or wrong beside a rule}
     *
     * @param file the rule file, as the user names it
     * @param id the rule's id
     * @param page its page, {@code ""} for none
     * @param traces its examples, by name
     */
    public static List<Finding> lint(String file, String id, String page, Map<String, String> traces) {
        Findings findings = new Findings(file);
        findings.about(id);
        for (String kind : List.of("holds-", "violates-")) {
            if (traces.keySet().stream().noneMatch(name -> name.startsWith(kind))) {
                findings.warn(
                        "missing-example",
                        Place.NONE,
                        "there is no " + kind + "*.trace beside the rule",
                        kind.equals("holds-")
                                ? "write one in which the rule is exercised and holds"
                                : "write one that the rule must report, with # violates: " + id + " behind the line");
            }
        }
        traces.forEach((name, text) -> example(name, text, findings));
        if (page.contains(Scaffold.WHY)) {
            findings.warn(
                    "missing-page",
                    Place.NONE,
                    "README.md does not say yet why the rule holds",
                    "replace \"" + Scaffold.WHY + "\"");
        }
        if (page.isEmpty()) {
            findings.warn(
                    "missing-page",
                    Place.NONE,
                    "there is no README.md beside the rule",
                    "say there why the rule holds");
        }
        return findings.sorted();
    }

    private static void example(String name, String text, Findings findings) {
        if (!name.startsWith("holds-") && !name.startsWith("violates-")) {
            findings.warn(
                    "example-name", Place.NONE, name + " is neither holds-*.trace nor violates-*.trace", "rename it");
        }
        try {
            Example.parse(name, text);
        } catch (RuleException problem) {
            findings.error("bad-example", Place.NONE, name + ": " + problem.getMessage(), "docs/tutorial.md shows one");
        }
    }
}
