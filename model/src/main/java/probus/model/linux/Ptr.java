// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import probus.model.world.Hash;
import probus.model.world.Named;

/**
 * A pointer that is an error where there is none ({@code include/linux/err.h}).
 *
 * @param value what it points to, null for an error and for NULL
 * @param error 0 or a negative error number
 */
public record Ptr<T extends Named>(T value, int error) implements Named {
    /** {@return a pointer to something, or NULL} */
    public static <T extends Named> Ptr<T> to(T value) {
        return new Ptr<>(value, 0);
    }

    /** {@return an error} */
    public static <T extends Named> Ptr<T> ERR_PTR(int error) {
        return new Ptr<>(null, error);
    }

    /** {@return whether the pointer is an error} */
    public static boolean IS_ERR(Ptr<?> pointer) {
        return pointer.error != 0;
    }

    /** {@return the error that the pointer is} */
    public static int PTR_ERR(Ptr<?> pointer) {
        return pointer.error;
    }

    @Override
    public long name() {
        return Hash.mix(error, Hash.value(value));
    }
}
