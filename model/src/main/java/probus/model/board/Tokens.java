// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

/** The words, strings and signs of a device tree source, one after the other; comments are left out. */
final class Tokens {
    private static final String SIGNS = "{}<>[]();:=,&/";
    private static final int WORD_MAX = 255;

    private final String file;
    private final String text;
    private int at;
    private int line = 1;
    private Token next;

    /** What a token is. */
    enum Kind {
        WORD,
        STRING,
        SIGN,
        END
    }

    /**
     * A token.
     *
     * @param text without quotes; {@code \0} is a character with the code 0
     * @param line where it begins, from 1
     */
    record Token(Kind kind, String text, int line) {
        boolean isSign(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        @Override
        public String toString() {
            return switch (kind) {
                case WORD, SIGN -> "'" + shortened() + "'";
                case STRING -> "the string \"" + shortened().replace("\0", "\\0") + "\"";
                case END -> "the end of the file";
            };
        }

        private String shortened() {
            return text.length() > 40 ? text.substring(0, 40) + "..." : text;
        }
    }

    Tokens(String file, String text) {
        this.file = file;
        this.text = text;
        this.next = read();
    }

    Token peek() {
        return next;
    }

    Token take() {
        Token taken = next;
        if (taken.kind() != Kind.END) {
            next = read();
        }
        return taken;
    }

    /** {@return whether the next token is this sign, which is then taken} */
    boolean takeIf(String sign) {
        boolean is = next.isSign(sign);
        if (is) {
            take();
        }
        return is;
    }

    void expect(String sign, String advice) {
        if (!takeIf(sign)) {
            throw error(next.line(), "expected '" + sign + "' but found " + next, advice);
        }
    }

    UnreadableBoard error(int where, String problem, String advice) {
        return new UnreadableBoard(file, where, problem, advice);
    }

    private Token read() {
        skipBlanksAndComments();
        if (at >= text.length()) {
            return new Token(Kind.END, "", line);
        }
        char c = text.charAt(at);
        if (c == '"') {
            return string();
        }
        if (SIGNS.indexOf(c) >= 0) {
            at++;
            return new Token(Kind.SIGN, String.valueOf(c), line);
        }
        int start = at;
        while (at < text.length() && (isOfWord(text.charAt(at)) || (at > start && text.charAt(at) == ','))) {
            at++;
        }
        if (at == start) {
            throw error(
                    line,
                    String.format("a character with the code 0x%x has no place in a device tree", (int) c),
                    "write the device tree as plain text");
        }
        if (at - start > WORD_MAX) {
            throw error(line, "a word is longer than " + WORD_MAX + " characters", "shorten it");
        }
        return new Token(Kind.WORD, text.substring(start, at), line);
    }

    private static boolean isOfWord(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || "_-.+?#@".indexOf(c) >= 0);
    }

    private Token string() {
        int start = line;
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                break;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                value.append(text.charAt(at) == '0' ? '\0' : text.charAt(at));
            } else {
                value.append(c);
            }
        }
        if (at >= text.length() || text.charAt(at) != '"') {
            throw error(start, "a string has no end", "close it with '\"' on the same line");
        }
        at++;
        return new Token(Kind.STRING, value.toString(), start);
    }

    private void skipBlanksAndComments() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw error(line, "a comment has no end", "close it with '*/'");
                }
                line += (int)
                        text.substring(at, end).chars().filter(c -> c == '\n').count();
                at = end + 2;
            } else if (Character.isWhitespace(text.charAt(at))) {
                line += text.charAt(at) == '\n' ? 1 : 0;
                at++;
            } else {
                return;
            }
        }
    }
}
