// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The pages of one CPU, one after the other, unpacked where they are packed: one chunk is in memory at a time. */
final class Pages {
    /** What the chunks of all CPUs may take together. */
    private static final int ALL_CHUNKS = 256 << 20;

    private static final int LARGEST_CHUNK = 16 << 20;
    private static final int LARGEST_PAGE = 1 << 22;

    private final RandomBytes file;
    private final Packing packing;
    private final int pageSize;
    private final int largest;
    private long at;
    private final long end;
    private long chunksLeft;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private int inChunk;

    Pages(RandomBytes file, Description about, Description.CpuData data) throws IOException {
        this.file = file;
        packing = about.packing;
        pageSize = data.pageSize();
        largest = Math.min(LARGEST_CHUNK, ALL_CHUNKS / Math.max(1, about.data.size()));
        at = data.offset();
        end = data.size() < 0 || at < 0 || at > Long.MAX_VALUE - data.size() ? -1 : at + data.size();
        if (end < 0 || pageSize < 64 || pageSize > LARGEST_PAGE) {
            throw new BadFile("where the data of CPU " + data.cpu() + " is said to be cannot be");
        }
        if (packing != Packing.NONE) {
            chunksLeft = file.read(at, 4).getInt() & 0xffff_ffffL;
            at += 4;
        }
    }

    /** {@return the next page, null at the end} */
    ByteBuffer next() throws IOException {
        if (packing == Packing.NONE) {
            return nextRaw();
        }
        while (inChunk >= chunk.limit()) {
            if (chunksLeft == 0) {
                return null;
            }
            chunksLeft--;
            ByteBuffer sizes = file.read(at, 8);
            int packed = sizes.getInt();
            int unpacked = sizes.getInt();
            // trace-cmd does not count the number of chunks as part of the data, so its size is no limit
            chunk = packing.unpack(file.read(at + 8, packed), unpacked, largest);
            at += 8 + packed;
            inChunk = 0;
        }
        int length = Math.min(pageSize, chunk.limit() - inChunk);
        ByteBuffer page = chunk.slice(inChunk, length).order(chunk.order());
        inChunk += length;
        return page;
    }

    private ByteBuffer nextRaw() throws IOException {
        if (at >= end) {
            return null;
        }
        int length = (int) Math.min(pageSize, end - at);
        ByteBuffer page = file.read(at, length);
        at += length;
        return page;
    }
}
