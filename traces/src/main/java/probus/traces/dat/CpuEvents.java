// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The events of one CPU in the order in which they were recorded. A page of the ring buffer begins with the time of its
 * first event and the number of its bytes; an event begins with a word that holds its length and how long after the one
 * before it happened.
 */
final class CpuEvents {
    private static final int PADDING = 29;
    private static final int TIME_EXTEND = 30;
    private static final int TIME_STAMP = 31;
    private static final int LENGTH_BITS = 5;
    private static final int DELTA_BITS = 27;
    private static final long LENGTH_OF_PAGE = (1L << 27) - 1;
    private static final long MISSED = 1L << 31;
    private static final long MISSED_STORED = 1L << 30;

    /** An absolute stamp holds 59 bits. */
    private static final long STAMP_TOP = ~((1L << 59) - 1);

    final String buffer;
    final int cpu;
    private final Pages pages;
    private final int commitSize;
    private final int dataOffset;
    private final Description.Times times;
    private ByteBuffer page;
    private int position;
    private int end;
    private long stamp;
    private long lost;

    /** The event's data. */
    ByteBuffer event;

    /** Nanoseconds. */
    long time;

    /** How many events are missing before this one: 0 for none, -1 where only the fact is known. */
    long missed;

    CpuEvents(RandomBytes file, Description about, Description.CpuData data) throws IOException {
        buffer = data.buffer();
        cpu = data.cpu();
        pages = new Pages(file, about, data);
        commitSize = about.commitSize;
        dataOffset = about.dataOffset;
        times = about.times;
    }

    /** Moves to the next event; {@return false at the end} */
    boolean next() throws IOException {
        while (true) {
            if (page == null || position + 4 > end) {
                if (!nextPage()) {
                    return false;
                }
            } else if (step()) {
                missed = lost;
                lost = 0;
                time = times.nanoseconds(stamp);
                return true;
            }
        }
    }

    private boolean nextPage() throws IOException {
        page = pages.next();
        if (page == null) {
            return false;
        }
        if (page.limit() < dataOffset || dataOffset < 8 + commitSize) {
            position = end = 0;
            return true;
        }
        stamp = page.getLong(0);
        long commit = commitSize == 8 ? page.getLong(8) : page.getInt(8) & 0xffff_ffffL;
        position = dataOffset;
        end = (int) Math.min(page.limit(), dataOffset + (commit & LENGTH_OF_PAGE));
        if ((commit & MISSED) != 0) {
            boolean counted = (commit & MISSED_STORED) != 0 && end + commitSize <= page.limit();
            long count = !counted ? -1 : commitSize == 8 ? page.getLong(end) : page.getInt(end);
            lost = count > 0 ? count : -1;
        }
        return true;
    }

    /** {@return whether the entry at the position is an event} */
    private boolean step() {
        int word = page.getInt(position);
        boolean little = page.order() == ByteOrder.LITTLE_ENDIAN;
        int kind = little ? word & (1 << LENGTH_BITS) - 1 : word >>> DELTA_BITS;
        long delta = little ? word >>> LENGTH_BITS : word & (1 << DELTA_BITS) - 1;
        position += 4;
        return switch (kind) {
            case PADDING -> padding(delta);
            case TIME_EXTEND, TIME_STAMP -> time(kind, delta);
            case 0 -> {
                int length = position + 4 > end ? 0 : page.getInt(position);
                position += 4;
                yield data(delta, length < 4 || length > end ? end : length - 4 + 3 & ~3);
            }
            default -> data(delta, kind * 4);
        };
    }

    /** What was taken back, or all that is left of the page. */
    private boolean padding(long delta) {
        int length = position + 4 > end ? 0 : page.getInt(position);
        stamp += delta;
        position = delta == 0 || length < 4 || length > end - position ? end : position + length;
        return false;
    }

    private boolean time(int kind, long delta) {
        if (position + 4 > end) {
            position = end;
            return false;
        }
        long value = (page.getInt(position) & 0xffff_ffffL) << DELTA_BITS | delta;
        stamp = kind == TIME_EXTEND ? stamp + value : value | (stamp & STAMP_TOP);
        position += 4;
        return false;
    }

    private boolean data(long delta, int length) {
        stamp += delta;
        if (length > end - position) {
            position = end;
            return false;
        }
        event = page.slice(position, length).order(page.order());
        position += length;
        return true;
    }
}
