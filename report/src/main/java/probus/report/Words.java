// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.ArrayList;
import java.util.List;

/** Text as a terminal may be given it: nothing that moves a cursor or turns the reading direction, numbers in groups. */
public final class Words {
    private static final char ELLIPSIS = '…';

    private Words() {}

    /** {@return the text with control and direction characters spelled out: what an input holds may be hostile} */
    public static String safe(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return spelledOut(text);
            }
        }
        return text;
    }

    private static String spelledOut(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                out.append(' ');
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))
                    && Character.getType(text.codePointAt(i)) != Character.FORMAT) {
                out.append(c).append(text.charAt(++i));
            } else if (!isUnsafe(c)) {
                out.append(c);
            } else {
                out.append(c < 0x100 ? "\\x" + hex(c, 2) : "\\u" + hex(c, 4));
            }
        }
        return out.toString();
    }

    private static String hex(int value, int digits) {
        String hex = Integer.toHexString(value);
        return "0".repeat(digits - hex.length()) + hex;
    }

    /** Tabs count, since they must become blanks; so do surrogates, which may be alone. */
    private static boolean isUnsafe(char c) {
        if (c < 0x20 || c == 0x7f) {
            return true;
        }
        if (c < 0x80) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    /** {@return the number with its digits in groups of three} */
    public static String number(long number) {
        String digits = Long.toString(number);
        StringBuilder out = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) {
            out.insert(i, ',');
        }
        return out.toString();
    }

    /** {@return {@code 1 error}, {@code 2 errors}} */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@return the text, cut to {@code width} with an ellipsis at its end} */
    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int end = Math.max(0, width - 1);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    /** {@return the text, cut before the word that does not fit} */
    static String cutAtBlank(String text, int width) {
        int blank = text.lastIndexOf(' ', width - 2);
        return text.length() > width && blank > width - 28 ? text.substring(0, blank + 1) + ELLIPSIS : cut(text, width);
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** {@return the lines of {@code text}, broken at blanks so that none is longer than {@code width} if it can be helped} */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** {@return seconds with microseconds, as the kernel prints them} */
    static String seconds(long nanoseconds) {
        long micros = nanoseconds / 1000;
        String fraction =
                Long.toString(1_000_000 + Math.abs(micros % 1_000_000)).substring(1);
        return micros / 1_000_000 + "." + fraction;
    }
}
