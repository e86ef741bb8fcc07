// SPDX-License-Identifier: Apache-2.0
package probus.engine.whynot;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.DrlPrinter;
import probus.engine.drl.Expression;
import probus.engine.drl.Expression.Compare;
import probus.engine.drl.Expression.Constant;
import probus.engine.drl.Expression.In;
import probus.engine.drl.Expression.Literal;
import probus.engine.drl.Expression.Logic;
import probus.engine.drl.Expression.Negation;
import probus.engine.drl.Expression.Path;
import probus.engine.drl.Expression.Sum;
import probus.engine.drl.FactTypes;
import probus.facts.ProbeEvent;

/** What an expression is worth for one event. */
final class Evaluation {
    private final Map<Class<?>, Map<String, Method>> properties = new java.util.HashMap<>();

    /** {@return whether the event meets the constraint; a binding is always met, and remembered} */
    boolean meets(Constraint constraint, ProbeEvent event, Map<String, Object> bound) {
        Object value = value(constraint.of(), event, bound);
        if (!constraint.binding().isEmpty()) {
            bound.put(constraint.binding(), value);
            return true;
        }
        return Boolean.TRUE.equals(value);
    }

    /** {@return what the sides of a comparison that failed are worth, in words} */
    String actual(Expression expression, ProbeEvent event, Map<String, Object> bound) {
        if (expression instanceof Compare compare) {
            String left = worth(compare.left(), event, bound);
            return compare.right() instanceof Literal || compare.right() instanceof Constant
                    ? left
                    : left + ", " + worth(compare.right(), event, bound);
        }
        if (expression instanceof Logic logic) {
            return actual(logic.left(), event, bound) + ", " + actual(logic.right(), event, bound);
        }
        if (expression instanceof In in) {
            return worth(in.value(), event, bound);
        }
        return expression instanceof Negation negation
                ? actual(negation.of(), event, bound)
                : worth(expression, event, bound);
    }

    private String worth(Expression expression, ProbeEvent event, Map<String, Object> bound) {
        return DrlPrinter.print(expression) + " is " + shown(value(expression, event, bound));
    }

    private static String shown(Object value) {
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }

    private Object value(Expression expression, ProbeEvent event, Map<String, Object> bound) {
        if (expression instanceof Literal literal) {
            return literal.value();
        }
        if (expression instanceof Constant constant) {
            return FactTypes.constants(FactTypes.values(constant.type()).orElseThrow())
                    .get(constant.name());
        }
        if (expression instanceof Path path) {
            return path(path, event, bound);
        }
        if (expression instanceof Sum sum) {
            long left = number(value(sum.left(), event, bound));
            long right = number(value(sum.right(), event, bound));
            return sum.operator().equals("+") ? left + right : left - right;
        }
        if (expression instanceof Compare compare) {
            return holds(value(compare.left(), event, bound), compare.operator(), value(compare.right(), event, bound));
        }
        if (expression instanceof In in) {
            Object value = value(in.value(), event, bound);
            boolean among = in.among().stream().anyMatch(one -> holds(value, "==", value(one, event, bound)));
            return among != in.negated();
        }
        if (expression instanceof Logic logic) {
            boolean left = Boolean.TRUE.equals(value(logic.left(), event, bound));
            boolean and = logic.operator().equals("&&");
            return left == and ? Boolean.TRUE.equals(value(logic.right(), event, bound)) : left;
        }
        return !Boolean.TRUE.equals(value(((Negation) expression).of(), event, bound));
    }

    private Object path(Path path, ProbeEvent event, Map<String, Object> bound) {
        Object value = path.root().isEmpty() ? event : bound.get(path.root());
        for (String name : path.names()) {
            if (value == null) {
                return null;
            }
            if (!name.equals("this") || value != event) {
                value = property(value, name);
            }
        }
        return value;
    }

    private Object property(Object holder, String name) {
        Method method = properties
                .computeIfAbsent(holder.getClass(), FactTypes::properties)
                .get(name);
        try {
            return method == null ? null : method.invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean holds(Object left, String operator, Object right) {
        if (left instanceof Number && right instanceof Number) {
            int order = Long.compare(number(left), number(right));
            return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }
        return Objects.equals(left, right) == operator.equals("==");
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
