// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * How an input may be compressed, told by its first bytes. Another compression is a constant here and a stream that
 * reads it.
 */
enum Compression {
    GZIP("\u001f\u008b") {
        @Override
        InputStream open(InputStream raw, String file) {
            return new GzipStream(raw);
        }
    },
    XZ("\u00fd7zXZ\0") {
        @Override
        InputStream open(InputStream raw, String file) throws UnreadableInput {
            throw new UnreadableInput(
                    file, 0, "xz compression is not supported", "unpack it first: xz -dc FILE | probus check -");
        }
    },
    ZSTD("(\u00b5/\u00fd") {
        @Override
        InputStream open(InputStream raw, String file) throws UnreadableInput {
            throw new UnreadableInput(
                    file, 0, "zstd compression is not supported", "unpack it first: zstd -dc FILE | probus check -");
        }
    },
    NONE("") {
        @Override
        InputStream open(InputStream raw, String file) {
            return raw;
        }
    };

    /** How many bytes {@link #of} needs to tell. */
    static final int LONGEST_MAGIC = 6;

    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /** {@return the unpacked content} */
    abstract InputStream open(InputStream raw, String file) throws UnreadableInput;

    /** {@return the compression that these first bytes of an input announce} */
    static Compression of(byte[] head, int length) {
        String start = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        for (Compression compression : values()) {
            if (start.startsWith(compression.magic)) {
                return compression;
            }
        }
        return NONE;
    }
}
