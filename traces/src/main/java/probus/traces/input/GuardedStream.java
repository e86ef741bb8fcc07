// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.tukaani.xz.MemoryLimitException;

/** What a library unpacks: says in the same words for all of them what is wrong with the packed data. */
final class GuardedStream extends FilterInputStream {
    private final String name;

    private GuardedStream(InputStream unpacked, String name) {
        super(unpacked);
        this.name = name;
    }

    /** Something that unpacks, and may read a header first. */
    @FunctionalInterface
    interface Unpacker {
        InputStream open() throws IOException;
    }

    /** {@return a guarded stream of what a library unpacks} */
    static GuardedStream of(String name, Unpacker library) throws IOException {
        try {
            return new GuardedStream(library.open(), name);
        } catch (IOException | RuntimeException damaged) {
            throw explained(name, damaged);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException | RuntimeException damaged) {
            throw explained(name, damaged);
        }
    }

    @Override
    public int available() throws IOException {
        try {
            return in.available();
        } catch (RuntimeException damaged) {
            return 0;
        }
    }

    /** The zstd library tells by its messages alone what happened. */
    private static IOException explained(String name, Exception damaged) {
        String message = String.valueOf(damaged.getMessage());
        if (damaged instanceof EOFException || message.contains("Not enough input")) {
            return new EOFException("the " + name + " data ends in the middle");
        }
        if (damaged instanceof MemoryLimitException large) {
            return new ZipException("the " + name + " data needs " + large.getMemoryNeeded() / 1024
                    + " MB of memory to unpack, more than an input is given");
        }
        if (message.contains("indow size too large")) {
            return new ZipException("the " + name + " data needs a window of more than 8 MB (--long or --ultra)");
        }
        ZipException explained = new ZipException("the " + name + " data is damaged");
        explained.initCause(damaged);
        return explained;
    }
}
