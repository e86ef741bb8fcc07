// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.List;
import java.util.stream.Collectors;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.Expression.Compare;
import probus.engine.drl.Expression.Constant;
import probus.engine.drl.Expression.In;
import probus.engine.drl.Expression.Literal;
import probus.engine.drl.Expression.Logic;
import probus.engine.drl.Expression.Negation;
import probus.engine.drl.Expression.Path;
import probus.engine.drl.Expression.Sum;

/** Writes trees as DRL: only what a tree can hold is ever written. */
public final class DrlPrinter {
    private DrlPrinter() {}

    /** {@return the clause} */
    public static String print(Clause clause) {
        if (clause instanceof EventPattern pattern) {
            return print(pattern, List.of());
        }
        Group group = (Group) clause;
        List<String> parts = group.clauses().stream().map(DrlPrinter::print).toList();
        return switch (group.kind()) {
            case AND -> "( " + String.join(" and ", parts) + " )";
            case OR -> "( " + String.join(" or ", parts) + " )";
            case NOT -> "not " + parts.get(0);
            case EXISTS -> "exists " + parts.get(0);
        };
    }

    /** {@return the pattern with more constraints behind its own} */
    public static String print(EventPattern pattern, List<String> more) {
        List<String> constraints =
                pattern.constraints().stream().map(DrlPrinter::print).collect(Collectors.toList());
        constraints.addAll(more);
        String name = pattern.binding().isEmpty() ? "" : pattern.binding() + " : ";
        return name + pattern.type() + (constraints.isEmpty() ? "()" : "( " + String.join(", ", constraints) + " )");
    }

    /** {@return the constraint} */
    public static String print(Constraint constraint) {
        return (constraint.binding().isEmpty() ? "" : constraint.binding() + " : ") + print(constraint.of());
    }

    /** {@return the expression} */
    public static String print(Expression expression) {
        if (expression instanceof Path path) {
            String names = String.join(".", path.names());
            return path.root().isEmpty() ? names : path.root() + (names.isEmpty() ? "" : "." + names);
        }
        if (expression instanceof Literal literal) {
            return literal.value() instanceof String text ? ExpressionParser.quoted(text) : literal.text();
        }
        if (expression instanceof Constant constant) {
            return constant.type() + "." + constant.name();
        }
        if (expression instanceof Sum sum) {
            return print(sum.left()) + " " + sum.operator() + " " + nested(sum.right());
        }
        if (expression instanceof Compare compare) {
            return print(compare.left()) + " " + compare.operator() + " " + print(compare.right());
        }
        if (expression instanceof In in) {
            String among = in.among().stream().map(DrlPrinter::print).collect(Collectors.joining(", "));
            return print(in.value()) + (in.negated() ? " not in ( " : " in ( ") + among + " )";
        }
        if (expression instanceof Logic logic) {
            return nested(logic.left()) + " " + logic.operator() + " " + nested(logic.right());
        }
        return "!( " + print(((Negation) expression).of()) + " )";
    }

    private static String nested(Expression expression) {
        boolean compound = expression instanceof Logic || expression instanceof Sum;
        return compound ? "( " + print(expression) + " )" : print(expression);
    }
}
