// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** One opened input, already unpacked: a file or standard input. How it is compressed is told by its first bytes. */
public final class Input implements Closeable {
    /** How an argument names standard input. */
    public static final String STANDARD_INPUT = "-";

    private final String name;
    private final InputStream bytes;
    private final boolean packed;

    private Input(String name, InputStream bytes, boolean packed) {
        this.name = name;
        this.bytes = bytes;
        this.packed = packed;
    }

    /**
     * Opens an input.
     *
     * @param name path of a file, or {@code -}
     * @param standardInput what {@code -} stands for
     * @throws UnreadableInput if it does not exist, is a directory, may not be read or cannot be unpacked
     */
    public static Input open(String name, InputStream standardInput) throws UnreadableInput {
        return of(name, name.equals(STANDARD_INPUT) ? standardInput : openFile(name));
    }

    /**
     * Wraps an open stream, compressed or not.
     *
     * @param name how positions name the input
     * @throws UnreadableInput if its first bytes cannot be read or the compression that they announce is damaged
     */
    public static Input of(String name, InputStream raw) throws UnreadableInput {
        try {
            byte[] head = new byte[Compression.LONGEST_MAGIC];
            int length = raw.readNBytes(head, 0, head.length);
            PushbackInputStream whole = new PushbackInputStream(raw, head.length);
            whole.unread(head, 0, length);
            Compression compression = Compression.of(head, length);
            return new Input(name, compression.open(whole), compression != Compression.NONE);
        } catch (UnreadableInput alreadyExplained) {
            throw alreadyExplained;
        } catch (IOException failed) {
            throw failure(name, failed);
        }
    }

    /** {@return the input as the user spelled it} */
    public String name() {
        return name;
    }

    /** {@return whether the content can be found in the file of this name as it is} */
    public boolean isPlainFile() {
        return !packed && isFile();
    }

    /** {@return whether the input is a file and can be opened again} */
    public boolean isFile() {
        return !name.equals(STANDARD_INPUT) && Files.isRegularFile(Path.of(name));
    }

    /** {@return the unpacked content, for formats that are not text; use this or {@link #lines}, not both} */
    public InputStream bytes() {
        return bytes;
    }

    /**
     * Reads the content as lines.
     *
     * @param limit bytes kept of a line; see {@link LineReader}
     */
    public LineReader lines(int limit) {
        return new LineReader(bytes, name, limit);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private static InputStream openFile(String name) throws UnreadableInput {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw new UnreadableInput(name, 0, "is a directory", "give the file in it");
            }
            return Files.newInputStream(path);
        } catch (InvalidPathException invalid) {
            throw new UnreadableInput(name, 0, "is not a valid path", "check the spelling");
        } catch (NoSuchFileException missing) {
            throw new UnreadableInput(name, 0, "does not exist", "check the spelling and the working directory");
        } catch (AccessDeniedException denied) {
            throw new UnreadableInput(name, 0, "may not be read", "check its permissions");
        } catch (UnreadableInput alreadyExplained) {
            throw alreadyExplained;
        } catch (IOException failed) {
            throw failure(name, failed);
        }
    }

    private static UnreadableInput failure(String name, IOException cause) {
        UnreadableInput failure =
                new UnreadableInput(name, 0, "cannot be read (" + cause.getMessage() + ")", "check the file");
        failure.initCause(cause);
        return failure;
    }
}
