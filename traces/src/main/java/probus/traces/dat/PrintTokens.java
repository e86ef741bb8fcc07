// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an argument of a print format, one after the other; spaces between them are nothing. */
final class PrintTokens {
    private static final Pattern NUMBER = Pattern.compile("(0[xX][0-9a-fA-F]{1,16}|\\d{1,19})[uUlL]{0,3}\\b");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.){0,1000})\"");

    private final String text;
    private int at;

    PrintTokens(String text) {
        this.text = text;
    }

    /** Something that only the kernel can compute. */
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super("", null, false, false);
        }
    }

    boolean isEnd() {
        spaces();
        return at == text.length();
    }

    /** {@return whether this symbol is the next one, which is then behind} */
    boolean take(String symbol) {
        spaces();
        boolean there = text.startsWith(symbol, at);
        at += there ? symbol.length() : 0;
        return there;
    }

    void expect(String symbol) throws NotUnderstood {
        if (!take(symbol)) {
            throw new NotUnderstood();
        }
    }

    /** {@return what matches next and is then behind, null if it does not} */
    MatchResult take(Pattern pattern) {
        spaces();
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.toMatchResult();
    }

    MatchResult expect(Pattern pattern) throws NotUnderstood {
        MatchResult found = take(pattern);
        if (found == null) {
            throw new NotUnderstood();
        }
        return found;
    }

    /** {@return the one of these operators that is next and then behind, {@code ""} if none is} */
    String takeOneOf(List<String> operators) {
        spaces();
        for (String operator : operators) {
            if (text.startsWith(operator, at) && !isLonger(operator)) {
                at += operator.length();
                return operator;
            }
        }
        return "";
    }

    /** {@code &} is not the beginning of {@code &&}, nor {@code <} that of {@code <<}. */
    private boolean isLonger(String operator) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return operator.length() == 1 && "|&<>".contains(operator) && next == operator.charAt(0);
    }

    /** {@return the number that is next and then behind, empty if none is} */
    OptionalLong number() {
        MatchResult number = take(NUMBER);
        if (number == null) {
            return OptionalLong.empty();
        }
        String digits = number.group(1);
        return OptionalLong.of(
                digits.length() > 1 && digits.charAt(1) > '9'
                        ? Long.parseUnsignedLong(digits.substring(2), 16)
                        : Long.parseUnsignedLong(digits));
    }

    /** {@return the text in quotes that is next and then behind, null if there is none} */
    String quoted() {
        MatchResult quote = take(TEXT);
        return quote == null ? null : PrintFormat.unescaped(quote.group(1));
    }

    String expectQuoted() throws NotUnderstood {
        String quoted = quoted();
        if (quoted == null) {
            throw new NotUnderstood();
        }
        return quoted;
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
