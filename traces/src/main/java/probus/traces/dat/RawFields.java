// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;

/** An event as its fields, for those whose print format computes. */
final class RawFields {
    private static final int MOST_ELEMENTS = 256;

    private RawFields() {}

    /** {@return {@code name=value} for each field that is not common to all events} */
    static String print(EventFormat format, ByteBuffer event) {
        StringBuilder text = new StringBuilder();
        for (Field field : format.fields().values()) {
            if (!field.name().startsWith("common_")) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(field.name())
                        .append('=')
                        .append(value(field, event));
            }
        }
        return text.toString();
    }

    /** {@return the value of one field} */
    static String value(Field field, ByteBuffer event) {
        return switch (field.kind()) {
            case TEXT, DYNAMIC_TEXT -> field.text(event);
            case ARRAY, DYNAMIC -> bytes(field, event);
            case NUMBER -> {
                long number = field.number(event);
                boolean hexadecimal = field.size() == 8 && !field.signed();
                yield hexadecimal ? "0x" + Long.toHexString(number) : Long.toString(number);
            }
        };
    }

    private static String bytes(Field field, ByteBuffer event) {
        StringBuilder text = new StringBuilder("{");
        int from = field.start(event);
        int to = Math.min(event.limit(), from + Math.min(MOST_ELEMENTS, field.length(event)));
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ",").append(String.format("%02x", event.get(i)));
        }
        return text.append('}').toString();
    }
}
