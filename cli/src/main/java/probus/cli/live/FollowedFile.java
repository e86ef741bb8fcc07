// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that grows. At its end it waits for more. If it shrinks, what was written before may not have been read in full: that
 * is a gap, and it is read from its beginning. If another file takes its name, the old one is read to its end, then the new
 * one. A line that was cut in either case is ended there.
 */
public final class FollowedFile extends LiveStream {
    private static final long LOOK_AGAIN_MS = 50;

    private final Path path;
    private FileChannel file;
    private Object key;
    private long position;
    private boolean inLine;

    /**
     * Follows a file.
     *
     * @throws IOException if it cannot be opened now
     */
    public FollowedFile(Path path) throws IOException {
        this.path = path;
        open();
    }

    @Override
    public int available() throws IOException {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, file.size() - position));
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (true) {
            int count = file.read(ByteBuffer.wrap(bytes, from, length), position);
            if (count > 0) {
                position += count;
                inLine = bytes[from + count - 1] != '\n';
                return count;
            }
            if (isStopped()) {
                return -1;
            }
            if (isReplaced() || file.size() < position) {
                if (inLine) {
                    bytes[from] = '\n';
                    inLine = false;
                    return 1;
                }
                startAgain();
            } else {
                sleep();
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void startAgain() throws IOException {
        if (file.size() < position) {
            missed();
            position = 0;
        } else {
            file.close();
            open();
        }
    }

    private boolean isReplaced() throws IOException {
        try {
            Object now = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return now != null && !now.equals(key);
        } catch (NoSuchFileException between) {
            // Moved away; the new one is not there yet.
            return false;
        }
    }

    private void open() throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        position = 0;
    }

    private void sleep() {
        try {
            Thread.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
