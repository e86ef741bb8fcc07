// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.List;
import java.util.Optional;
import probus.engine.drl.Token.Kind;

/** The names of the shapes: a rule whose {@code when} begins with one, and a colon, is a sentence. */
public final class Shapes {
    /** All names, in the order of the documentation. */
    public static final List<String> NAMES = List.of(
            "precedence",
            "response",
            "absence",
            "balance",
            "mutual exclusion",
            "at most once",
            "lock discipline",
            "ordering",
            "bounded time");

    private Shapes() {}

    /** {@return whether the next words are a name and a colon: no binding of a rule is written that way} */
    static boolean begin(Words words) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            Token token = words.peek(i);
            if (token.is(":")) {
                return i > 1 || NAMES.contains(name.toString());
            }
            if (token.kind() != Kind.NAME || token.text().startsWith("$") || token.is("not") || token.is("exists")) {
                return false;
            }
            name.append(i == 0 ? "" : " ").append(token.text());
        }
        return false;
    }

    /** {@return the shape's name that a sentence begins with; empty if it is none} */
    public static Optional<String> name(List<Token> sentence) {
        StringBuilder name = new StringBuilder();
        for (Token token : sentence) {
            if (token.is(":")) {
                break;
            }
            name.append(name.isEmpty() ? "" : " ").append(token.text());
        }
        return NAMES.contains(name.toString()) ? Optional.of(name.toString()) : Optional.empty();
    }
}
