// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How the parts of a version 7 file are packed. */
enum Packing {
    NONE("none") {
        @Override
        int unpack(byte[] packed, byte[] into) throws BadFile {
            throw new BadFile("a part is packed, but the header does not say how");
        }
    },
    ZLIB("zlib") {
        @Override
        int unpack(byte[] packed, byte[] into) throws BadFile {
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(packed);
                int count = inflater.inflate(into);
                return inflater.finished() ? count : -1;
            } catch (DataFormatException damaged) {
                throw new BadFile(DAMAGED);
            } finally {
                inflater.end();
            }
        }
    },
    ZSTD("zstd") {
        @Override
        int unpack(byte[] packed, byte[] into) throws BadFile {
            try {
                return new ZstdDecompressor().decompress(packed, 0, packed.length, into, 0, into.length);
            } catch (RuntimeException damaged) {
                throw new BadFile(DAMAGED);
            }
        }
    };

    private static final String DAMAGED = "a packed part is damaged; copy the whole file again";

    private final String label;

    Packing(String label) {
        this.label = label;
    }

    /** {@return the packing with this name} */
    static Packing of(String name) throws BadFile {
        for (Packing packing : values()) {
            if (packing.label.equals(name)) {
                return packing;
            }
        }
        throw new BadFile("is packed with '" + name + "', which is not known; 'trace-cmd convert' can repack it");
    }

    /** {@return how many bytes were unpacked, -1 if there are more} */
    abstract int unpack(byte[] packed, byte[] into) throws BadFile;

    /**
     * {@return what was packed}
     *
     * @param claimed bytes that the file says it has
     * @param limit bytes that may be allocated for it
     */
    ByteBuffer unpack(ByteBuffer packed, int claimed, int limit) throws IOException {
        if (claimed < 0 || claimed > limit) {
            throw new BadFile("a packed part claims " + Integer.toUnsignedString(claimed) + " bytes, more than the "
                    + limit + " that are read");
        }
        byte[] in = new byte[packed.remaining()];
        packed.get(in);
        byte[] out = new byte[claimed];
        if (unpack(in, out) != claimed) {
            throw new BadFile(DAMAGED);
        }
        return ByteBuffer.wrap(out).order(packed.order());
    }
}
