// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.List;

/** A part of what a rule asks for. */
public sealed interface Clause {
    /** {@return where it stands} */
    Place at();

    /**
     * An event that is looked for.
     *
     * @param binding what the event is called, dollar sign included; {@code ""} where it has no name
     * @param type the kind of event, or a family
     * @param typeAt where the kind stands
     * @param constraints what is asked of it, in order
     */
    record EventPattern(Place at, String binding, String type, Place typeAt, List<Constraint> constraints)
            implements Clause {}

    /**
     * Clauses together.
     *
     * @param kind how they are meant
     */
    record Group(Place at, Kind kind, List<Clause> clauses) implements Clause {}

    /** How clauses are meant together. */
    enum Kind {
        /** All. */
        AND,
        /** At least one. */
        OR,
        /** Nothing like it. */
        NOT,
        /** Something like it. */
        EXISTS
    }

    /**
     * One thing between the parentheses of a pattern.
     *
     * @param binding what the value is called, {@code ""} for a condition
     * @param of the value, or the condition
     */
    record Constraint(Place at, String binding, Expression of) {}
}
