// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Offsets of structure members from the type information that a kernel carries: {@code /sys/kernel/btf/vmlinux}, or the
 * {@code .BTF} section of a {@code vmlinux}.
 */
final class Btf implements TypeInformation {
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

    /** Structures without a name that are looked through for one member: they may refer to each other without end. */
    private static final int MOST_UNNAMED = 128;

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
     * @throws IOException if it is no type information
     */
    static Btf read(ByteBuffer bytes) throws IOException {
        Btf btf = new Btf();
        btf.types(bytes);
        return btf;
    }

    @Override
    public OptionalInt offset(String structure, String path) {
        List<Member> members = structures.get(structure);
        int bits = 0;
        for (String name : path.split("\\.", -1)) {
            Member found = members == null ? null : find(members, name, new HashSet<>());
            if (found == null) {
                return OptionalInt.empty();
            }
            bits += found.bit();
            members = byId.get(found.type());
        }
        return OptionalInt.of(bits / 8);
    }

    /** Members of unnamed structures and unions are members of what is around them. */
    private Member find(List<Member> members, String name, Set<Integer> seen) {
        for (Member member : members) {
            if (member.name().equals(name)) {
                return member;
            }
            List<Member> inner = member.name().isEmpty() && seen.size() < MOST_UNNAMED && seen.add(member.type())
                    ? byId.get(member.type())
                    : null;
            Member found = inner == null ? null : find(inner, name, seen);
            if (found != null) {
                return new Member(found.name(), found.type(), member.bit() + found.bit());
            }
        }
        return null;
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
