// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What stands before the entries of a unit (DWARF 5, 7.5.1).
 *
 * @param start where it begins in {@code .debug_info}
 * @param entries where its entries begin
 * @param end where the next unit begins
 * @param version of DWARF, 2 to 5
 * @param width bytes of an offset, 4 or 8
 * @param address bytes of an address
 * @param abbreviations where they begin in {@code .debug_abbrev}
 * @param types whether it holds a type that others name by a signature
 */
record DwarfUnit(
        int start, int entries, int end, int version, int width, int address, long abbreviations, boolean types) {
    private static final int TYPE = 2;
    private static final int SKELETON = 4;
    private static final int SPLIT_COMPILE = 5;
    private static final int SPLIT_TYPE = 6;

    /** Reads the head of the unit at {@code start}. */
    static DwarfUnit read(ByteBuffer info, int start) throws IOException {
        ByteBuffer bytes = info.duplicate().order(info.order()).position(start);
        long length = DwarfForm.fixed(bytes, 4);
        int width = length == 0xffff_ffffL ? 8 : 4;
        length = width == 8 ? bytes.getLong() : length;
        int end = Math.toIntExact(Math.addExact(bytes.position(), length));
        if (end <= bytes.position()) {
            throw new IllegalArgumentException("a unit is empty");
        }
        bytes.limit(end);
        int version = bytes.getShort() & 0xffff;
        if (version < 2 || version > 5) {
            throw new IOException("its debugging information has version " + version
                    + ", which is not known: give a vmlinux with BTF or DWARF 2 to 5, or give --offset");
        }
        int kind = version == 5 ? bytes.get() : 0;
        int address = version == 5 ? bytes.get() : 0;
        long abbreviations = DwarfForm.fixed(bytes, width);
        address = version == 5 ? address : bytes.get();
        if (address != 2 && address != 4 && address != 8) {
            throw new IllegalArgumentException("addresses of " + address + " bytes");
        }
        boolean types = kind == TYPE || kind == SPLIT_TYPE;
        DwarfForm.fixed(bytes, kind == SKELETON || kind == SPLIT_COMPILE ? 8 : 0);
        return new DwarfUnit(start, bytes.position(), end, version, width, address, abbreviations, types);
    }
}
