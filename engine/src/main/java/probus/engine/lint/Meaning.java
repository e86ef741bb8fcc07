// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.engine.drl.Clause;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.DrlPrinter;
import probus.engine.drl.RuleText.Definition;

/** What a rule says of which kernels, whatever it calls things and in whatever order it asks. */
final class Meaning {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

    private Meaning() {}

    /** {@return the meaning of what a rule looks for; bindings that nothing uses mean nothing} */
    static String of(Definition rule) {
        StringBuilder text = new StringBuilder();
        for (String range : List.of("since", "until", "severity")) {
            text.append(rule.value(range)).append('\n');
        }
        rule.when().forEach(clause -> text.append(of(clause)).append('\n'));
        Map<String, String> names = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(text);
        return variable.replaceAll(found ->
                Matcher.quoteReplacement(names.computeIfAbsent(found.group(), name -> "$" + (names.size() + 1))));
    }

    private static String of(Clause clause) {
        if (clause instanceof Group group) {
            return group.kind()
                    + group.clauses().stream().map(Meaning::of).toList().toString();
        }
        EventPattern pattern = (EventPattern) clause;
        List<String> asked = new ArrayList<>();
        for (Constraint constraint : pattern.constraints()) {
            asked.add(DrlPrinter.print(constraint));
        }
        asked.sort(null);
        return pattern.binding() + ":" + pattern.type() + asked;
    }
}
