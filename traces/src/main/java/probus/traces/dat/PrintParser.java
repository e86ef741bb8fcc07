// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an argument of a print format: a C expression of fields, numbers and texts, and the kernel's own helpers. */
final class PrintParser {
    private static final int DEEPEST = 50;
    private static final int MOST_NAMES = 4096;
    private static final Pattern CAST = Pattern.compile(
            "\\(\\s*((?:const |unsigned |signed |struct |enum )*[a-zA-Z_]\\w*(?: int)?)(\\s*\\*+)?\\s*\\)(?=\\s*[(\\w\"~!-])");
    private static final Pattern FIELD = Pattern.compile("REC->(\\w+)");
    private static final Pattern NUMBER = Pattern.compile("(0[xX][0-9a-fA-F]{1,16}|\\d{1,19})[uUlL]{0,3}\\b");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.){0,1000})\"");
    private static final Pattern CALL = Pattern.compile("(__\\w+)\\s*\\(");
    private static final Pattern NAME = Pattern.compile("\\w+");

    /** Operators by how tightly they bind, loosest first; of those that begin alike the longer stands first. */
    private static final List<List<String>> OPERATORS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("|"),
            List.of("^"),
            List.of("&"),
            List.of("==", "!="),
            List.of("<=", ">=", "<", ">"),
            List.of("<<", ">>"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private static final Set<Integer> SIZES = Set.of(1, 2, 4, 8);

    private final String text;
    private final Map<String, Field> fields;
    private int at;
    private int depth;

    private PrintParser(String text, Map<String, Field> fields) {
        this.text = text;
        this.fields = fields;
    }

    /** Something that only the kernel can compute. */
    private static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super("", null, false, false);
        }
    }

    /** {@return what an argument prints; empty where that cannot be told from the file} */
    static Optional<PrintValue> parse(String text, Map<String, Field> fields) {
        PrintParser parser = new PrintParser(text, fields);
        try {
            PrintValue value = parser.choice();
            parser.spaces();
            return parser.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (NotUnderstood | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private PrintValue choice() throws NotUnderstood {
        if (++depth > DEEPEST) {
            throw new NotUnderstood();
        }
        PrintValue condition = binary(0);
        if (take("?")) {
            PrintValue yes = choice();
            expect(":");
            PrintValue no = choice();
            condition = choice(condition, yes, no);
        }
        depth--;
        return condition;
    }

    private static PrintValue choice(PrintValue condition, PrintValue yes, PrintValue no) {
        if (yes instanceof PrintValue.Textual || no instanceof PrintValue.Textual) {
            return PrintValue.text((event, to) -> (condition.number(event) != 0 ? yes : no).text(event, to));
        }
        return PrintValue.number(event -> (condition.number(event) != 0 ? yes : no).number(event));
    }

    private PrintValue binary(int level) throws NotUnderstood {
        if (level == OPERATORS.size()) {
            return unary();
        }
        PrintValue left = binary(level + 1);
        String operator = operator(level);
        while (!operator.isEmpty()) {
            left = Operators.of(operator, left, binary(level + 1));
            operator = operator(level);
        }
        return left;
    }

    private String operator(int level) {
        spaces();
        for (String operator : OPERATORS.get(level)) {
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

    private PrintValue unary() throws NotUnderstood {
        if (++depth > DEEPEST) {
            throw new NotUnderstood();
        }
        spaces();
        Matcher cast = matcher(CAST);
        PrintValue value;
        if (cast.lookingAt()) {
            at = cast.end();
            value = unary();
            value = cast.group(2) == null ? Operators.narrowed(cast.group(1), value) : value;
        } else if (take("-")) {
            PrintValue of = unary();
            value = PrintValue.number(event -> -of.number(event));
        } else if (take("~")) {
            PrintValue of = unary();
            value = PrintValue.number(event -> ~of.number(event));
        } else if (take("!")) {
            PrintValue of = unary();
            value = PrintValue.number(event -> of.number(event) == 0 ? 1 : 0);
        } else {
            value = operand();
        }
        depth--;
        return value;
    }

    private PrintValue operand() throws NotUnderstood {
        if (take("(")) {
            PrintValue inside = choice();
            expect(")");
            return inside;
        }
        Matcher field = matcher(FIELD);
        if (field.lookingAt()) {
            return element(field(field));
        }
        Matcher number = matcher(NUMBER);
        if (number.lookingAt()) {
            at = number.end();
            long constant = number(number.group(1));
            return PrintValue.number(event -> constant);
        }
        if (text.startsWith("\"", at)) {
            String said = quoted();
            return PrintValue.text((event, to) -> to.append(said));
        }
        Matcher call = matcher(CALL);
        if (!call.lookingAt()) {
            throw new NotUnderstood();
        }
        at = call.end();
        PrintValue value = call(call.group(1));
        expect(")");
        return value;
    }

    private PrintValue element(Field field) throws NotUnderstood {
        if (!take("[")) {
            return PrintValue.of(field);
        }
        PrintValue index = choice();
        expect("]");
        int bytes = field.elementSize();
        return PrintValue.number(event -> {
            long which = index.number(event);
            return which < 0 || which > field.length(event) ? 0 : field.element(event, (int) which, bytes);
        });
    }

    private PrintValue call(String helper) throws NotUnderstood {
        return switch (helper) {
            case "__get_str", "__get_rel_str" -> PrintValue.of(named());
            case "__get_dynamic_array", "__get_rel_dynamic_array" -> {
                Field field = named();
                yield PrintValue.text((event, to) -> to.append(field.text(event)));
            }
            case "__get_dynamic_array_len", "__get_rel_dynamic_array_len" -> {
                Field field = named();
                yield PrintValue.number(field::length);
            }
            case "__get_bitmask", "__get_rel_bitmask", "__get_cpumask", "__get_rel_cpumask" ->
                PrintTable.bitmap(named());
            case "__print_symbolic", "__print_symbolic_u64" -> PrintTable.symbolic(choice(), names());
            case "__print_flags", "__print_flags_u64" -> {
                PrintValue value = choice();
                expect(",");
                spaces();
                yield PrintTable.flags(value, quoted(), names());
            }
            case "__print_hex" -> bytes(" ");
            case "__print_hex_str" -> bytes("");
            case "__print_array" -> array();
            default -> throw new NotUnderstood();
        };
    }

    private PrintValue bytes(String between) throws NotUnderstood {
        Field field = buffer();
        expect(",");
        return PrintTable.hexadecimal(field, choice(), between);
    }

    private PrintValue array() throws NotUnderstood {
        Field field = buffer();
        expect(",");
        PrintValue count = choice();
        expect(",");
        spaces();
        Matcher size = matcher(NUMBER);
        if (!size.lookingAt() || !SIZES.contains((int) number(size.group(1)))) {
            throw new NotUnderstood();
        }
        at = size.end();
        return PrintTable.array(field, count, (int) number(size.group(1)));
    }

    /** {@return where bytes are: in a field, or where a dynamic one points to} */
    private Field buffer() throws NotUnderstood {
        spaces();
        Matcher cast = matcher(CAST);
        at = cast.lookingAt() ? cast.end() : at;
        spaces();
        Matcher field = matcher(FIELD);
        if (field.lookingAt()) {
            return field(field);
        }
        Matcher call = matcher(CALL);
        if (!call.lookingAt() || !call.group(1).endsWith("dynamic_array")) {
            throw new NotUnderstood();
        }
        at = call.end();
        Field found = named();
        expect(")");
        return found;
    }

    private List<PrintTable.Name> names() throws NotUnderstood {
        List<PrintTable.Name> names = new ArrayList<>();
        while (take(",") && names.size() < MOST_NAMES) {
            expect("{");
            PrintValue number = choice();
            expect(",");
            spaces();
            names.add(new PrintTable.Name(number.number(java.nio.ByteBuffer.allocate(0)), quoted()));
            expect("}");
        }
        return names;
    }

    private Field named() throws NotUnderstood {
        spaces();
        Matcher name = matcher(NAME);
        if (!name.lookingAt() || !fields.containsKey(name.group())) {
            throw new NotUnderstood();
        }
        at = name.end();
        return fields.get(name.group());
    }

    private Field field(Matcher field) throws NotUnderstood {
        Field found = fields.get(field.group(1));
        if (found == null) {
            throw new NotUnderstood();
        }
        at = field.end();
        return found;
    }

    private String quoted() throws NotUnderstood {
        Matcher quote = matcher(TEXT);
        if (!quote.lookingAt()) {
            throw new NotUnderstood();
        }
        at = quote.end();
        return PrintFormat.unescaped(quote.group(1));
    }

    private static long number(String text) {
        return text.length() > 1 && text.charAt(1) > '9'
                ? Long.parseUnsignedLong(text.substring(2), 16)
                : Long.parseUnsignedLong(text);
    }

    private boolean take(String symbol) {
        spaces();
        boolean there = text.startsWith(symbol, at);
        at += there ? symbol.length() : 0;
        return there;
    }

    private void expect(String symbol) throws NotUnderstood {
        if (!take(symbol)) {
            throw new NotUnderstood();
        }
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }
}
