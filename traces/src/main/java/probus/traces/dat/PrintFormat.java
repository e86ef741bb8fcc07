// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.format.Symbols;

/** A kernel's print format: {@code "(%lx) dev=\"%s\" ptr=0x%Lx", REC->__probe_ip, __get_str(dev), REC->ptr}. */
final class PrintFormat {
    private static final int LONGEST_PADDING = 64;
    private static final char NO_CONVERSION = 0;
    private static final Pattern CONVERSION =
            Pattern.compile("%([-0+ #]{0,5})(\\d{0,4})(?:\\.\\d{0,4})?(hh|h|ll|l|L|z|q|j|t)?([a-zA-Z%])");

    /** Text, then a value. */
    private record Piece(String text, String flags, int width, String length, char conversion, PrintValue value) {}

    private final List<Piece> pieces;
    private final String tail;
    private final boolean narrowLong;

    private PrintFormat(List<Piece> pieces, String tail, boolean narrowLong) {
        this.pieces = pieces;
        this.tail = tail;
        this.narrowLong = narrowLong;
    }

    /**
     * {@return how to print events; empty where the format computes}
     *
     * @param narrowLong whether a {@code long} of the kernel has 32 bits
     */
    static Optional<PrintFormat> of(EventFormat event, boolean narrowLong) {
        String print = event.print();
        int close = print.startsWith("\"") ? quoteEnd(print, 0) : -1;
        if (close < 0) {
            return Optional.empty();
        }
        String format = unescaped(print.substring(1, close));
        List<PrintValue> arguments = new ArrayList<>();
        for (String text : split(print.substring(close + 1))) {
            Optional<PrintValue> argument = PrintParser.parse(text, event.fields());
            if (argument.isEmpty()) {
                return Optional.empty();
            }
            arguments.add(argument.get());
        }
        return pieces(format, arguments, narrowLong);
    }

    private static Optional<PrintFormat> pieces(String format, List<PrintValue> arguments, boolean narrowLong) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher conversion = CONVERSION.matcher(format);
        int from = 0;
        int next = 0;
        while (from < format.length()) {
            int percent = format.indexOf('%', from);
            if (percent < 0) {
                break;
            }
            text.append(format, from, percent);
            if (!conversion.region(percent, format.length()).lookingAt()) {
                return Optional.empty();
            }
            from = conversion.end();
            char what = conversion.group(4).charAt(0);
            if (what == '%') {
                text.append('%');
                continue;
            }
            if (next == arguments.size() || "diuxXocsp".indexOf(what) < 0) {
                return Optional.empty();
            }
            if (what == 'p' && from < format.length() && Character.isLetter(format.charAt(from))) {
                what = pointer(format.charAt(from++));
                if (what == NO_CONVERSION) {
                    return Optional.empty();
                }
            }
            String width = conversion.group(2);
            String length = conversion.group(3) == null ? "" : conversion.group(3);
            int columns = width.isEmpty() ? 0 : Math.min(LONGEST_PADDING, Integer.parseInt(width));
            pieces.add(new Piece(text.toString(), conversion.group(1), columns, length, what, arguments.get(next++)));
            text.setLength(0);
        }
        String tail = text + format.substring(from);
        return next == arguments.size() ? Optional.of(new PrintFormat(pieces, tail, narrowLong)) : Optional.empty();
    }

    /** Functions, and what is printed as a number; addresses of networks and the like are not read. */
    private static char pointer(char kind) {
        return switch (kind) {
            case 's', 'f' -> 'f';
            case 'S', 'F' -> 'F';
            case 'x', 'K' -> 'p';
            default -> NO_CONVERSION;
        };
    }

    /** Prints the event as the kernel does, behind the name and the colon. */
    void print(ByteBuffer event, Symbols symbols, StringBuilder to) {
        for (Piece piece : pieces) {
            to.append(piece.text());
            int from = to.length();
            value(piece, event, symbols, to);
            int missing = piece.width() - (to.length() - from);
            if (missing > 0) {
                pad(piece, from, missing, to);
            }
        }
        to.append(tail);
    }

    private static void pad(Piece piece, int from, int missing, StringBuilder to) {
        boolean left = piece.flags().contains("-");
        boolean zeros = piece.flags().contains("0") && !left && piece.conversion() != 's';
        to.insert(left ? to.length() : from, (zeros ? "0" : " ").repeat(missing));
    }

    private void value(Piece piece, ByteBuffer event, Symbols symbols, StringBuilder to) {
        if (piece.conversion() == 's') {
            piece.value().text(event, to);
            return;
        }
        long number = piece.value().number(event);
        boolean wide = switch (piece.length()) {
            case "l", "z", "t" -> !narrowLong;
            case "ll", "L", "q", "j" -> true;
            default -> false;
        };
        long unsigned = wide ? number : number & 0xffff_ffffL;
        switch (piece.conversion()) {
            case 'd', 'i' -> to.append(wide ? number : (int) number);
            case 'u' -> to.append(Long.toUnsignedString(unsigned));
            case 'x' -> hexadecimal(unsigned, to.append(piece.flags().contains("#") ? "0x" : ""));
            case 'X' -> to.append(Long.toHexString(unsigned).toUpperCase(java.util.Locale.ROOT));
            case 'o' -> to.append(Long.toOctalString(unsigned));
            case 'c' -> to.append((char) (number & 0x7f));
            case 'p' -> hexadecimal(number, to.append("0x"));
            default -> to.append(symbol(number, piece.conversion() == 'F', symbols));
        }
    }

    private static void hexadecimal(long number, StringBuilder to) {
        int digits = Math.max(1, 16 - Long.numberOfLeadingZeros(number) / 4);
        for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) {
            to.append(Character.forDigit((int) (number >>> shift) & 15, 16));
        }
    }

    private static String symbol(long address, boolean offset, Symbols symbols) {
        return symbols.at(address)
                .map(place -> offset ? place.name() + "+0x" + Long.toHexString(place.offset()) : place.name())
                .orElse("0x" + Long.toHexString(address));
    }

    /** {@return the arguments behind the format: what stands between commas that are in no parentheses} */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                int end = quoteEnd(text, i);
                i = end < 0 ? text.length() : end;
                continue;
            }
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                if (from >= 0) {
                    parts.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        if (from >= 0) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    private static int quoteEnd(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    static String unescaped(String text) {
        return text.replace("\\\"", "\"")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\\", "\\");
    }
}
