// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import probus.model.world.Hash;
import probus.model.world.Named;

/** What is in a page that is a directory or a table: 1024 entries, of which those that are not 0 are kept. Never changes. */
final class RkTable implements Named {
    static final RkTable EMPTY = new RkTable(new TreeMap<>());

    private final SortedMap<Integer, Long> entries;
    private final long name;

    /** A table with these entries, which become its own. */
    RkTable(SortedMap<Integer, Long> entries) {
        this.entries = entries;
        long hash = 0;
        for (var entry : entries.entrySet()) {
            hash = Hash.mix(Hash.mix(hash, entry.getKey()), entry.getValue());
        }
        this.name = hash;
    }

    /** {@return the entry at an index} */
    long get(int index) {
        return entries.getOrDefault(index, 0L);
    }

    /** {@return the same with another entry} */
    RkTable with(int index, long entry) {
        SortedMap<Integer, Long> changed = copy();
        changed.put(index, entry);
        return new RkTable(changed);
    }

    /** {@return the entries, to be changed} */
    SortedMap<Integer, Long> copy() {
        return new TreeMap<>(entries);
    }

    /** {@return the entries that are not 0, by index} */
    SortedMap<Integer, Long> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    @Override
    public long name() {
        return name;
    }
}
