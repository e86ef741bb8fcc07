// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How the value of an attribute is written (DWARF 5, 7.5.6), with what GNU tools and split units add. */
enum DwarfForm {
    ADDR(0x01, Shape.ADDRESS, 0),
    BLOCK2(0x03, Shape.BLOCK, 2),
    BLOCK4(0x04, Shape.BLOCK, 4),
    DATA2(0x05, Shape.FIXED, 2),
    DATA4(0x06, Shape.FIXED, 4),
    DATA8(0x07, Shape.FIXED, 8),
    STRING(0x08, Shape.TEXT, 0),
    BLOCK(0x09, Shape.BLOCK, 0),
    BLOCK1(0x0a, Shape.BLOCK, 1),
    DATA1(0x0b, Shape.FIXED, 1),
    FLAG(0x0c, Shape.FIXED, 1),
    SDATA(0x0d, Shape.SIGNED, 0),
    STRP(0x0e, Shape.OFFSET, 0),
    UDATA(0x0f, Shape.UNSIGNED, 0),
    REF_ADDR(0x10, Shape.FAR_REFERENCE, 0),
    REF1(0x11, Shape.REFERENCE, 1),
    REF2(0x12, Shape.REFERENCE, 2),
    REF4(0x13, Shape.REFERENCE, 4),
    REF8(0x14, Shape.REFERENCE, 8),
    REF_UDATA(0x15, Shape.REFERENCE, 0),
    INDIRECT(0x16, Shape.INDIRECT, 0),
    SEC_OFFSET(0x17, Shape.OFFSET, 0),
    EXPRLOC(0x18, Shape.BLOCK, 0),
    FLAG_PRESENT(0x19, Shape.FIXED, 0),
    STRX(0x1a, Shape.UNSIGNED, 0),
    ADDRX(0x1b, Shape.UNSIGNED, 0),
    REF_SUP4(0x1c, Shape.ELSEWHERE, 4),
    STRP_SUP(0x1d, Shape.OFFSET, 0),
    DATA16(0x1e, Shape.FIXED, 16),
    LINE_STRP(0x1f, Shape.OFFSET, 0),
    REF_SIG8(0x20, Shape.ELSEWHERE, 8),
    IMPLICIT_CONST(0x21, Shape.FIXED, 0),
    LOCLISTX(0x22, Shape.UNSIGNED, 0),
    RNGLISTX(0x23, Shape.UNSIGNED, 0),
    REF_SUP8(0x24, Shape.ELSEWHERE, 8),
    STRX1(0x25, Shape.FIXED, 1),
    STRX2(0x26, Shape.FIXED, 2),
    STRX3(0x27, Shape.FIXED, 3),
    STRX4(0x28, Shape.FIXED, 4),
    ADDRX1(0x29, Shape.FIXED, 1),
    ADDRX2(0x2a, Shape.FIXED, 2),
    ADDRX3(0x2b, Shape.FIXED, 3),
    ADDRX4(0x2c, Shape.FIXED, 4),
    GNU_ADDR_INDEX(0x1f01, Shape.UNSIGNED, 0),
    GNU_STR_INDEX(0x1f02, Shape.UNSIGNED, 0),
    GNU_REF_ALT(0x1f20, Shape.ELSEWHERE, 0),
    GNU_STRP_ALT(0x1f21, Shape.OFFSET, 0);

    /** What {@link #read} gives for what stands in another file or is no number. */
    static final long UNKNOWN = -1;

    private static final int PLUS_UCONST = 0x23;
    private static final Map<Long, DwarfForm> BY_CODE = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(form -> BY_CODE.put((long) form.code, form));
    }

    private final int code;
    private final Shape shape;
    private final int size;

    private enum Shape {
        FIXED,
        UNSIGNED,
        SIGNED,
        OFFSET,
        ADDRESS,
        REFERENCE,
        FAR_REFERENCE,
        ELSEWHERE,
        BLOCK,
        TEXT,
        INDIRECT
    }

    DwarfForm(int code, Shape shape, int size) {
        this.code = code;
        this.shape = shape;
        this.size = size;
    }

    /** {@return the form with this number, without which nothing behind it can be found} */
    static DwarfForm of(long code) {
        DwarfForm form = BY_CODE.get(code);
        if (form == null) {
            throw new IllegalArgumentException("form " + code + " is not known");
        }
        return form;
    }

    /**
     * Reads past a value.
     *
     * @return the number; of a text where it begins, of a reference the place in {@code .debug_info}, of an expression
     *     the offset that it adds
     */
    long read(ByteBuffer bytes, DwarfUnit unit) {
        return switch (shape) {
            case FIXED -> fixed(bytes, size);
            case UNSIGNED -> Leb128.unsigned(bytes);
            case SIGNED -> Leb128.signed(bytes);
            case OFFSET -> fixed(bytes, unit.width());
            case ADDRESS -> fixed(bytes, unit.address());
            case REFERENCE -> unit.start() + (size == 0 ? Leb128.unsigned(bytes) : fixed(bytes, size));
            case FAR_REFERENCE -> fixed(bytes, unit.version() == 2 ? unit.address() : unit.width());
            case ELSEWHERE -> {
                fixed(bytes, size == 0 ? unit.width() : size);
                yield UNKNOWN;
            }
            case BLOCK -> block(bytes);
            case TEXT -> text(bytes);
            case INDIRECT -> indirect(bytes, unit);
        };
    }

    private static long indirect(ByteBuffer bytes, DwarfUnit unit) {
        DwarfForm form = of(Leb128.unsigned(bytes));
        if (form == INDIRECT || form == IMPLICIT_CONST) {
            throw new IllegalArgumentException("an indirect form is indirect");
        }
        return form.read(bytes, unit);
    }

    /** Reads a number without sign of 1, 2, 3, 4 or 8 bytes; of none it is 1, what a flag says by being there. */
    static long fixed(ByteBuffer bytes, int size) {
        int at = bytes.position();
        bytes.position(at + size);
        boolean big = bytes.order() == ByteOrder.BIG_ENDIAN;
        return switch (size) {
            case 0 -> 1;
            case 1 -> bytes.get(at) & 0xff;
            case 2 -> bytes.getShort(at) & 0xffff;
            case 3 ->
                big
                        ? (bytes.getShort(at) & 0xffff) << 8 | (bytes.get(at + 2) & 0xff)
                        : (bytes.getShort(at) & 0xffff) | (bytes.get(at + 2) & 0xff) << 16;
            case 4 -> bytes.getInt(at) & 0xffff_ffffL;
            case 8 -> bytes.getLong(at);
            default -> UNKNOWN;
        };
    }

    private long block(ByteBuffer bytes) {
        int length = Math.toIntExact(size == 0 ? Leb128.unsigned(bytes) : fixed(bytes, size));
        int from = bytes.position();
        int end = Math.addExact(from, length);
        long value = UNKNOWN;
        if (length > 1 && bytes.get(from) == PLUS_UCONST) {
            value = Leb128.unsigned(bytes.position(from + 1));
        }
        bytes.position(Math.max(from, end));
        return value;
    }

    private static long text(ByteBuffer bytes) {
        int from = bytes.position();
        while (bytes.get() != 0) {
            // to its end
        }
        return from;
    }
}
