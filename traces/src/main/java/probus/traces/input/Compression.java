// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.tukaani.xz.XZInputStream;

/**
 * How an input may be compressed, told by its first bytes. Another compression is a constant here and a stream that
 * reads it.
 */
enum Compression {
    GZIP("\u001f\u008b") {
        @Override
        InputStream open(InputStream raw) {
            return new GzipStream(raw);
        }
    },
    XZ("\u00fd7zXZ\0") {
        @Override
        InputStream open(InputStream raw) throws IOException {
            return GuardedStream.of("xz", () -> new XZInputStream(raw, XZ_MEMORY_KB));
        }
    },
    ZSTD("(\u00b5/\u00fd") {
        @Override
        InputStream open(InputStream raw) throws IOException {
            return GuardedStream.of("zstd", () -> new ZstdInputStream(raw));
        }
    },
    NONE("") {
        @Override
        InputStream open(InputStream raw) {
            return raw;
        }
    };

    /** Enough for what {@code xz -9} makes; an input may ask for gigabytes. */
    private static final int XZ_MEMORY_KB = 128 << 10;

    /** How many bytes {@link #of} needs to tell. */
    static final int LONGEST_MAGIC = 6;

    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /**
     * {@return the unpacked content, in memory that the input does not decide about}
     *
     * @throws IOException if its header is damaged
     */
    abstract InputStream open(InputStream raw) throws IOException;

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
