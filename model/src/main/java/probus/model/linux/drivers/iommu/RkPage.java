// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import java.util.HashMap;
import java.util.Map;
import probus.model.world.Access;
import probus.model.world.Field;
import probus.model.world.Finding;
import probus.model.world.HeapObject;
import probus.model.world.World;

/**
 * A page of memory that is a directory or a table. The CPU's view of it is not the IOMMU's: a change is seen there when it
 * was flushed from the CPU's caches.
 */
final class RkPage extends HeapObject {
    final long address;
    final Field<RkTable> entries = new Field<>(this, "entries", RkTable.EMPTY);
    private final Field<RkTable> flushed = new Field<>(this, "flushed", RkTable.EMPTY);

    private RkPage(World world, Memory memory, int bits) {
        super(world, "rk_page");
        this.address = memory.place(this, bits);
    }

    /** The CPU's changes reach memory ({@code dma_sync_single_for_device}). */
    void flush() {
        flushed.store(Access.MARKED, entries.get());
    }

    /**
     * Where pages are. A page's address comes from its name and not from the order of allocations, so that tasks which
     * allocate do not depend on each other. Remembered is only which page is where.
     */
    static final class Memory {
        private static final int PAGE_SHIFT = 12;
        private final World world;
        private final Map<Long, RkPage> pages = new HashMap<>();

        Memory(World world) {
            this.world = world;
        }

        /** {@return a page of zeros whose address has at most so many bits} To be called through {@link World#alloc}. */
        RkPage zeroed(int bits) {
            return new RkPage(world, this, bits);
        }

        private long place(RkPage page, int bits) {
            long numbers = 1L << (bits - PAGE_SHIFT);
            long number = Math.floorMod(page.name(), numbers);
            while (number == 0 || taken(number << PAGE_SHIFT)) {
                number = (number + 1) % numbers;
            }
            pages.put(number << PAGE_SHIFT, page);
            return number << PAGE_SHIFT;
        }

        private boolean taken(long address) {
            RkPage page = pages.get(address);
            return page != null && !page.isFreed();
        }

        /** {@return what a device sees at an address} A step, in which a table that was freed is found. */
        RkTable seen_by_device(long address) {
            RkPage page = at(address);
            return page == null ? RkTable.EMPTY : page.flushed.load(Access.MARKED);
        }

        /** {@return the page at an address ({@code phys_to_virt}), or null and a finding if it never was a table} */
        RkPage at(long address) {
            RkPage page = pages.get(address);
            if (page == null) {
                world.report(
                        Finding.Kind.INVARIANT,
                        "tables are walked where tables are",
                        "takes memory at 0x" + Long.toHexString(address) + " for a table");
            }
            return page;
        }
    }
}
