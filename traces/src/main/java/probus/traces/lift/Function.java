// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.EnumSet;
import java.util.Set;

/** A function that occurs in a trace, with its row and what was seen of it: found once per name, not per line. */
final class Function {
    /** Calls of these that are about another device may be made from inside. */
    private static final Set<Meaning> NESTING = EnumSet.of(Meaning.REALLY_PROBE, Meaning.DRIVER_PROBE);

    /** Nothing in the table is called from these, so whatever the task enters next comes after their return. */
    private static final Set<Meaning> LEAVES =
            EnumSet.of(Meaning.DEV_IOMMU_GET, Meaning.SYSFS_ADD, Meaning.GROUP_ALLOC, Meaning.MODULE_GET);

    final String name;
    final ProbePoint row;
    final int index;
    final boolean nests;
    final boolean leaf;

    /** Where a task is matters: the call is kept until it returns. */
    final boolean kept;

    final boolean showsDevice;
    final boolean showsDmaDev;
    /** A probe's event was seen, not only calls without arguments. */
    boolean probed;

    boolean entered;
    boolean returned;

    Function(String name, ProbePoint row, int index) {
        this.name = name;
        this.row = row;
        this.index = index;
        nests = NESTING.contains(row.meaning());
        leaf = LEAVES.contains(row.meaning());
        boolean context = row.meaning() == Meaning.CONTEXT
                || row.meaning() == Meaning.WALK_STEP
                || row.meaning() == Meaning.GROUP_REMOVE;
        kept = context || !row.returnEvents().isEmpty();
        showsDevice = row.fetches("ptr");
        showsDmaDev = row.fetches("dma_dev") || row.meaning() == Meaning.DRIVER_PROBE;
    }

    /** {@return whether this takes or lets go of a lock, which says nothing where the lock is not told} */
    boolean isLock() {
        return row.meaning() == Meaning.LOCK || row.meaning() == Meaning.UNLOCK;
    }

    /** {@return the driver's part of a callback's name} */
    String driver() {
        return row.driver(name);
    }
}
