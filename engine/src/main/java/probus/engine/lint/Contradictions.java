// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import probus.engine.drl.Clause;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.DrlPrinter;
import probus.engine.drl.Expression;
import probus.engine.drl.Expression.Compare;
import probus.engine.drl.Expression.Constant;
import probus.engine.drl.Expression.Literal;
import probus.engine.drl.Expression.Logic;

/** Finds patterns that nothing can match: constraints that contradict each other. */
final class Contradictions {
    private final Findings findings;

    Contradictions(Findings findings) {
        this.findings = findings;
    }

    void check(List<Clause> clauses) {
        for (Clause clause : clauses) {
            if (clause instanceof EventPattern pattern) {
                check(pattern);
            } else if (((Group) clause).kind() != Clause.Kind.NOT) {
                check(((Group) clause).clauses());
            }
        }
    }

    /** What one property must be. */
    private static final class Demand {
        private Object equal;
        private final List<Object> unequal = new ArrayList<>();
        private double least = Double.NEGATIVE_INFINITY;
        private double most = Double.POSITIVE_INFINITY;

        /** {@return whether nothing can meet the demand any more} */
        boolean add(String operator, Object value) {
            double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
            switch (operator) {
                case "==" -> {
                    boolean other = equal != null && !equal.equals(value);
                    equal = value;
                    if (other) {
                        return true;
                    }
                }
                case "!=" -> unequal.add(value);
                case ">" -> least = Math.max(least, number + 1);
                case ">=" -> least = Math.max(least, number);
                case "<" -> most = Math.min(most, number - 1);
                default -> most = Math.min(most, number);
            }
            boolean outside = equal instanceof Number set && (set.doubleValue() < least || set.doubleValue() > most);
            return least > most || outside || (equal != null && unequal.contains(equal)) || bothTruths();
        }

        private boolean bothTruths() {
            return unequal.contains(true) && unequal.contains(false);
        }
    }

    private void check(EventPattern pattern) {
        Map<String, Demand> demands = new HashMap<>();
        for (Constraint constraint : pattern.constraints()) {
            for (Compare compare : all(constraint.of())) {
                Object value = value(compare.right());
                boolean told = value != null
                        && demands.computeIfAbsent(DrlPrinter.print(compare.left()), key -> new Demand())
                                .add(compare.operator(), value);
                if (told) {
                    findings.warn(
                            "never-fires",
                            compare.at(),
                            "nothing can be '" + DrlPrinter.print(compare) + "' besides what is asked before it",
                            "the rule can never be violated; drop one of the two");
                    return;
                }
            }
        }
    }

    private static List<Compare> all(Expression expression) {
        if (expression instanceof Logic logic && logic.operator().equals("&&")) {
            List<Compare> both = new ArrayList<>(all(logic.left()));
            both.addAll(all(logic.right()));
            return both;
        }
        return expression instanceof Compare compare ? List.of(compare) : List.of();
    }

    private static Object value(Expression expression) {
        if (expression instanceof Literal literal) {
            return Objects.requireNonNullElse(literal.value(), "null");
        }
        return expression instanceof Constant constant ? constant.type() + "." + constant.name() : null;
    }
}
