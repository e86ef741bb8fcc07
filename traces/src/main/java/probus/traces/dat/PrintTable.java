// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.util.List;

/** Names of numbers, as {@code __print_symbolic} and {@code __print_flags} list them, and bytes that are printed. */
final class PrintTable {
    /** A longer array is cut: a field has at most 64 kB. */
    private static final int MOST_ELEMENTS = 1024;

    /** A number and what it is called. */
    record Name(long number, String text) {}

    private PrintTable() {}

    /** {@return the name of a number, in hexadecimal where it has none} */
    static PrintValue symbolic(PrintValue value, List<Name> names) {
        return PrintValue.text((event, to) -> {
            long number = value.number(event);
            for (Name name : names) {
                if (name.number() == number) {
                    to.append(name.text());
                    return;
                }
            }
            to.append("0x").append(Long.toHexString(number));
        });
    }

    /** {@return the names of all bits that are set, in hexadecimal those that have none} */
    static PrintValue flags(PrintValue value, String delimiter, List<Name> names) {
        return PrintValue.text((event, to) -> {
            long left = value.number(event);
            int from = to.length();
            for (Name name : names) {
                boolean nothing = left == 0 && name.number() == 0 && to.length() == from;
                if (nothing || (name.number() != 0 && (left & name.number()) == name.number())) {
                    to.append(to.length() > from ? delimiter : "").append(name.text());
                    left &= ~name.number();
                }
            }
            if (left != 0) {
                to.append(to.length() > from ? delimiter : "").append("0x").append(Long.toHexString(left));
            }
        });
    }

    /** {@return an array as <code>{0x1,0x2}</code>} */
    static PrintValue array(Field field, PrintValue count, int bytes) {
        return PrintValue.text((event, to) -> {
            to.append('{');
            int elements = elements(field, event, count, bytes);
            for (int i = 0; i < elements; i++) {
                to.append(i == 0 ? "0x" : ",0x").append(Long.toHexString(unsigned(field, event, i, bytes)));
            }
            to.append('}');
        });
    }

    /** {@return bytes in hexadecimal} */
    static PrintValue hexadecimal(Field field, PrintValue count, String between) {
        return PrintValue.text((event, to) -> {
            int elements = elements(field, event, count, 1);
            for (int i = 0; i < elements; i++) {
                to.append(i == 0 ? "" : between);
                twoDigits(unsigned(field, event, i, 1), to);
            }
        });
    }

    /** {@return a bitmap as the kernel prints it: groups of eight digits, that of the highest bits first} */
    static PrintValue bitmap(Field field) {
        return PrintValue.text((event, to) -> {
            int bytes = Math.min(MOST_ELEMENTS, field.length(event));
            for (int i = bytes - 1; i >= 0; i--) {
                twoDigits(unsigned(field, event, i, 1), to);
                if (i > 0 && i % 4 == 0) {
                    to.append(',');
                }
            }
        });
    }

    private static int elements(Field field, ByteBuffer event, PrintValue count, int bytes) {
        long wanted = Math.max(0, Math.min(count.number(event), MOST_ELEMENTS));
        return (int) Math.min(wanted, field.length(event) / bytes);
    }

    private static long unsigned(Field field, ByteBuffer event, int index, int bytes) {
        long number = field.element(event, index, bytes);
        return bytes == 8 ? number : number & ((1L << (8 * bytes)) - 1);
    }

    private static void twoDigits(long value, StringBuilder to) {
        to.append(Character.forDigit((int) (value >> 4) & 15, 16)).append(Character.forDigit((int) value & 15, 16));
    }
}
