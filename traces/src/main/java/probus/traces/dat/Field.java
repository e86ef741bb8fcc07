// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One field of an event, as the file describes it.
 *
 * @param name without brackets
 * @param type as in C
 * @param offset in the event's data, bytes
 * @param size bytes; of a dynamic one those of the word that says where it is
 * @param signed whether a number has a sign
 * @param kind how its value is found
 */
record Field(String name, String type, int offset, int size, boolean signed, Kind kind) {
    /** How a value is found. */
    enum Kind {
        /** A number, or a pointer. */
        NUMBER,
        /** An array of fixed length. */
        ARRAY,
        /** A fixed array of characters. */
        TEXT,
        /** A word that says where in the event an array stands. */
        DYNAMIC,
        /** The same for characters. */
        DYNAMIC_TEXT
    }

    /** {@return the number, sign extended; 0 where the event is too short for it} */
    long number(ByteBuffer event) {
        return number(event, offset, Math.min(size, 8));
    }

    private long number(ByteBuffer event, int at, int bytes) {
        if (at < 0 || at + bytes > event.limit()) {
            return 0;
        }
        return switch (bytes) {
            case 1 -> signed ? event.get(at) : event.get(at) & 0xff;
            case 2 -> signed ? event.getShort(at) : event.getShort(at) & 0xffff;
            case 4 -> signed ? event.getInt(at) : event.getInt(at) & 0xffff_ffffL;
            case 8 -> event.getLong(at);
            default -> 0;
        };
    }

    /** {@return the element of an array} */
    long element(ByteBuffer event, int index, int bytes) {
        return number(event, start(event) + index * bytes, bytes);
    }

    /** {@return bytes of an element of an array, by its type} */
    int elementSize() {
        if (type.matches(".*(64|long).*")) {
            return 8;
        }
        return type.contains("16") || type.contains("short") ? 2 : type.contains("8") || type.contains("char") ? 1 : 4;
    }

    /** {@return bytes of the value} */
    int length(ByteBuffer event) {
        return isDynamic() ? word(event) >>> 16 : size;
    }

    /** {@return where in the event the value stands} */
    int start(ByteBuffer event) {
        if (!isDynamic()) {
            return offset;
        }
        int from = word(event) & 0xffff;
        return type.startsWith("__rel_loc") ? offset + size + from : from;
    }

    /** {@return the text up to its NUL; empty where the event is too short for it} */
    String text(ByteBuffer event) {
        int from = start(event);
        int to = Math.min(event.limit(), from + length(event));
        int end = from;
        while (end < to && event.get(end) != 0) {
            end++;
        }
        return from >= end
                ? ""
                : new String(event.array(), event.arrayOffset() + from, end - from, StandardCharsets.UTF_8);
    }

    boolean isText() {
        return kind == Kind.TEXT || kind == Kind.DYNAMIC_TEXT;
    }

    boolean isDynamic() {
        return kind == Kind.DYNAMIC || kind == Kind.DYNAMIC_TEXT;
    }

    private int word(ByteBuffer event) {
        return offset + 4 > event.limit() ? 0 : event.getInt(offset);
    }
}
