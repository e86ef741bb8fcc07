// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.util.function.LongBinaryOperator;

/** C's operators on numbers of 64 bits. */
final class Operators {
    private Operators() {}

    /** {@return the value of an operation} */
    static PrintValue of(String operator, PrintValue left, PrintValue right) {
        LongBinaryOperator operation = operation(operator);
        return PrintValue.number((ByteBuffer event) -> operation.applyAsLong(left.number(event), right.number(event)));
    }

    /** {@return the value of an operation on one number} */
    static PrintValue of(String sign, PrintValue value) {
        return switch (sign) {
            case "-" -> PrintValue.number(event -> -value.number(event));
            case "~" -> PrintValue.number(event -> ~value.number(event));
            default -> PrintValue.number(event -> bit(value.number(event) == 0));
        };
    }

    private static LongBinaryOperator operation(String operator) {
        return switch (operator) {
            case "||" -> (a, b) -> bit(a != 0 || b != 0);
            case "&&" -> (a, b) -> bit(a != 0 && b != 0);
            case "|" -> (a, b) -> a | b;
            case "^" -> (a, b) -> a ^ b;
            case "&" -> (a, b) -> a & b;
            case "==" -> (a, b) -> bit(a == b);
            case "!=" -> (a, b) -> bit(a != b);
            case "<=" -> (a, b) -> bit(a <= b);
            case ">=" -> (a, b) -> bit(a >= b);
            case "<" -> (a, b) -> bit(a < b);
            case ">" -> (a, b) -> bit(a > b);
            case "<<" -> (a, b) -> b < 0 || b > 63 ? 0 : a << b;
            case ">>" -> (a, b) -> b < 0 || b > 63 ? 0 : a >>> b;
            case "+" -> (a, b) -> a + b;
            case "-" -> (a, b) -> a - b;
            case "*" -> (a, b) -> a * b;
            case "/" -> (a, b) -> b == 0 ? 0 : a / b;
            default -> (a, b) -> b == 0 ? 0 : a % b;
        };
    }

    /** {@return a value cast to a type of C or of the kernel; one of an unknown type stays as it is} */
    static PrintValue narrowed(String type, PrintValue value) {
        if (!(value instanceof PrintValue.Numeric)) {
            return value;
        }
        return switch (type.replaceFirst("^(const )?(__)?", "")) {
            case "u8", "unsigned char", "bool", "uint8_t" -> PrintValue.number(event -> value.number(event) & 0xff);
            case "u16", "unsigned short", "uint16_t" -> PrintValue.number(event -> value.number(event) & 0xffff);
            case "u32", "unsigned int", "unsigned", "uint32_t" ->
                PrintValue.number(event -> value.number(event) & 0xffff_ffffL);
            case "s8", "signed char", "int8_t" -> PrintValue.number(event -> (byte) value.number(event));
            case "s16", "short", "int16_t" -> PrintValue.number(event -> (short) value.number(event));
            case "s32", "int", "int32_t" -> PrintValue.number(event -> (int) value.number(event));
            default -> value;
        };
    }

    private static long bit(boolean set) {
        return set ? 1 : 0;
    }
}
