// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import probus.engine.drl.Expression.Compare;
import probus.engine.drl.Expression.Constant;
import probus.engine.drl.Expression.In;
import probus.engine.drl.Expression.Literal;
import probus.engine.drl.Expression.Logic;
import probus.engine.drl.Expression.Negation;
import probus.engine.drl.Expression.Path;
import probus.engine.drl.Expression.Sum;
import probus.engine.drl.Token.Kind;

/** Reads what stands between the parentheses of a pattern. */
final class ExpressionParser {
    private static final int DEPTH_MAX = 40;

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> FOREIGN = Set.of(
            "matches",
            "contains",
            "memberOf",
            "soundslike",
            "str",
            "excludes",
            "instanceof",
            "after",
            "before_",
            "during",
            "new",
            "eval");

    private final Words words;
    private int depth;

    ExpressionParser(Words words) {
        this.words = words;
    }

    /** {@return a condition or a value} */
    Expression read() {
        Expression left = and();
        while (words.sees("||")) {
            String operator = words.next().text();
            Expression right = and();
            left = new Logic(left.at().until(right.at()), left, operator, right);
        }
        return left;
    }

    private Expression and() {
        Expression left = comparison();
        while (words.sees("&&")) {
            String operator = words.next().text();
            Expression right = comparison();
            left = new Logic(left.at().until(right.at()), left, operator, right);
        }
        return left;
    }

    private Expression comparison() {
        if (words.sees("!")) {
            Place at = words.next().place();
            Expression of = comparison();
            return new Negation(at.until(of.at()), of);
        }
        Expression left = sum();
        if (words.peek().kind() == Kind.SYMBOL
                && COMPARISONS.contains(words.peek().text())) {
            String operator = words.next().text();
            Expression right = sum();
            return new Compare(left.at().until(right.at()), left, operator, right);
        }
        if (words.sees("=")) {
            throw DrlException.wrong(words.peek().place(), "a comparison for equality is '=='", "write == for =");
        }
        if (words.sees("in") || (words.sees("not") && words.peek(1).is("in"))) {
            return in(left);
        }
        refuseForeign();
        return left;
    }

    private Expression in(Expression left) {
        boolean negated = words.takes("not");
        words.next();
        words.expect("(", "behind 'in'");
        List<Expression> among = new ArrayList<>();
        do {
            among.add(sum());
        } while (words.takes(","));
        Token end = words.expect(")", "behind the values of 'in'");
        return new In(left.at().until(end.place()), left, negated, among);
    }

    private void refuseForeign() {
        Token token = words.peek();
        if (token.kind() == Kind.NAME && FOREIGN.contains(token.text())) {
            throw DrlException.foreign(
                    token.place(),
                    "'" + token.text() + "' is not one of the comparisons that a declarative rule has",
                    "compare with == != < <= > >= in");
        }
    }

    private Expression sum() {
        Expression left = operand();
        while (words.sees("+") || words.sees("-")) {
            String operator = words.next().text();
            Expression right = operand();
            left = new Sum(left.at().until(right.at()), left, operator, right);
        }
        if (words.sees("*") || words.sees("/") || words.sees("%") || words.sees("[") || words.sees("?")) {
            throw DrlException.foreign(
                    words.peek().place(),
                    "'" + words.peek().text() + "' is not something that a declarative rule can calculate with",
                    "compare properties with values; of numbers there are sums and differences");
        }
        return left;
    }

    private Expression operand() {
        Token token = words.peek();
        switch (token.kind()) {
            case NUMBER -> {
                return number(words.next());
            }
            case STRING -> {
                words.next();
                return new Literal(token.place(), token.text(), quoted(token.text()));
            }
            case NAME -> {
                refuseForeign();
                return named();
            }
            default -> {}
        }
        if (words.sees("-")) {
            words.next();
            Token number = words.next();
            if (number.kind() != Kind.NUMBER) {
                throw DrlException.wrong(number.place(), "expected a number behind '-', found " + number.shown(), "");
            }
            return number(
                    new Token(Kind.NUMBER, "-" + number.text(), token.place().until(number.place())));
        }
        if (words.sees("(")) {
            return parentheses();
        }
        throw DrlException.wrong(token.place(), "expected a property or a value, found " + token.shown(), "");
    }

    private Expression parentheses() {
        Place at = words.next().place();
        if (++depth > DEPTH_MAX) {
            throw DrlException.wrong(at, "parentheses are nested too deeply", "");
        }
        Expression inside = read();
        words.expect(")", "that closes the one before");
        depth--;
        return inside;
    }

    private Expression named() {
        Token first = words.next();
        if (first.is("true") || first.is("false")) {
            return new Literal(first.place(), first.is("true"), first.text());
        }
        if (first.is("null")) {
            return new Literal(first.place(), null, "null");
        }
        List<String> names = new ArrayList<>();
        Place at = first.place();
        while (words.sees(".") || words.sees("!.")) {
            words.next();
            Token name = words.name("the name of a property behind '.'");
            names.add(name.text());
            at = at.until(name.place());
        }
        if (words.sees("(")) {
            throw DrlException.foreign(
                    at,
                    "'" + (names.isEmpty() ? first.text() : names.get(names.size() - 1))
                            + "(...)' is a call: a declarative rule reads properties",
                    "properties are written without parentheses: probus explain EVENT lists them");
        }
        return path(first, names, at);
    }

    private static Expression path(Token first, List<String> names, Place at) {
        String text = first.text();
        if (text.startsWith("$")) {
            return new Path(at, text, names);
        }
        if (Character.isUpperCase(text.charAt(0)) && names.size() == 1) {
            return new Constant(at, text, names.get(0));
        }
        List<String> all = new ArrayList<>();
        all.add(text);
        all.addAll(names);
        return new Path(at, "", all);
    }

    private static Expression number(Token token) {
        String text = token.text();
        try {
            String plain = text.replace("_", "").replaceAll("[lL]$", "");
            Object value = plain.contains(".") ? (Object) Double.valueOf(plain) : (Object) Long.decode(plain);
            return new Literal(token.place(), value, text);
        } catch (NumberFormatException e) {
            throw DrlException.wrong(token.place(), "'" + text + "' is no number that fits into 64 bits", "");
        }
    }

    /** {@return the string as DRL writes it} */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
