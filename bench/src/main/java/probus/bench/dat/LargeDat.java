// SPDX-License-Identifier: Apache-2.0
package probus.bench.dat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A recorded {@code trace.dat} of version 6 made larger, so that {@code trace-cmd} reads it like any other: its last part is a
 * table of where each CPU's pages are, and then the pages.
 */
public final class LargeDat {
    private static final int PAGE = 4096;
    private static final int PAGE_HEAD = 16;

    /** A word of length and time, the common fields and two addresses. */
    private static final int FUNCTION_EVENT = 28;

    private static final int FUNCTION_ID = 1;
    private static final int APART = 1000;
    private static final Pattern CODE = Pattern.compile("([0-9a-f]{16}) [tT] \\w+\n");

    private final byte[] recorded;
    private final int table;
    private final List<List<byte[]>> cpus = new ArrayList<>();
    private long last;
    private long first = Long.MAX_VALUE;

    /** Takes a file of version 6 that is not packed. */
    public LargeDat(Path file) throws IOException {
        recorded = Files.readAllBytes(file);
        String text = new String(recorded, StandardCharsets.ISO_8859_1);
        int options = text.lastIndexOf("options  \0");
        table = text.lastIndexOf("flyrecord\0") + "flyrecord\0".length();
        ByteBuffer numbers = ByteBuffer.wrap(recorded).order(ByteOrder.LITTLE_ENDIAN);
        int count = numbers.getInt(options - 4);
        for (int cpu = 0; cpu < count; cpu++) {
            int from = (int) numbers.getLong(table + 16 * cpu);
            int size = (int) numbers.getLong(table + 16 * cpu + 8);
            List<byte[]> pages = new ArrayList<>();
            for (int at = from; at < from + size; at += PAGE) {
                byte[] page = new byte[PAGE];
                System.arraycopy(recorded, at, page, 0, PAGE);
                pages.add(page);
                first = Math.min(first, stamp(page));
                last = Math.max(last, stamp(page));
            }
            cpus.add(pages);
        }
    }

    /** Writes the boot once, and behind it so many events of the function tracer. */
    public void withCalls(long events, Path to) throws IOException {
        long[] code = CODE.matcher(new String(recorded, StandardCharsets.ISO_8859_1))
                .results()
                .mapToLong(line -> Long.parseUnsignedLong(line.group(1), 16))
                .toArray();
        Random random = new Random(1);
        List<List<byte[]>> all = new ArrayList<>();
        int perPage = (PAGE - PAGE_HEAD) / FUNCTION_EVENT;
        long pagesEach = events / perPage / cpus.size();
        for (List<byte[]> recordedPages : cpus) {
            List<byte[]> pages = new ArrayList<>(recordedPages);
            for (long i = 0; i < pagesEach; i++) {
                pages.add(calls(last + 1_000_000_000 + i * perPage * APART, code, perPage, random));
            }
            all.add(pages);
        }
        write(all, to);
    }

    /** Writes the boot so many times, one after the other. */
    public void repeated(int times, Path to) throws IOException {
        List<List<byte[]>> all = new ArrayList<>();
        for (List<byte[]> recordedPages : cpus) {
            List<byte[]> pages = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                for (byte[] page : recordedPages) {
                    byte[] later = page.clone();
                    buffer(later).putLong(0, stamp(page) + i * (last - first + 1_000_000_000));
                    pages.add(later);
                }
            }
            all.add(pages);
        }
        write(all, to);
    }

    private static byte[] calls(long time, long[] code, int count, Random random) {
        byte[] page = new byte[PAGE];
        ByteBuffer to = buffer(page).putLong(time).putLong((long) count * FUNCTION_EVENT);
        for (int i = 0; i < count; i++) {
            to.putInt((i == 0 ? 0 : APART) << 5 | (FUNCTION_EVENT - 4) / 4);
            to.putInt(FUNCTION_ID).putInt(1);
            to.putLong(code[random.nextInt(code.length)]).putLong(code[random.nextInt(code.length)]);
        }
        return page;
    }

    private void write(List<List<byte[]>> all, Path to) throws IOException {
        int dataFrom = (table + 16 * all.size() + PAGE - 1) / PAGE * PAGE;
        byte[] head = new byte[dataFrom];
        System.arraycopy(recorded, 0, head, 0, Math.min(dataFrom, recorded.length));
        ByteBuffer numbers = buffer(head);
        long at = dataFrom;
        for (int cpu = 0; cpu < all.size(); cpu++) {
            long size = (long) all.get(cpu).size() * PAGE;
            numbers.putLong(table + 16 * cpu, at).putLong(table + 16 * cpu + 8, size);
            at += size;
        }
        try (OutputStream out = Files.newOutputStream(to)) {
            out.write(head);
            for (List<byte[]> pages : all) {
                for (byte[] page : pages) {
                    out.write(page);
                }
            }
        }
    }

    private static long stamp(byte[] page) {
        return buffer(page).getLong(0);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
