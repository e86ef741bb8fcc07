// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.Set;
import probus.engine.drl.DrlPrinter;
import probus.engine.drl.Expression;
import probus.engine.drl.Expression.Compare;
import probus.engine.drl.Expression.In;
import probus.engine.drl.Expression.Literal;
import probus.engine.drl.Expression.Logic;
import probus.engine.drl.Expression.Negation;
import probus.engine.drl.Expression.Sum;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Task;
import probus.facts.state.Known;
import probus.facts.state.PastEvent;

/** Checks what is compared with what: Drools compares a number with a text without a word. */
final class Comparisons {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, double.class);

    private final Findings findings;
    private final TypeCheck types;

    Comparisons(Findings findings, TypeCheck types) {
        this.findings = findings;
        this.types = types;
    }

    /** {@return the type of something compound} */
    Class<?> typeOf(Expression expression, Class<?> event, Scope scope) {
        if (expression instanceof Compare compare) {
            check(compare, event, scope);
        } else if (expression instanceof In in) {
            Class<?> type = types.typeOf(in.value(), event, scope);
            in.among().forEach(one -> match(one, type, types.typeOf(one, event, scope), "=="));
        } else if (expression instanceof Sum sum) {
            number(sum.left(), types.typeOf(sum.left(), event, scope));
            number(sum.right(), types.typeOf(sum.right(), event, scope));
            return long.class;
        } else if (expression instanceof Logic logic) {
            condition(logic.left(), types.typeOf(logic.left(), event, scope));
            condition(logic.right(), types.typeOf(logic.right(), event, scope));
        } else if (expression instanceof Negation negation) {
            condition(negation.of(), types.typeOf(negation.of(), event, scope));
        }
        return boolean.class;
    }

    private void number(Expression part, Class<?> type) {
        if (type != TypeCheck.WRONG && !NUMBERS.contains(type)) {
            findings.error("type-mismatch", part.at(), shown(part) + " is " + described(type) + ", not a number", "");
        }
    }

    private void condition(Expression part, Class<?> type) {
        if (type != TypeCheck.WRONG && type != boolean.class) {
            findings.error("no-condition", part.at(), shown(part) + " is " + described(type) + ", not a condition", "");
        }
    }

    private void check(Compare compare, Class<?> event, Scope scope) {
        Class<?> left = types.typeOf(compare.left(), event, scope);
        Class<?> right = types.typeOf(compare.right(), event, scope);
        if (compare.left() instanceof Literal && !(compare.right() instanceof Literal)) {
            match(compare.left(), right, left, compare.operator());
        } else {
            match(compare.right(), left, right, compare.operator());
        }
    }

    /** Says so if {@code value}, of type {@code given}, cannot be compared with what is of type {@code wanted}. */
    private void match(Expression value, Class<?> wanted, Class<?> given, String operator) {
        if (wanted == TypeCheck.WRONG || given == TypeCheck.WRONG) {
            return;
        }
        if (given == Object.class || wanted == Object.class) {
            findings.error(
                    "null-comparison",
                    value.at(),
                    "nothing that a rule can read is ever null",
                    instead(given == Object.class ? wanted : given));
            return;
        }
        boolean numbers = NUMBERS.contains(wanted) && NUMBERS.contains(given);
        boolean ordered = !operator.equals("==") && !operator.equals("!=");
        if (ordered && !numbers) {
            findings.error(
                    "type-mismatch",
                    value.at(),
                    "'" + operator + "' compares numbers, and this compares " + described(wanted) + " with "
                            + described(given),
                    "compare with == or !=");
        } else if (!numbers && !wanted.isAssignableFrom(given) && !given.isAssignableFrom(wanted)) {
            findings.error(
                    "type-mismatch",
                    value.at(),
                    "compares " + described(wanted) + " with " + shown(value) + ", which is " + described(given),
                    hint(wanted));
        }
    }

    private static String shown(Expression expression) {
        return "'" + DrlPrinter.print(expression) + "'";
    }

    private static String described(Class<?> type) {
        if (NUMBERS.contains(type)) {
            return "a number";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class) {
            return "a truth";
        }
        if (type == ObjectId.class) {
            return "an object's identity";
        }
        if (type == Result.class) {
            return "a result";
        }
        if (type == Known.class) {
            return "a truth that may be unknown";
        }
        if (type == PastEvent.class) {
            return "an earlier event";
        }
        if (type == Task.class) {
            return "a task";
        }
        return ProbeEvent.class.isAssignableFrom(type) ? "an event" : "a " + type.getSimpleName();
    }

    /** {@return how something of the type is compared} */
    private static String hint(Class<?> type) {
        if (NUMBERS.contains(type)) {
            return "write a number without quotes";
        }
        if (type == String.class) {
            return "write a text in quotes: \"psci\"";
        }
        if (type == boolean.class) {
            return "write true or false";
        }
        if (type == ObjectId.class) {
            return "write ObjectId.NULL, the object of another event, or ask for .object, .known or .null";
        }
        if (type == Result.class) {
            return "write result.succeeded == true, result.failed == true or result.code == -12";
        }
        if (type == Known.class) {
            return "write Known.YES or Known.NO";
        }
        if (type == PastEvent.class) {
            return "write .seen == true: it tells whether there was such an event";
        }
        if (type == DomainType.class) {
            return "write DomainType.DMA or another of its constants";
        }
        return type == Task.class ? "compare it with another task, or its pid with a number" : "";
    }

    private static String instead(Class<?> type) {
        if (type == ObjectId.class) {
            return "write ObjectId.NULL for a null pointer, ObjectId.UNKNOWN for one that was not recorded";
        }
        if (type == String.class) {
            return "write ProbeEvent.UNKNOWN for a name that was not recorded";
        }
        return type == PastEvent.class ? "write .seen == false" : hint(type);
    }
}
