// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.model.linux.drivers.iommu.RkBank.*;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import probus.facts.KernelProfile;
import probus.model.board.Node;
import probus.model.linux.drivers.iommu.RkBank.Command;
import probus.model.linux.drivers.iommu.RkBank.Register;
import probus.model.world.World;

/** What the hardware does by itself. */
final class RkHardwareTest {
    private static RkBank after(RkBank bank, Command... commands) {
        RkBank now = bank;
        for (Command command : commands) {
            now = now.write(Register.COMMAND, command.number);
        }
        return now;
    }

    private static final RkBank PAGING = after(RESET, Command.ENABLE_PAGING);

    @Test
    void stallsOnlyWithPagingAndWithoutAFault() {
        assertThat(after(RESET, Command.ENABLE_STALL)).isEqualTo(RESET);
        assertThat(after(PAGING, Command.ENABLE_STALL).is(STALL_ACTIVE)).isTrue();
        RkBank faulted = PAGING.faulted(0x1000, true);
        assertThat(after(faulted, Command.ENABLE_STALL).is(STALL_ACTIVE)).isFalse();
        assertThat(after(faulted, Command.PAGE_FAULT_DONE, Command.ENABLE_STALL).is(STALL_ACTIVE))
                .isTrue();
        assertThat(after(PAGING, Command.ENABLE_STALL, Command.DISABLE_STALL)).isEqualTo(PAGING);
    }

    @Test
    void resetForgetsEverything() {
        RkBank used = PAGING.write(Register.DTE_ADDR, 0x1000)
                .write(Register.INT_MASK, 3)
                .asked_for(0x5000)
                .found(0x5000, RkOps.V1.mk_ptentries(0x7000, RkOps.READABLE));
        assertThat(used.iotlb()).hasSize(1);
        assertThat(after(used, Command.FORCE_RESET)).isEqualTo(RESET);
        assertThat(after(used, Command.DISABLE_PAGING, Command.ENABLE_PAGING)).isEqualTo(used);
    }

    @Test
    void faultIsShownUntilItIsAcknowledgedAndMasked() {
        RkBank faulted = PAGING.faulted(0x1234, true);
        assertThat(faulted.is(PAGE_FAULT_ACTIVE | FAULT_IS_WRITE)).isTrue();
        assertThat(faulted.read(Register.PAGE_FAULT_ADDR)).isEqualTo(0x1234);
        assertThat(faulted.read(Register.INT_RAWSTAT)).isEqualTo(IRQ_PAGE_FAULT);
        assertThat(faulted.read(Register.INT_STATUS)).isZero();
        assertThat(faulted.write(Register.INT_MASK, IRQ_PAGE_FAULT | IRQ_BUS_ERROR)
                        .read(Register.INT_STATUS))
                .isEqualTo(IRQ_PAGE_FAULT);
        assertThat(faulted.write(Register.INT_CLEAR, IRQ_PAGE_FAULT).read(Register.INT_RAWSTAT))
                .isZero();
        assertThat(faulted.faulted(0x9999, false)).as("a second one waits").isEqualTo(faulted);
    }

    @Test
    void registersThatOnlyShowSomethingTakeNothing() {
        for (Register register :
                List.of(Register.STATUS, Register.PAGE_FAULT_ADDR, Register.INT_RAWSTAT, Register.INT_STATUS)) {
            assertThat(PAGING.write(register, 0xff)).isEqualTo(PAGING);
        }
        assertThat(RESET.write(Register.DTE_ADDR, 0x1_2345_6000L).read(Register.DTE_ADDR))
                .isEqualTo(0x2345_6000L);
    }

    @Test
    void lookUpThatWasZappedMeanwhileLeavesNothing() {
        long entry = RkOps.V1.mk_ptentries(0x7000, RkOps.READABLE);
        RkBank looking = PAGING.asked_for(0x5000);
        assertThat(looking.iotlb()).containsEntry(0x5000L, WALKING);
        assertThat(looking.zapped(0x5000, PAGE_SIZE).found(0x5000, entry)).isEqualTo(PAGING);
        assertThat(after(looking, Command.ZAP_CACHE).found(0x5000, entry)).isEqualTo(PAGING);
        assertThat(looking.write(Register.ZAP_ONE_LINE, 0x6000)
                        .found(0x5000, entry)
                        .iotlb())
                .containsEntry(0x5000L, entry);
        assertThat(looking.found(0x5000, 0)).isEqualTo(PAGING);
        assertThat(looking.asked_for(0x5000)).isEqualTo(looking);
        assertThat(RESET.asked_for(0x5000)).isEqualTo(RESET);
    }

    @Test
    void statesAreToldApartByTheirNames() {
        assertThat(PAGING.name()).isNotEqualTo(RESET.name());
        assertThat(after(PAGING, Command.DISABLE_PAGING).name()).isEqualTo(RESET.name());
        assertThat(PAGING.asked_for(0x5000).name()).isNotEqualTo(PAGING.name());
    }

    private static Machine.Ran alone(Consumer<RkHardware> body) {
        return Machine.of(KernelProfile.P618).run((world, k) -> {
            Node node = new Node("alone", List.of(), true, List.of(), 1, 1, Set.of());
            RkHardware mmu = new RkHardware(world, new RkPage.Memory(world), RkOps.V1, node, 0);
            world.task("one", () -> body.accept(mmu));
        });
    }

    @Test
    void registersRespondOnlyWithPowerAndClocks() {
        List<String> found = alone(mmu -> {
                    mmu.write(0, Register.DTE_ADDR, 1);
                    mmu.power(true);
                    mmu.read(0, Register.DTE_ADDR);
                    mmu.prepare_clocks(true);
                    assertThat(mmu.enable_clocks()).isTrue();
                    assertThat(mmu.read(0, Register.DTE_ADDR)).isZero();
                    mmu.power(false);
                    mmu.read(0, Register.DTE_ADDR);
                })
                .findings();
        assertThat(found).hasSize(3).containsOnly("invariant::registers respond");
    }

    @Test
    void clocksHaveToBePreparedAndAreCounted() {
        assertThat(alone(mmu -> {
                            assertThat(mmu.enable_clocks()).isFalse();
                            mmu.prepare_clocks(true);
                            mmu.enable_clocks();
                            mmu.enable_clocks();
                            assertThat(mmu.disable_clocks()).isTrue();
                            mmu.power(true);
                            mmu.read(0, Register.STATUS);
                            assertThat(mmu.disable_clocks()).isTrue();
                            assertThat(mmu.disable_clocks()).isFalse();
                        })
                        .findings())
                .isEmpty();
    }

    @Test
    void banksForgetEverythingWithoutPower() {
        alone(mmu -> {
            mmu.prepare_clocks(true);
            mmu.enable_clocks();
            mmu.power(true);
            mmu.write(0, Register.DTE_ADDR, 0x5000);
            mmu.power(true);
            assertThat(mmu.read(0, Register.DTE_ADDR)).isEqualTo(0x5000);
            mmu.power(false);
            mmu.power(true);
            assertThat(mmu.read(0, Register.DTE_ADDR)).isZero();
        });
    }

    @Test
    void masterGoesPastWhatDoesNotTranslateAndWaitsForWhatIsStalled() {
        assertThat(alone(mmu -> {
                            mmu.left_by_firmware(0, 0);
                            assertThat(mmu.dma(0, 0x1234, true)).isEqualTo(0x1234);
                            mmu.left_by_firmware(0, PAGING_ENABLED | STALL_ACTIVE);
                            assertThat(mmu.dma(0, 0x1234, true)).isEqualTo(RkHardware.BLOCKED);
                        })
                        .findings())
                .isEmpty();
        assertThat(alone(mmu -> mmu.dma(0, 0x1234, true)).findings())
                .containsExactly("invariant:rk_mmu_translate:DMA finds power");
    }

    /** Addresses come from names: so they must differ although nobody gives them out. */
    @Test
    void noTwoPagesHaveOneAddress() {
        Machine.of(KernelProfile.P618).run((world, k) -> {
            RkPage.Memory memory = new RkPage.Memory(world);
            world.task("one", () -> {
                RkPage first = page(world, memory);
                RkPage second = page(world, memory);
                assertThat(first.address).isNotEqualTo(second.address);
                assertThat(Set.of(first.address, second.address)).isSubsetOf(0x1000L, 0x2000L, 0x3000L);
                RkPage third = page(world, memory);
                world.kfree(third);
                assertThat(page(world, memory).address).isEqualTo(third.address);
            });
        });
    }

    private static RkPage page(World world, RkPage.Memory memory) {
        return world.alloc(() -> memory.zeroed(14));
    }
}
