// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.Token.Kind;

/** Reads what stands behind {@code when}. */
final class ClauseParser {
    private static final int DEPTH_MAX = 40;

    private static final String PATTERNS = "write patterns: $free : DevIommuFree( dev == \"psci\" )";

    /** What DRL has besides patterns, and what to write instead. */
    private static final Map<String, String> FOREIGN = Map.of(
            "eval",
            "put the condition between the parentheses of a pattern",
            "accumulate",
            "say it of single events: balance: A and B per dev",
            "acc",
            "say it of single events: balance: A and B per dev",
            "collect",
            "say it of single events",
            "forall",
            "'not' of what must not be says the same",
            "from",
            PATTERNS,
            "entry",
            PATTERNS,
            "query",
            PATTERNS,
            "then",
            PATTERNS,
            "if",
            PATTERNS);

    private final Words words;
    private final ExpressionParser expressions;
    private int depth;

    ClauseParser(Words words) {
        this.words = words;
        expressions = new ExpressionParser(words);
    }

    /** {@return the clauses up to {@code then}} */
    List<Clause> upToThen() {
        List<Clause> clauses = new ArrayList<>();
        while (!words.sees("then") && !words.sees("end") && !words.sees(Kind.END)) {
            clauses.add(or());
            while (words.takes(";") || words.takes(",")) {
                // what separates patterns means nothing
            }
        }
        return clauses;
    }

    private Clause or() {
        List<Clause> parts = new ArrayList<>(List.of(and()));
        while (words.takes("or") || words.takes("||")) {
            parts.add(and());
        }
        return group(Clause.Kind.OR, parts);
    }

    private Clause and() {
        List<Clause> parts = new ArrayList<>(List.of(unary()));
        while (words.takes("and") || words.takes("&&")) {
            parts.add(unary());
        }
        return group(Clause.Kind.AND, parts);
    }

    private static Clause group(Clause.Kind kind, List<Clause> parts) {
        Place at = parts.get(0).at().until(parts.get(parts.size() - 1).at());
        return parts.size() == 1 ? parts.get(0) : new Group(at, kind, parts);
    }

    private Clause unary() {
        Token token = words.peek();
        if (token.is("not") || token.is("exists")) {
            words.next();
            Clause of = unary();
            return new Group(
                    token.place().until(of.at()), token.is("not") ? Clause.Kind.NOT : Clause.Kind.EXISTS, List.of(of));
        }
        if (token.is("(")) {
            return parentheses();
        }
        return pattern();
    }

    private Clause parentheses() {
        Token open = words.next();
        if (++depth > DEPTH_MAX) {
            throw DrlException.wrong(open.place(), "parentheses are nested too deeply", "");
        }
        List<Clause> parts = new ArrayList<>();
        while (!words.sees(")")) {
            if (words.sees(Kind.END) || words.sees("then")) {
                throw DrlException.wrong(open.place(), "this '(' is never closed", "write ) behind the last pattern");
            }
            parts.add(or());
        }
        words.next();
        depth--;
        if (parts.isEmpty()) {
            throw DrlException.wrong(open.place(), "there is no pattern between these parentheses", PATTERNS);
        }
        return group(Clause.Kind.AND, parts);
    }

    /** {@return the next pattern} */
    EventPattern pattern() {
        Token first = words.peek();
        if (first.kind() == Kind.NAME
                && FOREIGN.containsKey(first.text())
                && !words.peek(1).is(":")) {
            throw DrlException.foreign(
                    first.place(),
                    "'" + first.text() + "' is not part of a declarative rule",
                    FOREIGN.get(first.text()));
        }
        String binding = "";
        Token type = words.name("a pattern");
        if (words.takes(":")) {
            binding = type.text();
            type = words.name("an event behind '" + binding + " :'");
        }
        if (!words.sees("(")) {
            throw DrlException.wrong(
                    type.place(),
                    "'" + type.text() + "' is no pattern: it has no parentheses",
                    Character.isUpperCase(type.text().charAt(0)) ? "write " + type.text() + "()" : PATTERNS);
        }
        Place open = words.next().place();
        List<Constraint> constraints = constraints(open, type);
        Place end = words.last().place();
        refuseBehind();
        return new EventPattern(first.place().until(end), binding, type.text(), type.place(), constraints);
    }

    /** The single pattern of a shape's sentence has parentheses only where it asks for something. */
    EventPattern mention() {
        Token first = words.peek();
        boolean bound = words.peek(1).is(":");
        boolean open = words.peek(bound ? 3 : 1).is("(");
        if (open) {
            return pattern();
        }
        String binding = bound ? words.next().text() : "";
        if (bound) {
            words.next();
        }
        Token type = words.name("an event");
        return new EventPattern(first.place().until(type.place()), binding, type.text(), type.place(), List.of());
    }

    private void refuseBehind() {
        Token token = words.peek();
        if (token.is("from") || token.is("over")) {
            throw DrlException.foreign(
                    token.place(), "'" + token.text() + "' is not part of a declarative rule", FOREIGN.get("from"));
        }
    }

    private List<Constraint> constraints(Place open, Token type) {
        List<Constraint> constraints = new ArrayList<>();
        while (!words.sees(")")) {
            if (words.sees(Kind.END) || words.sees("then") || words.sees("end")) {
                throw unclosed(open, type);
            }
            constraints.add(constraint());
            if (!words.takes(",") && !words.sees(")")) {
                if (words.sees("then")
                        || words.sees(Kind.END)
                        || words.sees("not")
                        || words.peek(1).is(":")) {
                    throw unclosed(open, type);
                }
                throw DrlException.wrong(
                        words.peek().place(),
                        "expected ',' or ')' in " + type.text() + "( ... ), found "
                                + words.peek().shown(),
                        "constraints are separated by commas");
            }
        }
        words.next();
        return constraints;
    }

    private static DrlException unclosed(Place open, Token type) {
        return DrlException.wrong(
                open, "the '(' of " + type.text() + " is never closed", "write ) behind its last constraint");
    }

    private Constraint constraint() {
        Token first = words.peek();
        if (first.kind() == Kind.NAME && words.peek(1).is(":")) {
            words.next();
            words.next();
            Expression value = expressions.read();
            if (!(value instanceof Expression.Path)) {
                throw DrlException.foreign(
                        first.place().until(value.at()),
                        "'" + first.text() + " :' binds a condition, not a property",
                        "bind the property and compare it in a constraint of its own");
            }
            return new Constraint(first.place().until(value.at()), first.text(), value);
        }
        Expression condition = expressions.read();
        return new Constraint(condition.at(), "", condition);
    }
}
