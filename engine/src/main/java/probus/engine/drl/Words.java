// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.List;
import probus.engine.drl.Token.Kind;

/** Words, read one after the other. */
final class Words {
    private final List<Token> tokens;
    private int at;

    Words(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    /** {@return the word before the next one} */
    Token last() {
        return tokens.get(Math.max(0, at - 1));
    }

    boolean sees(String word) {
        return peek().is(word);
    }

    boolean sees(Kind kind) {
        return peek().kind() == kind;
    }

    /** Reads {@code word} if it is next. */
    boolean takes(String word) {
        boolean seen = sees(word);
        if (seen) {
            next();
        }
        return seen;
    }

    Token expect(String word, String where) {
        if (!sees(word)) {
            throw DrlException.wrong(
                    peek().place(), "expected '" + word + "' " + where + ", found " + peek().shown(), "");
        }
        return next();
    }

    Token name(String what) {
        if (!sees(Kind.NAME)) {
            throw DrlException.wrong(peek().place(), "expected " + what + ", found " + peek().shown(), "");
        }
        return next();
    }
}
