// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages inputs: always in the same ways for the same seed. */
final class Mutations {
    private static final byte[] TELLING =
            " -:()[]|/*<=>#+\"0123456789dus\n\r\0\u001b\u00ff{};,.%\\".getBytes(StandardCharsets.ISO_8859_1);
    private static final long[] LIMITS = {0, 1, -1, 0x7f, 0xff, 0x7fff, 0xffff, Integer.MAX_VALUE, Long.MAX_VALUE};

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** {@return one of the inputs, damaged in a few places} */
    byte[] of(List<byte[]> inputs) {
        byte[] bytes = inputs.get(random.nextInt(inputs.size())).clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes = switch (random.nextInt(7)) {
                case 0 -> flipped(bytes);
                case 1 -> telling(bytes);
                case 2 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                case 3 -> without(bytes);
                case 4 -> swapped(bytes);
                case 5 -> repeated(bytes);
                default -> limit(bytes);
            };
        }
        return bytes;
    }

    /** {@return the input with single bits flipped} */
    byte[] flipped(byte[] bytes) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] telling(byte[] bytes) {
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = TELLING[random.nextInt(TELLING.length)];
        }
        return bytes;
    }

    private byte[] without(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(Math.min(64, bytes.length - from) + 1);
        byte[] left = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, left, from, bytes.length - to);
        return left;
    }

    /** {@return the input with two parts of the same length exchanged} */
    byte[] swapped(byte[] bytes) {
        int length = 1 + random.nextInt((bytes.length + 1) / 2);
        int from = random.nextInt(bytes.length - length + 1);
        int to = random.nextInt(bytes.length - length + 1);
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, from, swapped, to, length);
        System.arraycopy(bytes, to, swapped, from, length);
        return swapped;
    }

    private byte[] repeated(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(200, bytes.length - from) + 1);
        int times = 1 + random.nextInt(40);
        byte[] longer = new byte[bytes.length + length * times];
        System.arraycopy(bytes, 0, longer, 0, from);
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, from, longer, from + i * length, length);
        }
        System.arraycopy(bytes, from, longer, from + times * length, bytes.length - from);
        return longer;
    }

    /** A number that is as large as it can be. */
    private byte[] limit(byte[] bytes) {
        long value = LIMITS[random.nextInt(LIMITS.length)];
        int at = random.nextInt(bytes.length);
        for (int i = at; i < Math.min(bytes.length, at + (1 << random.nextInt(4))); i++) {
            bytes[i] = (byte) value;
            value >>= 8;
        }
        return bytes;
    }
}
