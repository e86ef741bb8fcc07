// SPDX-License-Identifier: Apache-2.0
package probus.engine.untrusted;

import java.util.ArrayList;
import java.util.List;
import probus.engine.drl.Clause;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.DrlPrinter;

/** Writes patterns that count how often they are held against what is before them. */
final class Metered {
    /** The event that the next pattern is held against, {@code ""} for the first. */
    private String anchor = "";

    private int unnamed;

    String print(Clause clause) {
        if (clause instanceof EventPattern pattern) {
            return print(pattern, true);
        }
        Group group = (Group) clause;
        List<String> parts = new ArrayList<>();
        String outer = anchor;
        for (Clause part : group.clauses()) {
            boolean named = group.kind() == Clause.Kind.AND || group.kind() == Clause.Kind.OR;
            parts.add(part instanceof EventPattern pattern ? print(pattern, named || !outer.isEmpty()) : print(part));
            if (group.kind() == Clause.Kind.OR) {
                anchor = outer;
            }
        }
        if (group.kind() != Clause.Kind.AND) {
            anchor = outer;
        }
        return switch (group.kind()) {
            case AND -> "( " + String.join(" and ", parts) + " )";
            case OR -> "( " + String.join(" or ", parts) + " )";
            case NOT -> "not " + parts.get(0);
            case EXISTS -> "exists " + parts.get(0);
        };
    }

    private String print(EventPattern pattern, boolean positive) {
        if (anchor.isEmpty()) {
            String name = pattern.binding().isEmpty() && positive ? "$unnamed" + ++unnamed : pattern.binding();
            anchor = name;
            return DrlPrinter.print(
                    new EventPattern(pattern.at(), name, pattern.type(), pattern.typeAt(), pattern.constraints()),
                    List.of());
        }
        List<String> constraints = new ArrayList<>();
        // What Drools can look up is looked up; each pair that is left is counted before anything else is asked of it.
        List<String> rest = new ArrayList<>();
        for (Constraint constraint : pattern.constraints()) {
            String text = DrlPrinter.print(constraint);
            (text.matches("\\w+ == \\$\\w+") || !constraint.binding().isEmpty() ? constraints : rest).add(text);
        }
        constraints.add("budget.pair( seq, " + anchor + ".seq )");
        constraints.addAll(rest);
        constraints.add("budget.match( seq, " + anchor + ".seq )");
        return DrlPrinter.print(
                new EventPattern(pattern.at(), pattern.binding(), pattern.type(), pattern.typeAt(), List.of()),
                constraints);
    }
}
