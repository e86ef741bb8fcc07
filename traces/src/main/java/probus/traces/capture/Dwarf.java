// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import probus.traces.capture.DwarfEntries.Entry;

/**
 * Offsets of structure members from DWARF, versions 2 to 5. It is read unit by unit, up to the last structure that is
 * asked for; of structures with one name the first decides that has a member that is asked for.
 */
final class Dwarf implements TypeInformation {
    private static final int STRUCTURE = 0x13;

    private final Map<String, Set<String>> missing = new HashMap<>();
    private final Map<String, Integer> found = new TreeMap<>();
    private final DwarfSections sections;
    private final DwarfMembers members;
    private long abbreviationsRead;
    private long abbreviationsAt = -1;
    private Abbreviations abbreviations = new Abbreviations(ByteBuffer.allocate(1));

    private Dwarf(DwarfSections sections, Set<String> wanted) {
        this.sections = sections;
        members = new DwarfMembers(this::unitOf);
        for (String member : wanted) {
            int dot = member.indexOf('.');
            missing.computeIfAbsent(member.substring(0, dot), structure -> new TreeSet<>())
                    .add(member.substring(dot + 1));
        }
    }

    /** {@return where the wanted members stand} */
    static Dwarf read(Elf elf, Set<String> wanted) throws IOException {
        Dwarf dwarf = new Dwarf(DwarfSections.of(elf), wanted);
        int end = dwarf.sections.info().limit();
        for (int at = 0; at < end && !dwarf.missing.isEmpty(); ) {
            DwarfUnit unit = DwarfUnit.read(dwarf.sections.info(), at);
            if (!unit.types()) {
                dwarf.read(dwarf.entries(unit), unit);
            }
            at = unit.end();
        }
        if (dwarf.found.isEmpty()) {
            throw new IOException("its .debug_info has none of the structures, as where it is split into .dwo files or"
                    + " types have units of their own; give --offset");
        }
        return dwarf;
    }

    @Override
    public OptionalInt offset(String structure, String path) {
        Integer bytes = found.get(structure + "." + path);
        return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes);
    }

    private void read(DwarfEntries entries, DwarfUnit unit) throws IOException {
        ByteBuffer bytes = entries.from(unit.entries());
        Entry root = entries.next(bytes);
        if (root == null || !root.abbreviation().children()) {
            return;
        }
        for (Entry entry = entries.next(bytes); entry != null && !missing.isEmpty(); entry = entries.next(bytes)) {
            boolean structure = entry.abbreviation().tag() == STRUCTURE
                    && entry.value(Entry.DECLARATION).isEmpty();
            if (structure && missing.containsKey(entries.name(entry))) {
                settle(entries.name(entry), entry.at());
            }
            entries.skip(entry, bytes);
        }
    }

    private void settle(String structure, int at) throws IOException {
        boolean settled = false;
        for (String path : new HashSet<>(missing.getOrDefault(structure, Set.of()))) {
            OptionalInt offset = members.offset(at, path);
            offset.ifPresent(bytes -> found.put(structure + "." + path, bytes));
            settled |= offset.isPresent();
        }
        if (settled) {
            missing.remove(structure);
        }
    }

    /** The unit in which an entry stands: a linker that optimizes lets units refer to each other. */
    private DwarfEntries unitOf(long entry) throws IOException {
        for (int at = 0; at < sections.info().limit(); ) {
            DwarfUnit unit = DwarfUnit.read(sections.info(), at);
            if (entry < unit.end()) {
                return entries(unit);
            }
            members.count();
            at = unit.end();
        }
        throw new IllegalArgumentException("there is no unit at " + entry);
    }

    /** Tables may overlap: all of them together are no longer than a few times their section. */
    private DwarfEntries entries(DwarfUnit unit) {
        if (unit.abbreviations() != abbreviationsAt) {
            ByteBuffer bytes = sections.abbreviations().duplicate().position(Math.toIntExact(unit.abbreviations()));
            abbreviations = new Abbreviations(bytes);
            abbreviationsAt = unit.abbreviations();
            abbreviationsRead += bytes.position() - unit.abbreviations();
            if (abbreviationsRead > 16L * bytes.limit()) {
                throw new IllegalArgumentException("its abbreviations overlap");
            }
        }
        return new DwarfEntries(sections, unit, abbreviations);
    }
}
