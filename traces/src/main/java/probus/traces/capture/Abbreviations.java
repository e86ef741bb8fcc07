// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What entries of a unit consist of, by number (DWARF 5, 7.5.3). */
final class Abbreviations {
    /** What a table has at most; those of real kernels have a few thousand. */
    private static final int MOST = 1 << 16;

    /** What an entry has at most: values may take no byte, so that the length of the file does not bound them. */
    private static final int MOST_ATTRIBUTES = 128;

    private final Map<Long, Abbreviation> byCode = new HashMap<>();

    /** An attribute, how its value is written, and the value if it stands here. */
    record Attribute(int name, DwarfForm form, long constant) {}

    /** What an entry is, whether others belong to it, and its attributes. */
    record Abbreviation(int tag, boolean children, List<Attribute> attributes) {}

    /** Reads a table from where {@code bytes} stands. */
    Abbreviations(ByteBuffer bytes) {
        for (long code = Leb128.unsigned(bytes); code != 0; code = Leb128.unsigned(bytes)) {
            int tag = (int) Leb128.unsigned(bytes);
            boolean children = bytes.get() != 0;
            List<Attribute> attributes = new ArrayList<>();
            for (Attribute next = attribute(bytes); next.name() != 0; next = attribute(bytes)) {
                attributes.add(next);
                if (attributes.size() > MOST_ATTRIBUTES) {
                    throw new IllegalArgumentException("too many attributes");
                }
            }
            byCode.put(code, new Abbreviation(tag, children, attributes));
            if (byCode.size() > MOST) {
                throw new IllegalArgumentException("too many abbreviations");
            }
        }
    }

    /** {@return the abbreviation with this number} */
    Abbreviation of(long code) {
        Abbreviation found = byCode.get(code);
        if (found == null) {
            throw new IllegalArgumentException("abbreviation " + code + " is not known");
        }
        return found;
    }

    private static Attribute attribute(ByteBuffer bytes) {
        int name = (int) Leb128.unsigned(bytes);
        long form = Leb128.unsigned(bytes);
        if (name == 0 && form == 0) {
            return new Attribute(0, DwarfForm.FLAG, 0);
        }
        DwarfForm known = DwarfForm.of(form);
        return new Attribute(name, known, known == DwarfForm.IMPLICIT_CONST ? Leb128.signed(bytes) : 0);
    }
}
