// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** The first bytes of an input, by which its format is told. They stay unread in the input itself. */
public final class Head {
    /** At most so many bytes are looked at. */
    public static final int LONGEST = 1 << 16;

    private final byte[] bytes;

    /** Wraps the first bytes of an input; the last line may be cut. */
    public Head(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** {@return whether the input begins with this ASCII text} */
    public boolean startsWith(String text) {
        return length() >= text.length()
                && new String(bytes, 0, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** {@return how many bytes there are} */
    public int length() {
        return bytes.length;
    }

    /** {@return the byte at this index, 0 to 255} */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** {@return a reader of the head's lines; the last one may be cut} */
    public LineReader lines() {
        return new LineReader(new ByteArrayInputStream(bytes), "", LineReader.DEFAULT_LIMIT);
    }
}
