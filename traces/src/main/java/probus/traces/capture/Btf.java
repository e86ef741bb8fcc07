// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Offsets of structure members from the type information that a kernel carries: {@code /sys/kernel/btf/vmlinux}, or the
 * {@code .BTF} section of a {@code vmlinux}.
 */
public final class Btf {
    private static final int MAGIC = 0xeb9f;
    private static final int STRUCT = 4;
    private static final int UNION = 5;
    private static final int ENUM = 6;
    private static final int ARRAY = 3;
    private static final int FUNC_PROTO = 13;
    private static final int VARIABLE = 14;
    private static final int SECTION = 15;
    private static final int DECLARATION_TAG = 17;
    private static final int ENUM64 = 19;
    private static final int MOST_TYPES = 1 << 22;

    /** Bytes behind the common part of a type, by kind, of kinds that have no list of parts. */
    private static final Map<Integer, Integer> EXTRA = Map.of(1, 4, ARRAY, 12, VARIABLE, 4, DECLARATION_TAG, 4);

    private final Map<String, List<Member>> structures = new HashMap<>();
    private final Map<Integer, List<Member>> byId = new HashMap<>();

    /** A member: its name, the number of its type, and its place in bits. */
    private record Member(String name, int type, int bit) {}

    private Btf() {}

    /**
     * {@return the structures of a kernel}
     *
     * @param file the whole of an ELF file, or bare type information
     * @throws IOException if it is neither, or is damaged
     */
    public static Btf read(byte[] file) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            boolean elf = file.length > 64 && file[0] == 0x7f && file[1] == 'E' && file[2] == 'L' && file[3] == 'F';
            Btf btf = new Btf();
            btf.types(elf ? section(bytes) : bytes);
            return btf;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException cut) {
            throw new IOException("its type information is cut or damaged", cut);
        }
    }

    /** {@return the offset in bytes of {@code iommu} in {@code device}; of {@code kobj.name} through members} */
    public OptionalInt offset(String structure, String path) {
        List<Member> members = structures.get(structure);
        int bits = 0;
        for (String name : path.split("\\.", -1)) {
            Member found = members == null ? null : find(members, name, 0);
            if (found == null) {
                return OptionalInt.empty();
            }
            bits += found.bit();
            members = byId.get(found.type());
        }
        return OptionalInt.of(bits / 8);
    }

    /** Members of unnamed structures and unions are members of what is around them. */
    private Member find(List<Member> members, String name, int depth) {
        for (Member member : members) {
            if (member.name().equals(name)) {
                return member;
            }
            List<Member> inner = member.name().isEmpty() && depth < 8 ? byId.get(member.type()) : null;
            Member found = inner == null ? null : find(inner, name, depth + 1);
            if (found != null) {
                return new Member(found.name(), found.type(), member.bit() + found.bit());
            }
        }
        return null;
    }

    private static ByteBuffer section(ByteBuffer elf) throws IOException {
        boolean wide = elf.get(4) == 2;
        elf.order(elf.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long table = wide ? elf.getLong(40) : elf.getInt(32);
        int size = elf.getShort(wide ? 58 : 46) & 0xffff;
        int count = elf.getShort(wide ? 60 : 48) & 0xffff;
        int names = elf.getShort(wide ? 62 : 50) & 0xffff;
        int strings = (int) place(elf, table + (long) names * size, wide);
        for (int i = 0; i < count; i++) {
            long header = table + (long) i * size;
            int name = strings + elf.getInt(Math.toIntExact(header));
            if (text(elf, name).equals(".BTF")) {
                int length = (int) (wide ? elf.getLong((int) header + 32) : elf.getInt((int) header + 20));
                return elf.slice((int) place(elf, header, wide), length).order(elf.order());
            }
        }
        throw new IOException("it has no .BTF section; build the kernel with CONFIG_DEBUG_INFO_BTF, or give --offset");
    }

    private static long place(ByteBuffer elf, long header, boolean wide) {
        int at = Math.toIntExact(header);
        return wide ? elf.getLong(at + 24) : elf.getInt(at + 16);
    }

    private void types(ByteBuffer btf) throws IOException {
        if ((btf.getShort(0) & 0xffff) != MAGIC) {
            btf.order(btf.order() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        }
        if ((btf.getShort(0) & 0xffff) != MAGIC) {
            throw new IOException("it is neither a vmlinux with type information nor /sys/kernel/btf/vmlinux");
        }
        int header = btf.getInt(4);
        int from = header + btf.getInt(8);
        int to = from + btf.getInt(12);
        int strings = header + btf.getInt(16);
        btf.position(from);
        for (int id = 1; btf.position() < to && id < MOST_TYPES; id++) {
            type(btf, id, strings);
        }
    }

    private void type(ByteBuffer btf, int id, int strings) {
        int name = btf.getInt();
        int info = btf.getInt();
        btf.getInt();
        int kind = info >>> 24 & 0x1f;
        int count = info & 0xffff;
        if (kind == STRUCT || kind == UNION) {
            boolean bitfields = info < 0;
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String member = text(btf, strings + btf.getInt());
                int type = btf.getInt();
                int place = btf.getInt();
                members.add(new Member(member, type, bitfields ? place & 0xff_ffff : place));
            }
            byId.put(id, members);
            structures.putIfAbsent(text(btf, strings + name), members);
            return;
        }
        int part = kind == SECTION || kind == ENUM64 ? 12 : kind == ENUM || kind == FUNC_PROTO ? 8 : 0;
        btf.position(btf.position() + (part > 0 ? part * count : EXTRA.getOrDefault(kind, 0)));
    }

    private static String text(ByteBuffer bytes, int at) {
        int end = at;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - at];
        bytes.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
