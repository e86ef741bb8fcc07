// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import probus.traces.capture.Abbreviations.Abbreviation;
import probus.traces.capture.Abbreviations.Attribute;

/** Reads the entries of one unit (DWARF 5, 7.5.2). */
final class DwarfEntries {
    private static final int STR_OFFSETS_BASE = 0x72;
    private static final int LONGEST_NAME = 128;

    private final DwarfSections sections;
    private final DwarfUnit unit;
    private final Abbreviations abbreviations;
    private final long offsetsBase;

    /** An entry: where it stands, what it is, where its children begin, and its values in the order of its attributes. */
    static final class Entry {
        static final int SIBLING = 0x01;
        static final int NAME = 0x03;
        static final int DATA_MEMBER_LOCATION = 0x38;
        static final int DECLARATION = 0x3c;
        static final int TYPE = 0x49;
        static final int DATA_BIT_OFFSET = 0x6b;

        private final int at;
        private final Abbreviation abbreviation;
        private final int children;
        private final long[] values;

        private Entry(int at, Abbreviation abbreviation, int children, long[] values) {
            this.at = at;
            this.abbreviation = abbreviation;
            this.children = children;
            this.values = values;
        }

        int at() {
            return at;
        }

        Abbreviation abbreviation() {
            return abbreviation;
        }

        int children() {
            return children;
        }

        OptionalLong value(int attribute) {
            List<Attribute> attributes = abbreviation.attributes();
            for (int i = 0; i < values.length; i++) {
                if (attributes.get(i).name() == attribute) {
                    return OptionalLong.of(values[i]);
                }
            }
            return OptionalLong.empty();
        }
    }

    DwarfEntries(DwarfSections sections, DwarfUnit unit, Abbreviations abbreviations) {
        this.sections = sections;
        this.unit = unit;
        this.abbreviations = abbreviations;
        Entry root = next(from(unit.entries()));
        // without it the offsets begin behind the head of their section
        offsetsBase = root == null ? 0 : root.value(STR_OFFSETS_BASE).orElse(2L * unit.width());
    }

    /** {@return whether an entry stands in this unit} */
    boolean has(long at) {
        return at >= unit.entries() && at < unit.end();
    }

    /** {@return a place in the unit from which entries can be read} */
    ByteBuffer from(int at) {
        ByteBuffer info = sections.info();
        return info.duplicate().order(info.order()).limit(unit.end()).position(at);
    }

    /** {@return the entry at which {@code bytes} stands, which then stand at its first child; null at the end of a list} */
    Entry next(ByteBuffer bytes) {
        int at = bytes.position();
        long code = bytes.hasRemaining() ? Leb128.unsigned(bytes) : 0;
        if (code == 0) {
            return null;
        }
        Abbreviation abbreviation = abbreviations.of(code);
        List<Attribute> attributes = abbreviation.attributes();
        long[] values = new long[attributes.size()];
        for (int i = 0; i < values.length; i++) {
            Attribute attribute = attributes.get(i);
            values[i] = attribute.form() == DwarfForm.IMPLICIT_CONST
                    ? attribute.constant()
                    : attribute.form().read(bytes, unit);
        }
        return new Entry(at, abbreviation, bytes.position(), values);
    }

    /** Goes past the children of an entry, by its sibling where that is told. */
    void skip(Entry entry, ByteBuffer bytes) {
        bytes.position(entry.children());
        int depth = entry.abbreviation().children() ? 1 : 0;
        long sibling = entry.value(Entry.SIBLING).orElse(0);
        if (depth == 1 && sibling > entry.children()) {
            bytes.position(Math.toIntExact(sibling));
            return;
        }
        while (depth > 0 && bytes.hasRemaining()) {
            Entry inner = next(bytes);
            if (inner == null) {
                depth--;
            } else if (inner.abbreviation().children()) {
                long next = inner.value(Entry.SIBLING).orElse(0);
                depth += next > bytes.position() ? 0 : 1;
                bytes.position(next > bytes.position() ? Math.toIntExact(next) : bytes.position());
            }
        }
    }

    /** {@return the name of an entry; empty if it has none} */
    String name(Entry entry) {
        List<Attribute> attributes = entry.abbreviation().attributes();
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).name() == Entry.NAME) {
                return text(attributes.get(i).form(), entry.values[i]);
            }
        }
        return "";
    }

    private String text(DwarfForm form, long value) {
        return switch (form) {
            case STRING -> Leb128.text(sections.info(), value, LONGEST_NAME);
            case STRP -> Leb128.text(sections.strings(), value, LONGEST_NAME);
            case LINE_STRP -> Leb128.text(sections.lineStrings(), value, LONGEST_NAME);
            case STRX, STRX1, STRX2, STRX3, STRX4, GNU_STR_INDEX -> {
                ByteBuffer offsets = sections.stringOffsets();
                int at = Math.toIntExact(Math.addExact(offsetsBase, Math.multiplyExact(value, unit.width())));
                long place = unit.width() == 8 ? offsets.getLong(at) : offsets.getInt(at) & 0xffff_ffffL;
                yield Leb128.text(sections.strings(), place, LONGEST_NAME);
            }
            // in another file: it has a name, and none that is asked for
            default -> "?";
        };
    }
}
