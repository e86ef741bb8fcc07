// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import probus.traces.capture.DwarfEntries.Entry;

/** Finds members of structures of DWARF, through members of members and through members without a name. */
final class DwarfMembers {
    private static final int MEMBER = 0x0d;
    private static final int STRUCTURE = 0x13;
    private static final int TYPEDEF = 0x16;
    private static final int UNION = 0x17;
    private static final int CONSTANT = 0x26;
    private static final int VOLATILE = 0x35;

    /** Other names of a type that are followed; a chain of them may be a ring. */
    private static final int MOST_NAMES = 16;

    /** Structures without a name that are looked through for one member. */
    private static final int MOST_UNNAMED = 128;

    /** Entries that are looked at in all: structures may refer to each other without end. */
    private static final int MOST_ENTRIES = 1 << 24;

    /** Bits: far more than a structure has. */
    private static final long LARGEST = 1L << 30;

    private final Units units;
    private int count;

    /** Finds the unit of an entry. */
    @FunctionalInterface
    interface Units {
        DwarfEntries of(long entry) throws IOException;
    }

    /** A structure or a union, and the unit in which it stands. */
    private record Structure(DwarfEntries unit, Entry entry) {}

    /** A member: its place in bits, its type, and the unit in which that was said. */
    private record Member(DwarfEntries unit, long bit, long type) {}

    DwarfMembers(Units units) {
        this.units = units;
    }

    /** Counts what was looked at. */
    void count() {
        if (++count > MOST_ENTRIES) {
            throw new IllegalArgumentException("its structures refer to each other too often");
        }
    }

    /** {@return the offset in bytes of {@code kobj.name} in the structure that stands at {@code at}} */
    OptionalInt offset(int at, String path) throws IOException {
        DwarfEntries unit = units.of(at);
        Structure structure = structure(unit, at);
        long bits = 0;
        for (String name : path.split("\\.", -1)) {
            Member found = structure == null ? null : find(structure, name, new HashSet<>());
            if (found == null) {
                return OptionalInt.empty();
            }
            bits = bounded(bits + found.bit());
            structure = structure(found.unit(), found.type());
        }
        return OptionalInt.of((int) (bits / 8));
    }

    /** Members of unnamed structures and unions are members of what is around them. */
    private Member find(Structure structure, String name, Set<Integer> seen) throws IOException {
        DwarfEntries unit = structure.unit();
        if (!structure.entry().abbreviation().children()
                || seen.size() > MOST_UNNAMED
                || !seen.add(structure.entry().at())) {
            return null;
        }
        ByteBuffer bytes = unit.from(structure.entry().children());
        for (Entry entry = unit.next(bytes); entry != null; entry = unit.next(bytes)) {
            count();
            if (entry.abbreviation().tag() == MEMBER) {
                Member found = member(unit, entry, name, seen);
                if (found != null) {
                    return found;
                }
            }
            unit.skip(entry, bytes);
        }
        return null;
    }

    private Member member(DwarfEntries unit, Entry entry, String name, Set<Integer> seen) throws IOException {
        String own = unit.name(entry);
        long type = entry.value(Entry.TYPE).orElse(DwarfForm.UNKNOWN);
        if (own.equals(name)) {
            return new Member(unit, bit(entry), type);
        }
        Structure inner = own.isEmpty() ? structure(unit, type) : null;
        Member found = inner == null ? null : find(inner, name, seen);
        return found == null ? null : new Member(found.unit(), bounded(bit(entry) + found.bit()), found.type());
    }

    /** What has no place stands at the beginning, as members of a union do. */
    private static long bit(Entry entry) {
        long bytes = entry.value(Entry.DATA_MEMBER_LOCATION).orElse(0);
        long bits = entry.value(Entry.DATA_BIT_OFFSET).orElse(0);
        return bounded(bounded(bytes) * 8 + bounded(bits));
    }

    private static long bounded(long place) {
        if (place < 0 || place > LARGEST) {
            throw new IllegalArgumentException("a member stands at " + place);
        }
        return place;
    }

    private Structure structure(DwarfEntries from, long type) throws IOException {
        long at = type;
        DwarfEntries unit = from;
        for (int names = 0; names < MOST_NAMES && at != DwarfForm.UNKNOWN; names++) {
            count();
            unit = unit.has(at) ? unit : units.of(at);
            Entry entry = unit.next(unit.from(Math.toIntExact(at)));
            int tag = entry == null ? 0 : entry.abbreviation().tag();
            if (tag == STRUCTURE || tag == UNION) {
                return new Structure(unit, entry);
            }
            boolean name = tag == TYPEDEF || tag == CONSTANT || tag == VOLATILE;
            at = name ? entry.value(Entry.TYPE).orElse(DwarfForm.UNKNOWN) : DwarfForm.UNKNOWN;
        }
        return null;
    }
}
