// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import probus.model.linux.Change;
import probus.model.linux.Version;

/**
 * {@code struct rk_iommu_ops}: how the two versions of the hardware write addresses into tables. An entry has 32 bits: those
 * above the page's offset are the address's own, and in version 2 bits 11 to 4 hold what is above 4 GiB.
 */
enum RkOps {
    /** {@code rockchip,iommu}: 32-bit addresses. */
    V1(32),
    /** {@code rockchip,rk3568-iommu}: 40-bit addresses. */
    V2(40);

    static final int READABLE = 1 << 1;
    static final int WRITABLE = 1 << 2;

    private static final long VALID = 1;
    private static final long PAGE = 0xfffff000L;
    private static final long NIBBLE = 0xf;
    private static final int ABOVE_4G = 32;
    private static final int ABOVE_64G = 36;
    private static final int BITS_ABOVE_4G = 8;
    private static final int BITS_ABOVE_64G = 4;

    private final int addressBits;

    RkOps(int addressBits) {
        this.addressBits = addressBits;
    }

    /** {@return how many bits the addresses of tables have in that kernel} */
    int table_bits(Version version) {
        return version.changes().contains(Change.RK_TABLES_ANYWHERE) ? addressBits : V1.addressBits;
    }

    /** {@return whether the hardware uses the entry} */
    static boolean is_valid(long entry) {
        return (entry & VALID) != 0;
    }

    /** {@return the entry, no longer valid} */
    static long mk_invalid(long entry) {
        return entry & ~VALID;
    }

    /** {@return the directory entry for a table at that address} */
    long mk_dtentries(long pt) {
        return encoded(pt) | VALID;
    }

    /** {@return the table entry for a page at that address; {@code prot} of {@link #READABLE} and {@link #WRITABLE}} */
    long mk_ptentries(long page, int prot) {
        return encoded(page) | prot | VALID;
    }

    /** {@return the address that an entry stands for} */
    long pt_address(long entry) {
        long low = entry & PAGE;
        return switch (this) {
            case V1 -> low;
            case V2 ->
                low
                        | ((entry >> BITS_ABOVE_4G) & NIBBLE) << ABOVE_4G
                        | ((entry >> BITS_ABOVE_64G) & NIBBLE) << ABOVE_64G;
        };
    }

    /** {@return what the register {@code DTE_ADDR} gets for a directory at that address} Until 6df63b7ebdaf a format of its own. */
    long dma_addr_dte(long dt, Version version) {
        if (version.changes().contains(Change.RK_DTE_ENCODED)) {
            return mk_dtentries(dt);
        }
        return (dt & PAGE) | ((dt >> ABOVE_4G) << BITS_ABOVE_64G);
    }

    private long encoded(long address) {
        long low = address & PAGE;
        return switch (this) {
            case V1 -> low;
            case V2 ->
                low
                        | ((address >> ABOVE_4G) & NIBBLE) << BITS_ABOVE_4G
                        | ((address >> ABOVE_64G) & NIBBLE) << BITS_ABOVE_64G;
        };
    }
}
