// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.model.linux.Errno.*;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuDomain;

/** Mapping and unmapping, and what the hardware makes of it, against a plain map of pages. */
final class RkTablesTest {
    private static final long PAGE = 4096;
    private static final int PAGES_PER_TABLE = 1024;
    private static final int ROUNDS = 120;

    /** What should be mapped. */
    private static final class Oracle {
        private final Map<Long, Long> pages = new TreeMap<>();

        int map(long iova, long paddr, int count) {
            for (int i = 0; i < count; i++) {
                if (pages.containsKey(iova + i * PAGE)) {
                    return -EADDRINUSE;
                }
            }
            for (int i = 0; i < count; i++) {
                pages.put(iova + i * PAGE, paddr + i * PAGE);
            }
            return 0;
        }

        long unmap(long iova, int count) {
            int i = 0;
            while (i < count && pages.remove(iova + i * PAGE) != null) {
                i++;
            }
            return i * PAGE;
        }

        long address(long iova, long otherwise) {
            Long page = pages.get(iova & -PAGE);
            return page == null ? otherwise : page + iova % PAGE;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P61, 'rockchip,iommu', 32, 1",
        "P61, 'rockchip,rk3568-iommu', 40, 2",
        "P66, 'rockchip,rk3568-iommu', 40, 3",
        "P618, 'rockchip,iommu', 32, 4",
        "P618, 'rockchip,rk3568-iommu', 40, 5"
    })
    void whatIsMappedIsTranslatedUntilItIsUnmapped(KernelProfile profile, String compatible, int bits, int seed) {
        Machine.Ran ran =
                Machine.of(profile, compatible).use((k, master) -> sequence(k, master, bits, new Random(seed)));
        assertThat(ran.findings()).isEmpty();
    }

    private static void sequence(Kernel k, Device master, int bits, Random random) {
        IommuDomain domain = Machine.attached(k, master);
        Oracle oracle = new Oracle();
        for (int round = 0; round < ROUNDS; round++) {
            int count = 1 + random.nextInt(6);
            long table = random.nextInt(3) * 0x155L;
            long iova = (table * PAGES_PER_TABLE + random.nextInt(20)) * PAGE;
            if (random.nextBoolean()) {
                long paddr = (random.nextLong() & ((1L << (bits - 12)) - 16)) * PAGE;
                assertThat(k.rockchip.map(domain, iova, paddr, count * PAGE)).isEqualTo(oracle.map(iova, paddr, count));
            } else {
                assertThat(k.rockchip.unmap(domain, iova, count * PAGE)).isEqualTo(oracle.unmap(iova, count));
            }
            long somewhere = iova + random.nextInt((int) (8 * PAGE));
            assertThat(k.rockchip.iova_to_phys(domain, somewhere)).isEqualTo(oracle.address(somewhere, 0));
            assertThat(k.rockchip.dma_access(master, random.nextInt(2), somewhere, random.nextBoolean()))
                    .isEqualTo(oracle.address(somewhere, RockchipIommu.FAULTED));
        }
    }

    @Test
    void oneCallFillsAWholeTable() {
        Machine.of(KernelProfile.P618).use((k, master) -> {
            IommuDomain domain = Machine.attached(k, master);
            long size = PAGES_PER_TABLE * PAGE;
            assertThat(k.rockchip.map(domain, size, 0x8000000, size)).isZero();
            assertThat(k.rockchip.iova_to_phys(domain, 2 * size - 1)).isEqualTo(0x8000000 + size - 1);
            assertThat(k.rockchip.iova_to_phys(domain, 2 * size)).isZero();
            assertThat(k.rockchip.unmap(domain, size, size)).isEqualTo(size);
            assertThat(k.rockchip.unmap(domain, 3 * size, PAGE)).isZero();
        });
    }

    @Test
    void masterMayDoOnlyWhatItIsAllowedTo() {
        Machine.of(KernelProfile.P618).use((k, master) -> {
            IommuDomain domain = Machine.attached(k, master);
            assertThat(k.rockchip.rk_iommu_map(domain, 0x1000, 0x5000, PAGE, RkOps.READABLE))
                    .isZero();
            assertThat(k.rockchip.rk_iommu_map(domain, 0x2000, 0x6000, PAGE, RkOps.WRITABLE))
                    .isZero();
            assertThat(k.rockchip.dma_access(master, 0, 0x1008, false)).isEqualTo(0x5008);
            assertThat(k.rockchip.dma_access(master, 0, 0x1008, true)).isEqualTo(RockchipIommu.FAULTED);
            assertThat(k.rockchip.dma_access(master, 0, 0x2008, true)).isEqualTo(0x6008);
            assertThat(k.rockchip.dma_access(master, 0, 0x2008, false)).isEqualTo(RockchipIommu.FAULTED);
        });
    }

    /** W13: between the lock and the end of the zap. */
    @Test
    void whatIsUnmappedIsTranslatedFromTheCacheUntilItIsZapped() {
        Machine.of(KernelProfile.P618).use((k, master) -> {
            IommuDomain domain = Machine.attached(k, master);
            RkHardware mmu = k.rockchip.hardware(Machine.MMU);
            k.rockchip.map(domain, 0x1000, 0x5000, PAGE);
            k.rockchip.dma_access(master, 0, 0x1000, false);
            RkIommuDomain rk_domain = (RkIommuDomain) domain;
            rk_domain.iommus.set(List.of());
            assertThat(k.rockchip.unmap(domain, 0x1000, PAGE)).isEqualTo(PAGE);
            assertThat(k.rockchip.dma_access(master, 0, 0x1000, false)).isEqualTo(0x5000);
            mmu.enable_clocks();
            mmu.zap(0, 0x1000, PAGE);
            assertThat(k.rockchip.dma_access(master, 0, 0x1000, false)).isEqualTo(RockchipIommu.FAULTED);
        });
    }

    @Test
    void everyChangeIsToldToTheIommusOfTheDomain() {
        Machine.Ran ran = Machine.of(KernelProfile.P618).use((k, master) -> {
            IommuDomain domain = Machine.attached(k, master);
            k.iommu.iommu_map(domain, 0x1000, 0x5000, 3 * PAGE);
            k.iommu.iommu_unmap(domain, 0x1000, 3 * PAGE);
        });
        assertThat(ran.order(ProbeEvent.Map.class, ProbeEvent.Unmap.class, ProbeEvent.Zap.class))
                .endsWith("Zap", "Zap", "Map", "Zap", "Unmap");
    }

    /** B38: a directory above 4 GiB was written in a format that the hardware does not have. */
    @Test
    void oldFormatOfTheDirectoryNeedsTablesBelow4GiB() {
        Machine fixed = Machine.of(KernelProfile.P66, "rockchip,rk3568-iommu");
        Machine wrong =
                new Machine(fixed.version().without(Change.RK_DTE_ENCODED), fixed.board(), fixed.command_line());
        Machine below =
                new Machine(wrong.version().without(Change.RK_TABLES_ANYWHERE), fixed.board(), fixed.command_line());
        assertThat(dma(fixed)).isEmpty();
        assertThat(dma(wrong)).contains("invariant:rk_mmu_walk:tables are walked where tables are");
        assertThat(dma(below)).isEmpty();
    }

    private static List<String> dma(Machine machine) {
        return machine.use((k, master) -> {
                    IommuDomain domain = Machine.attached(k, master);
                    k.rockchip.map(domain, 0x1000, 0x5000, PAGE);
                    k.rockchip.dma_access(master, 0, 0x1000, false);
                })
                .findings();
    }

    /** RK-5: the hardware still walks what was freed. */
    @Test
    void tablesThatAreFreedUnderTheHardwareAreUsedAfterFree() {
        Machine.Ran ran = Machine.of(KernelProfile.P618).dies(k -> {
            Device master = Machine.used(k);
            IommuDomain domain = Machine.attached(k, master);
            k.rockchip.domain_free(domain);
            k.rockchip.dma_access(master, 0, 0x1000, false);
        });
        assertThat(ran.findings())
                .containsExactly(
                        "warn:rk_iommu_domain_free:rk_domain->iommus", "use-after-free:rk_mmu_walk:rk_page->flushed");
    }

    @Test
    void tableThatCannotBeMadeLeavesNothing() {
        assertThat(Machine.of(KernelProfile.P618).failing("ptAlloc", "ptMap").outcomes(k -> {
                    Device master = Machine.device(k, Machine.MASTER);
                    if (master.driver.get() == null) {
                        return "the driver's own mapping fails";
                    }
                    IommuDomain domain = k.iommu.iommu_domain_alloc(master);
                    int ret = k.rockchip.map(domain, 0x1000, 0x5000, PAGE);
                    int again = k.rockchip.map(domain, 0x1000, 0x5000, PAGE);
                    k.rockchip.domain_free(domain);
                    return ret + " " + again;
                }))
                .containsExactlyInAnyOrder("the driver's own mapping fails", "0 " + -EADDRINUSE, -ENOMEM + " 0");
    }
}
