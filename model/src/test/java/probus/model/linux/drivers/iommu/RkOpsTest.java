// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import probus.facts.KernelProfile;
import probus.model.linux.Change;
import probus.model.linux.Version;

/** The encodings, against a formulation that knows nothing of theirs: hexadecimal digits that are moved around. */
final class RkOpsTest {
    private static final int ROUNDS = 2_000;
    private static final Version NEW = Version.of(KernelProfile.P66);
    private static final Version OLD = Version.of(KernelProfile.P61);

    private final Random random = new Random(1);

    /** {@return a page's address with so many hexadecimal digits in front of the three of the offset} */
    private long page(int digits) {
        return (random.nextLong() & ((1L << (4 * digits)) - 1)) << 12;
    }

    private int prot() {
        return random.nextInt(4) << 1;
    }

    private static String digits(long value, int count) {
        return String.format("%0" + count + "x", value);
    }

    @Test
    void version1KeepsTheAddressAsItIs() {
        for (int i = 0; i < ROUNDS; i++) {
            long page = page(5);
            int prot = prot();
            String address = digits(page, 8).substring(0, 5);
            assertThat(digits(RkOps.V1.mk_dtentries(page), 8)).isEqualTo(address + "001");
            assertThat(digits(RkOps.V1.mk_ptentries(page, prot), 8)).isEqualTo(address + "00" + (prot + 1));
        }
    }

    @Test
    void version2PutsTheTwoHighestDigitsIntoTheOffsetLowerOneFirst() {
        for (int i = 0; i < ROUNDS; i++) {
            long page = page(7);
            int prot = prot();
            String address = digits(page, 10);
            String moved = address.substring(2, 7) + address.charAt(1) + address.charAt(0);
            assertThat(digits(RkOps.V2.mk_dtentries(page), 8)).isEqualTo(moved + "1");
            assertThat(digits(RkOps.V2.mk_ptentries(page, prot), 8)).isEqualTo(moved + (prot + 1));
        }
    }

    @Test
    void whatIsEncodedIsDecodedWhateverTheProtection() {
        for (int i = 0; i < ROUNDS; i++) {
            long low = page(5);
            long high = page(7);
            assertThat(RkOps.V1.pt_address(RkOps.V1.mk_ptentries(low, prot()))).isEqualTo(low);
            assertThat(RkOps.V1.pt_address(RkOps.V1.mk_dtentries(low))).isEqualTo(low);
            assertThat(RkOps.V2.pt_address(RkOps.V2.mk_ptentries(high, prot()))).isEqualTo(high);
            assertThat(RkOps.V2.pt_address(RkOps.V2.mk_dtentries(high))).isEqualTo(high);
        }
    }

    @Test
    void entryIsValidUntilItIsMadeInvalid() {
        for (RkOps ops : RkOps.values()) {
            long entry = ops.mk_ptentries(page(5), prot());
            assertThat(RkOps.is_valid(entry)).isTrue();
            assertThat(RkOps.is_valid(RkOps.mk_invalid(entry))).isFalse();
            assertThat(ops.pt_address(RkOps.mk_invalid(entry))).isEqualTo(ops.pt_address(entry));
        }
        assertThat(RkOps.is_valid(0)).isFalse();
    }

    @Test
    void registerOfTheDirectoryIsEncodedAsAnEntrySinceItWasFixed() {
        for (int i = 0; i < ROUNDS; i++) {
            long low = page(5);
            long high = page(7);
            assertThat(RkOps.V1.dma_addr_dte(low, NEW)).isEqualTo(RkOps.V1.mk_dtentries(low));
            assertThat(RkOps.V2.dma_addr_dte(high, NEW)).isEqualTo(RkOps.V2.mk_dtentries(high));
            assertThat(RkOps.V1.dma_addr_dte(low, OLD)).isEqualTo(low);
        }
    }

    /** 6df63b7ebdaf: what was above 4 GiB came out in the wrong order. */
    @Test
    void registerOfTheDirectoryWasWrongOnlyAbove4GiB() {
        for (int i = 0; i < ROUNDS; i++) {
            long low = page(5);
            long high = page(7);
            String address = digits(high, 10);
            boolean twice = address.charAt(0) == address.charAt(1);
            assertThat(RkOps.V2.pt_address(RkOps.V2.dma_addr_dte(low, OLD))).isEqualTo(low);
            assertThat(RkOps.V2.pt_address(RkOps.V2.dma_addr_dte(high, OLD)) == high)
                    .isEqualTo(twice);
        }
    }

    @Test
    void tablesOfVersion2AreAnywhereSinceTheyMayBe() {
        assertThat(RkOps.V1.table_bits(NEW)).isEqualTo(32);
        assertThat(RkOps.V1.table_bits(OLD)).isEqualTo(32);
        assertThat(RkOps.V2.table_bits(OLD)).isEqualTo(32);
        assertThat(RkOps.V2.table_bits(NEW)).isEqualTo(40);
        assertThat(RkOps.V2.table_bits(NEW.without(Change.RK_TABLES_ANYWHERE))).isEqualTo(32);
    }
}
