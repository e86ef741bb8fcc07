// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;

/** What a print format prints of an event: a number, or a text. */
interface PrintValue {
    /** {@return the number; of a text 0} */
    long number(ByteBuffer event);

    /** Writes it as {@code %s} does. */
    void text(ByteBuffer event, StringBuilder to);

    /** How a number is found. */
    interface Numeric extends PrintValue {
        @Override
        default void text(ByteBuffer event, StringBuilder to) {
            to.append(Long.toHexString(number(event)));
        }
    }

    /** How a text is written. */
    interface Textual extends PrintValue {
        @Override
        default long number(ByteBuffer event) {
            return 0;
        }
    }

    /** {@return a number} */
    static PrintValue number(Numeric number) {
        return number;
    }

    /** {@return a text} */
    static PrintValue text(Textual text) {
        return text;
    }

    /** {@return the value of a field} */
    static PrintValue of(Field field) {
        return field.isText() ? text((event, to) -> to.append(field.text(event))) : number(field::number);
    }
}
