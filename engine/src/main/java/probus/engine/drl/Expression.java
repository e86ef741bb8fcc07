// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.List;

/** What a constraint says, and what it says it of. */
public sealed interface Expression {
    /** {@return where it stands} */
    Place at();

    /**
     * A property, of the event or of what a variable names.
     *
     * @param root the variable, dollar sign included; {@code ""} for the event itself
     * @param names the properties, outermost first; may be empty behind a variable
     */
    record Path(Place at, String root, List<String> names) implements Expression {}

    /**
     * A number, string, truth or null.
     *
     * @param value a {@code Long}, {@code Double}, {@code String} or {@code Boolean}; null for {@code null}
     * @param text as DRL writes it
     */
    record Literal(Place at, Object value, String text) implements Expression {}

    /** A constant of a class: {@code ObjectId.NULL}. */
    record Constant(Place at, String type, String name) implements Expression {}

    /** A sum or difference. */
    record Sum(Place at, Expression left, String operator, Expression right) implements Expression {}

    /** A comparison: one of {@code == != < <= > >=}. */
    record Compare(Place at, Expression left, String operator, Expression right) implements Expression {}

    /** Whether a value is, or is not, one of some. */
    record In(Place at, Expression value, boolean negated, List<Expression> among) implements Expression {}

    /** {@code &&} or {@code ||}. */
    record Logic(Place at, Expression left, String operator, Expression right) implements Expression {}

    /** The contrary. */
    record Negation(Place at, Expression of) implements Expression {}
}
