// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import probus.traces.input.UnreadableInput;

/**
 * What Jazzer runs. The first byte of an input says which reader it is for, unless {@code probus.fuzz.reader} says it for
 * all of them.
 */
public final class FuzzTarget {
    private static final String ONLY = System.getProperty("probus.fuzz.reader", "");

    private FuzzTarget() {}

    /** Takes one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (!ONLY.isEmpty()) {
            check(Reader.labelled(ONLY), input);
        } else if (input.length > 0) {
            check(chosen(input), Arrays.copyOfRange(input, 1, input.length));
        }
    }

    /** {@return the first byte that chooses a reader} */
    static int choiceOf(Reader reader) {
        return List.of(Reader.values()).indexOf(reader);
    }

    /** {@return the reader that the first byte chooses} */
    static Reader chosen(byte[] input) {
        Reader[] all = Reader.values();
        return all[(input[0] & 0xff) % all.length];
    }

    /** Reads an input twice, whole and in pieces: both end, with the same records and the same explanation. */
    static void check(Reader reader, byte[] bytes) {
        String whole = read(reader, new ByteArrayInputStream(bytes));
        String inPieces = read(reader, new Pieces(bytes));
        if (!whole.equals(inPieces)) {
            throw new AssertionError(reader + " says of the whole: " + whole + "\nand of its pieces: " + inPieces);
        }
    }

    /** {@return what a reader says of an input} */
    static String read(Reader reader, InputStream in) {
        Seen seen = new Seen();
        try {
            reader.read(in, seen);
        } catch (UnreadableInput explained) {
            seen.text(explained.getMessage());
        } catch (IOException other) {
            throw new AssertionError(
                    reader + " throws something else than the explanation of an unreadable input", other);
        }
        return seen.toString();
    }

    /** Bytes that come a few at a time, without a pause. */
    private static final class Pieces extends FilterInputStream {
        private final Random random;

        Pieces(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
            random = new Random(Arrays.hashCode(bytes));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 4 : 2000)));
        }
    }
}
