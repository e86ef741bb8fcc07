// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import probus.traces.dat.PrintTokens.NotUnderstood;

/** Reads an argument of a print format: a C expression of fields, numbers and texts, and the kernel's own helpers. */
final class PrintParser {
    private static final int DEEPEST = 50;
    private static final int MOST_NAMES = 4096;
    private static final Pattern CAST = Pattern.compile(
            "\\(\\s*((?:const |unsigned |signed |struct |enum )*[a-zA-Z_]\\w*(?: int)?)(\\s*\\*+)?\\s*\\)(?=\\s*[(\\w\"~!-])");
    private static final Pattern FIELD = Pattern.compile("REC->(\\w+)");
    private static final Pattern CALL = Pattern.compile("(__\\w+)\\s*\\(");
    private static final Pattern DYNAMIC = Pattern.compile("__get_(?:rel_)?dynamic_array\\s*\\(");
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

    private static final List<String> SIGNS = List.of("-", "~", "!");
    private static final Set<Long> SIZES = Set.of(1L, 2L, 4L, 8L);

    private final PrintTokens tokens;
    private final Map<String, Field> fields;
    private int depth;

    private PrintParser(String text, Map<String, Field> fields) {
        tokens = new PrintTokens(text);
        this.fields = fields;
    }

    /** {@return what an argument prints; empty where that cannot be told from the file} */
    static Optional<PrintValue> parse(String text, Map<String, Field> fields) {
        PrintParser parser = new PrintParser(text, fields);
        try {
            PrintValue value = parser.choice();
            return parser.tokens.isEnd() ? Optional.of(value) : Optional.empty();
        } catch (NotUnderstood | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private PrintValue choice() throws NotUnderstood {
        if (++depth > DEEPEST) {
            throw new NotUnderstood();
        }
        PrintValue condition = binary(0);
        if (tokens.take("?")) {
            PrintValue yes = choice();
            tokens.expect(":");
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
        String operator = tokens.takeOneOf(OPERATORS.get(level));
        while (!operator.isEmpty()) {
            left = Operators.of(operator, left, binary(level + 1));
            operator = tokens.takeOneOf(OPERATORS.get(level));
        }
        return left;
    }

    private PrintValue unary() throws NotUnderstood {
        if (++depth > DEEPEST) {
            throw new NotUnderstood();
        }
        PrintValue value;
        MatchResult cast = tokens.take(CAST);
        if (cast != null) {
            value = unary();
            value = cast.group(2) == null ? Operators.narrowed(cast.group(1), value) : value;
        } else {
            String sign = tokens.takeOneOf(SIGNS);
            value = sign.isEmpty() ? operand() : Operators.of(sign, unary());
        }
        depth--;
        return value;
    }

    private PrintValue operand() throws NotUnderstood {
        if (tokens.take("(")) {
            PrintValue inside = choice();
            tokens.expect(")");
            return inside;
        }
        MatchResult field = tokens.take(FIELD);
        if (field != null) {
            return element(field(field.group(1)));
        }
        OptionalLong number = tokens.number();
        if (number.isPresent()) {
            long constant = number.getAsLong();
            return PrintValue.number(event -> constant);
        }
        String said = tokens.quoted();
        if (said != null) {
            return PrintValue.text((event, to) -> to.append(said));
        }
        PrintValue value = call(tokens.expect(CALL).group(1));
        tokens.expect(")");
        return value;
    }

    private PrintValue element(Field field) throws NotUnderstood {
        if (!tokens.take("[")) {
            return PrintValue.of(field);
        }
        PrintValue index = choice();
        tokens.expect("]");
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
                tokens.expect(",");
                yield PrintTable.flags(value, tokens.expectQuoted(), names());
            }
            case "__print_hex" -> bytes(" ");
            case "__print_hex_str" -> bytes("");
            case "__print_array" -> array();
            default -> throw new NotUnderstood();
        };
    }

    private PrintValue bytes(String between) throws NotUnderstood {
        Field field = buffer();
        tokens.expect(",");
        return PrintTable.hexadecimal(field, choice(), between);
    }

    private PrintValue array() throws NotUnderstood {
        Field field = buffer();
        tokens.expect(",");
        PrintValue count = choice();
        tokens.expect(",");
        long size = tokens.number().orElse(0);
        if (!SIZES.contains(size)) {
            throw new NotUnderstood();
        }
        return PrintTable.array(field, count, (int) size);
    }

    /** {@return where bytes are: in a field, or where a dynamic one points to} */
    private Field buffer() throws NotUnderstood {
        tokens.take(CAST);
        MatchResult field = tokens.take(FIELD);
        if (field != null) {
            return field(field.group(1));
        }
        tokens.expect(DYNAMIC);
        Field found = named();
        tokens.expect(")");
        return found;
    }

    private List<PrintTable.Name> names() throws NotUnderstood {
        List<PrintTable.Name> names = new ArrayList<>();
        while (tokens.take(",") && names.size() < MOST_NAMES) {
            tokens.expect("{");
            long number = choice().number(ByteBuffer.allocate(0));
            tokens.expect(",");
            names.add(new PrintTable.Name(number, tokens.expectQuoted()));
            tokens.expect("}");
        }
        return names;
    }

    private Field named() throws NotUnderstood {
        return field(tokens.expect(NAME).group());
    }

    private Field field(String name) throws NotUnderstood {
        Field found = fields.get(name);
        if (found == null) {
            throw new NotUnderstood();
        }
        return found;
    }
}
