// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import probus.traces.record.TraceRecord.Position;

/**
 * Reads lines as byte slices of one reused buffer: no line costs an object. Memory is bounded by the line limit,
 * whatever the input holds. Carriage returns and NUL bytes at the edges of a line do not belong to it.
 *
 * <p>{@link #bytes}, {@link #from} and {@link #to} are valid until the next call of {@link #next}.
 */
public final class LineReader {
    /** Bytes kept of a line unless told otherwise. */
    public static final int DEFAULT_LIMIT = 1 << 16;

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final String file;
    private final int limit;
    private final byte[] buffer;
    private int filled;
    private int nextFrom;
    private int from;
    private int to;
    private long number;
    private boolean tooLong;
    private boolean terminated = true;
    private boolean ended;
    private IOException failure;

    /**
     * Reads from an unpacked stream.
     *
     * @param file how positions name the input
     * @param limit bytes kept of a line, at least 1; the rest of a longer one is skipped
     */
    public LineReader(InputStream in, String file, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("line limit " + limit + " is not positive");
        }
        this.in = in;
        this.file = file;
        this.limit = limit;
        this.buffer = new byte[limit + CHUNK];
    }

    /**
     * {@return the first bytes, without reading past them} Of a live input no more is waited for than a line, and each call
     * waits for another one, until there are no more or a head is full. Only valid before the first {@link #next}.
     */
    public Head head() {
        int known = filled;
        while (filled < Math.min(Head.LONGEST, buffer.length) && !ended) {
            fill();
            if (Bytes.newline(buffer, known, filled) >= 0 && !moreIsThere()) {
                break;
            }
        }
        return new Head(Arrays.copyOf(buffer, Math.min(filled, Head.LONGEST)));
    }

    /**
     * Moves to the next line.
     *
     * @return false at the end
     * @throws UnreadableInput where the input breaks off; all lines before it have been delivered, a cut one is not
     */
    public boolean next() throws UnreadableInput {
        int searched = nextFrom;
        while (true) {
            int newline = Bytes.newline(buffer, searched, filled);
            if (newline >= 0) {
                return deliver(newline, newline + 1, true);
            }
            if (filled - nextFrom > limit) {
                return skipRest();
            }
            if (ended) {
                return last();
            }
            searched = filled;
            if (filled == buffer.length) {
                searched -= nextFrom;
                compact();
            }
            fill();
        }
    }

    /** {@return everything that was not delivered as lines, for formats that are not text} Lines are not read after this. */
    public InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(buffer, nextFrom, filled - nextFrom), in);
    }

    /** {@return the buffer that holds the line} */
    public byte[] bytes() {
        return buffer;
    }

    /** {@return index of the line's first byte} */
    public int from() {
        return from;
    }

    /** {@return index behind the line's last byte} */
    public int to() {
        return to;
    }

    /** {@return the line's number, from 1; 0 before the first line} */
    public long number() {
        return number;
    }

    /** {@return whether the line was longer than the limit and is cut} */
    public boolean tooLong() {
        return tooLong;
    }

    /** {@return whether a newline ended the line; a last line without one may have been cut anywhere} */
    public boolean terminated() {
        return terminated;
    }

    /** {@return the line as text; what is not UTF-8 shows as U+FFFD} */
    public String text() {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    /** {@return where the line stands, with its text} */
    public Position position() {
        return new Position(file, number, text());
    }

    /** {@return how positions name the input} */
    public String file() {
        return file;
    }

    /** {@return bytes kept of a line} */
    public int limit() {
        return limit;
    }

    private boolean deliver(int end, int following, boolean withNewline) {
        from = nextFrom;
        to = Math.min(end, from + limit);
        tooLong = end - from > limit;
        terminated = withNewline;
        nextFrom = following;
        number++;
        while (to > from && (buffer[to - 1] == '\r' || buffer[to - 1] == 0)) {
            to--;
        }
        while (from < to && buffer[from] == 0) {
            from++;
        }
        return true;
    }

    private boolean last() throws UnreadableInput {
        if (failure != null) {
            throw explained();
        }
        return nextFrom < filled && deliver(filled, filled, false);
    }

    /** Keeps the first bytes of an over-long line and reads on behind them until its newline. */
    private boolean skipRest() throws UnreadableInput {
        compact();
        int kept = limit + 1;
        while (true) {
            filled = kept;
            if (ended) {
                if (failure != null) {
                    throw explained();
                }
                return deliver(kept, kept, false);
            }
            fill();
            int newline = Bytes.newline(buffer, kept, filled);
            if (newline >= 0) {
                deliver(kept, newline + 1, true);
                return true;
            }
        }
    }

    private void compact() {
        System.arraycopy(buffer, nextFrom, buffer, 0, filled - nextFrom);
        filled -= nextFrom;
        nextFrom = 0;
    }

    private void fill() {
        try {
            int count = in.read(buffer, filled, buffer.length - filled);
            ended = count < 0;
            filled += Math.max(0, count);
        } catch (IOException broken) {
            failure = broken;
            ended = true;
        }
    }

    private boolean moreIsThere() {
        try {
            return in.available() > 0;
        } catch (IOException broken) {
            return false;
        }
    }

    private UnreadableInput explained() {
        String problem = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String advice = failure instanceof EOFException
                ? "the lines before it were read; copy the whole file again"
                : "the lines before it were read; check the file";
        UnreadableInput explained = new UnreadableInput(file, number + 1, problem, advice);
        explained.initCause(failure);
        return explained;
    }
}
