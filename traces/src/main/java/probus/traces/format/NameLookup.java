// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.Collection;

/** Tells from the bytes of a name whether it is of interest, before anything is made of the line that it stands in. */
@FunctionalInterface
public interface NameLookup {
    /** {@return the name as a shared string, or null if it is of no interest} */
    String find(byte[] bytes, int from, int to);

    /** {@return a lookup that is interested in exactly these ASCII names} */
    static NameLookup of(Collection<String> names) {
        return new NameSet(names);
    }

    /** {@return a lookup that is interested in every name} */
    static NameLookup all() {
        return new RecentNames()::of;
    }

    /** {@return a lookup that is interested in nothing} */
    static NameLookup none() {
        return (bytes, from, to) -> null;
    }
}
