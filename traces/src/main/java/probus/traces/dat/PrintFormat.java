// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.format.Symbols;

/**
 * A kernel's print format whose arguments are fields, as those of all probe events are and those of most others:
 * {@code "(%lx) dev=\"%s\" ptr=0x%Lx", REC->__probe_ip, __get_str(dev), REC->ptr}.
 */
final class PrintFormat {
    private static final int LONGEST_PADDING = 64;
    private static final Pattern CONVERSION =
            Pattern.compile("%([-0+ #]{0,5})(\\d{0,4})(?:\\.\\d{0,4})?(hh|h|ll|l|L|z|q|j|t)?([a-zA-Z%])");
    private static final Pattern CASTS =
            Pattern.compile("(?:\\(\\s*(?:const |unsigned |signed |struct )*\\w+\\s*\\**\\s*\\)\\s*)*");
    private static final Pattern FIELD = Pattern.compile("\\(?REC->(\\w+)(?:\\[(\\d{1,4})])?\\)?");
    private static final Pattern TEXT = Pattern.compile("__get_(?:rel_)?str\\((\\w+)\\)");

    /** A field, an element of it, or its sum with others. */
    private record Argument(Field field, int index, List<Field> added) {
        Argument(Field field, int index) {
            this(field, index, List.of());
        }
    }

    /** Text, then a value. */
    private record Piece(String text, String flags, int width, String length, char conversion, Argument argument) {}

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
        int close = print.startsWith("\"") ? quoteEnd(print) : -1;
        if (close < 0) {
            return Optional.empty();
        }
        String format = unescaped(print.substring(1, close));
        List<Argument> arguments = new ArrayList<>();
        for (String text : split(print.substring(close + 1))) {
            Optional<Argument> argument = argument(text.strip(), event.fields());
            if (argument.isEmpty()) {
                return Optional.empty();
            }
            arguments.add(argument.get());
        }
        return pieces(format, arguments, narrowLong);
    }

    private static Optional<PrintFormat> pieces(String format, List<Argument> arguments, boolean narrowLong) {
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
            if (what == 'p' && from < format.length() && "sSfF".indexOf(format.charAt(from)) >= 0) {
                what = format.charAt(from) == 's' || format.charAt(from) == 'f' ? 'f' : 'F';
                from++;
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
        Field field = piece.argument().field();
        if (piece.conversion() == 's') {
            to.append(field.isText() ? field.text(event) : Long.toHexString(field.number(event)));
            return;
        }
        long number = number(piece.argument(), event);
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

    private static long number(Argument argument, ByteBuffer event) {
        Field field = argument.field();
        if (argument.index() < 0) {
            long sum = field.number(event);
            for (Field other : argument.added()) {
                sum += other.number(event);
            }
            return sum;
        }
        int bytes = field.type().matches(".*(64|long long).*")
                ? 8
                : field.type().contains("16")
                        ? 2
                        : field.type().contains("8") || field.type().contains("char") ? 1 : 4;
        return field.element(event, argument.index(), bytes);
    }

    private static String symbol(long address, boolean offset, Symbols symbols) {
        return symbols.at(address)
                .map(place -> offset ? place.name() + "+0x" + Long.toHexString(place.offset()) : place.name())
                .orElse("0x" + Long.toHexString(address));
    }

    private static Optional<Argument> argument(String text, Map<String, Field> fields) {
        Matcher string = TEXT.matcher(text);
        if (string.matches()) {
            return Optional.ofNullable(fields.get(string.group(1))).map(field -> new Argument(field, -1));
        }
        if (text.contains(" + ")) {
            return sum(text.split(" \\+ "), fields);
        }
        Matcher casts = CASTS.matcher(text);
        String plain = casts.lookingAt() ? text.substring(casts.end()) : text;
        Matcher field = FIELD.matcher(plain);
        if (!field.matches() || !fields.containsKey(field.group(1))) {
            return Optional.empty();
        }
        int index = field.group(2) == null ? -1 : Integer.parseInt(field.group(2));
        return Optional.of(new Argument(fields.get(field.group(1)), index));
    }

    private static Optional<Argument> sum(String[] terms, Map<String, Field> fields) {
        List<Field> added = new ArrayList<>();
        for (String term : terms) {
            Matcher field = FIELD.matcher(term.strip());
            if (!field.matches() || field.group(2) != null || !fields.containsKey(field.group(1))) {
                return Optional.empty();
            }
            added.add(fields.get(field.group(1)));
        }
        return Optional.of(new Argument(added.get(0), -1, added.subList(1, added.size())));
    }

    /** {@return the arguments behind the format: what stands between commas that are in no parentheses} */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
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

    private static int quoteEnd(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private static String unescaped(String text) {
        return text.replace("\\\"", "\"")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\\", "\\");
    }
}
