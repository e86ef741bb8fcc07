// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** 64-bit fingerprints. The same on every machine and JDK, so that they can be written down. */
public final class Hash {
    private Hash() {}

    /** {@return a fingerprint of the two values in this order} */
    public static long mix(long first, long second) {
        long z = first * 0x9E3779B97F4A7C15L + second + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** {@return a fingerprint of a text} */
    public static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 0x100000001B3L ^ text.charAt(i);
        }
        return mix(hash, 0);
    }

    /**
     * {@return the fingerprint of a value of the model} It is the same in every execution in which the value plays the same
     * part.
     *
     * @throws IllegalArgumentException if the value is of a type that has none: make it {@link Named}
     */
    public static long value(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Named named) {
            return named.name();
        }
        if (value instanceof Integer || value instanceof Long) {
            return mix(1, ((Number) value).longValue());
        }
        if (value instanceof Boolean bool) {
            return mix(2, bool ? 1 : 0);
        }
        if (value instanceof String text) {
            return of(text);
        }
        if (value instanceof Enum<?> constant) {
            return of(constant.name());
        }
        if (value instanceof Iterable<?> values) {
            long hash = 3;
            for (Object element : values) {
                hash = mix(hash, value(element));
            }
            return hash;
        }
        throw new IllegalArgumentException(
                "No canonical name for a " + value.getClass().getName());
    }
}
