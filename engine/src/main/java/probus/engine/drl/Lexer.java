// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.ArrayList;
import java.util.List;
import probus.engine.drl.Token.Kind;

/** Cuts a rule file into words. */
final class Lexer {
    private static final List<String> PAIRS = List.of("==", "!=", "<=", ">=", "&&", "||", "->", "<<", ">>", "!.");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(String text) {
        this.text = text;
    }

    /**
     * {@return the words, the last being the end}
     *
     * @throws DrlException if a string or a comment is not closed, or a character can be in no rule
     */
    static List<Token> cut(String text) {
        return new Lexer(text).all();
    }

    private List<Token> all() {
        while (true) {
            skipBlank();
            if (at >= text.length()) {
                add(Kind.END, at, "");
                return tokens;
            }
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (Character.isDigit(c)) {
                number();
            } else if (Character.isJavaIdentifierStart(c)) {
                name();
            } else {
                symbol();
            }
        }
    }

    private void skipBlank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                newLine();
            } else if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                comment();
            } else {
                return;
            }
        }
    }

    private void comment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw DrlException.wrong(place(at, at + 2), "this comment is never closed", "write */ at its end");
        }
        while (at < end) {
            if (text.charAt(at) == '\n') {
                newLine();
            } else {
                at++;
            }
        }
        at = end + 2;
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private void string(char quote) {
        int start = at;
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (at >= text.length() || text.charAt(at) == '\n') {
            throw DrlException.wrong(
                    place(start, start + 1), "this string is not closed on its line", "write " + quote + " at its end");
        }
        at++;
        add(Kind.STRING, start, value.toString());
    }

    private void number() {
        int start = at;
        boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
        at += hex ? 2 : 0;
        while (at < text.length() && isDigit(text.charAt(at), hex)) {
            at++;
        }
        if (at < text.length() && (text.charAt(at) == 'L' || text.charAt(at) == 'l')) {
            at++;
        }
        add(Kind.NUMBER, start, text.substring(start, at));
    }

    private boolean isDigit(char c, boolean hex) {
        return c == '_'
                || Character.digit(c, hex ? 16 : 10) >= 0
                || (!hex && c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)));
    }

    private void name() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        add(Kind.NAME, start, text.substring(start, at));
    }

    private void symbol() {
        int start = at;
        boolean pair = at + 2 <= text.length() && PAIRS.contains(text.substring(at, at + 2));
        char c = text.charAt(at);
        if (!pair && "(){}[],;:.@<>=!+-*/%&|?#^~\\`".indexOf(c) < 0) {
            throw DrlException.wrong(place(at, at + 1), "no rule can have the character '" + c + "' here", "");
        }
        at += pair ? 2 : 1;
        add(Kind.SYMBOL, start, text.substring(start, at));
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new Token(kind, value, place(start, at)));
    }

    private Place place(int from, int to) {
        return new Place(line, from - lineStart + 1, from, to);
    }
}
