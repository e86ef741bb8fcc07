// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip with any number of members. {@code java.util.zip.GZIPInputStream} stops silently after the first member
 * when the rest of a pipe has not arrived yet, and at a damaged header of a later one; this one does neither.
 */
final class GzipStream extends InputStream {
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private final InputStream raw;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] input = new byte[1 << 16];
    private final byte[] single = new byte[1];
    private int position;
    private int limit;
    private boolean inMember;
    private boolean ended;
    private boolean first = true;

    GzipStream(InputStream raw) {
        this.raw = raw;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember && !nextMember()) {
                break;
            }
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                sum.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (position == limit && !fill()) {
                throw new EOFException("the gzip data ends in the middle");
            }
        }
        return -1;
    }

    @Override
    public int available() throws IOException {
        return !ended && (position < limit || raw.available() > 0) ? 1 : 0;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        raw.close();
    }

    /** What stands before a damage is given out first; it is met again by the next call. */
    private int inflate(byte[] bytes, int offset, int length) throws ZipException {
        inflater.setInput(input, position, limit - position);
        long before = inflater.getBytesWritten();
        try {
            int count = inflater.inflate(bytes, offset, length);
            if (inflater.needsDictionary()) {
                throw new ZipException("the gzip data is damaged");
            }
            return count;
        } catch (DataFormatException damaged) {
            int count = (int) (inflater.getBytesWritten() - before);
            if (count == 0) {
                throw new ZipException("the gzip data is damaged");
            }
            return count;
        } finally {
            position = limit - inflater.getRemaining();
        }
    }

    private boolean nextMember() throws IOException {
        int magic = first ? next() : nextAfterPadding();
        if (magic < 0) {
            ended = true;
            return false;
        }
        if (magic != 0x1f || required() != 0x8b || required() != 8) {
            throw new ZipException("something that is not gzip follows the gzip data");
        }
        readHeader();
        inflater.reset();
        sum.reset();
        inMember = true;
        first = false;
        return true;
    }

    private void readHeader() throws IOException {
        int flags = required();
        skip(6);
        if ((flags & FEXTRA) != 0) {
            skip(required() | required() << 8);
        }
        if ((flags & FNAME) != 0) {
            skipText();
        }
        if ((flags & FCOMMENT) != 0) {
            skipText();
        }
        if ((flags & FHCRC) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        long expectedSum = littleEndian();
        long expectedLength = littleEndian();
        if (expectedSum != sum.getValue() || expectedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("the gzip checksum does not match");
        }
        inMember = false;
    }

    private long littleEndian() throws IOException {
        return required() | required() << 8 | required() << 16 | (long) required() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            required();
        }
    }

    private void skipText() throws IOException {
        while (required() != 0) {
            // the name or comment that gzip stored
        }
    }

    /** Tapes and flash partitions pad with zeros. */
    private int nextAfterPadding() throws IOException {
        int next = next();
        while (next == 0) {
            next = next();
        }
        return next;
    }

    private int required() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException("the gzip data ends in the middle");
        }
        return next;
    }

    private int next() throws IOException {
        return position == limit && !fill() ? -1 : input[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, raw.read(input, 0, input.length));
        return limit > 0;
    }
}
