// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sections of an ELF file, of 32 or 64 bits and either order of bytes. */
final class Elf {
    static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

    /** What is not a plain file is held in memory, up to this size. */
    static final int LARGEST_IN_MEMORY = 1 << 30;

    private static final int HEADER = 64;
    private static final int LONGEST_NAME = 64;
    private static final int RELOCATABLE = 1;
    private static final int NO_BITS = 8;
    private static final int COMPRESSED = 1 << 11;

    private final Source source;
    private final boolean wide;
    private final boolean linked;
    private final ByteOrder order;
    private final Map<String, Section> sections = new HashMap<>();

    /** A part of the file, without reading more of it. */
    @FunctionalInterface
    private interface Source {
        ByteBuffer part(long from, long length) throws IOException;
    }

    private record Section(boolean packed, long from, long length) {}

    private Elf(Source source) throws IOException {
        this.source = source;
        ByteBuffer header = source.part(0, HEADER);
        wide = header.get(4) == 2;
        order = header.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        header.order(order);
        linked = header.getShort(16) != RELOCATABLE;
        long table = wide ? header.getLong(40) : header.getInt(32) & 0xffff_ffffL;
        int size = header.getShort(wide ? 58 : 46) & 0xffff;
        int count = header.getShort(wide ? 60 : 48) & 0xffff;
        int names = header.getShort(wide ? 62 : 50) & 0xffff;
        read(source.part(table, (long) size * count).order(order), size, names);
    }

    static boolean isElf(byte[] file) {
        return file.length >= MAGIC.length && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static Elf of(byte[] file) throws IOException {
        return new Elf((from, length) -> ByteBuffer.wrap(file).slice(Math.toIntExact(from), Math.toIntExact(length)));
    }

    /** Maps each section that is asked for. */
    static Elf of(FileChannel file) throws IOException {
        long size = file.size();
        return new Elf((from, length) -> {
            if (from < 0 || length < 0 || from > size || length > size - from) {
                throw new IndexOutOfBoundsException();
            }
            return file.map(FileChannel.MapMode.READ_ONLY, from, length);
        });
    }

    /** {@return whether nothing in it waits for a linker} */
    boolean isLinked() {
        return linked;
    }

    /**
     * {@return the content of a section, unpacked, in the order of the file, if there is one}
     *
     * @throws IOException if it cannot be unpacked
     */
    Optional<ByteBuffer> section(String name) throws IOException {
        Section section = sections.get(name);
        if (section == null) {
            return Optional.empty();
        }
        ByteBuffer bytes = source.part(section.from(), section.length()).order(order);
        return Optional.of((section.packed() ? PackedSection.unpacked(bytes, wide) : bytes).order(order));
    }

    private void read(ByteBuffer table, int size, int names) throws IOException {
        int count = size == 0 ? 0 : table.limit() / size;
        if (names >= count) {
            return;
        }
        Section texts = section(table, names * size);
        ByteBuffer text = source.part(texts.from(), texts.length());
        for (int at = 0; at < count * size; at += size) {
            if (table.getInt(at + 4) != NO_BITS) {
                sections.putIfAbsent(Leb128.text(text, table.getInt(at), LONGEST_NAME), section(table, at));
            }
        }
    }

    private Section section(ByteBuffer table, int at) {
        boolean packed = ((wide ? table.getLong(at + 8) : table.getInt(at + 8)) & COMPRESSED) != 0;
        return wide
                ? new Section(packed, table.getLong(at + 24), table.getLong(at + 32))
                : new Section(packed, table.getInt(at + 16) & 0xffff_ffffL, table.getInt(at + 20) & 0xffff_ffffL);
    }
}
