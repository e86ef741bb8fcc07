// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static org.assertj.core.api.Assertions.assertThat;
import static probus.model.linux.Errno.*;
import static probus.model.linux.drivers.iommu.RkBank.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import probus.facts.DomainType;
import probus.facts.KernelProfile;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.model.explore.CachedDfs;
import probus.model.explore.Explorer;
import probus.model.explore.Search;
import probus.model.linux.Kernel;
import probus.model.linux.drivers.iommu.RkBank.Register;
import probus.model.linux.include.DevPmInfo.RpmStatus;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceLink;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.init.Init;
import probus.model.world.Async;
import probus.model.world.Limits;

/** Attaching, enabling, interrupts and power, in one task where the test does not say otherwise. */
final class RockchipIommuTest {
    private static RkIommu iommu(Kernel k) {
        return (RkIommu) Machine.device(k, Machine.MMU).driver_data.get();
    }

    /** {@return what STATUS of the first bank shows, read as a debugger would} */
    private static long status(Kernel k) {
        RkHardware mmu = k.rockchip.hardware(Machine.MMU);
        mmu.enable_clocks();
        long status = mmu.read(0, Register.STATUS);
        mmu.disable_clocks();
        return status;
    }

    // ---- Power

    @ParameterizedTest
    @EnumSource(
            value = KernelProfile.class,
            mode = Mode.EXCLUDE,
            names = {"P61RC_D", "P615N"})
    void mastersDmaIsTranslatedWhileItHasPower(KernelProfile profile) {
        Machine.Ran ran = Machine.of(profile).use((k, master) -> {
            long iova = k.dma_iommu.dma_map_page(master);
            long address = k.rockchip.dma_access(master, 1, iova + 5, true);
            assertThat(address).isEqualTo(0x40000005L);
            k.dma_iommu.dma_unmap_page(master, iova);
            assertThat(k.rockchip.dma_access(master, 1, iova, true)).isEqualTo(RockchipIommu.FAULTED);
            k.pm.pm_runtime_put(master);
            assertThat(Machine.device(k, Machine.MMU).power.runtime_status.get())
                    .isEqualTo(RpmStatus.SUSPENDED);
        });
        assertThat(ran.findings()).isEmpty();
    }

    @Test
    void iommuIsResumedBeforeItsMasterAndSuspendedAfterIt() {
        Machine.of(KernelProfile.P618).use((k, master) -> {
            Device mmu = Machine.device(k, Machine.MMU);
            assertThat(mmu.power.usage_count.get()).isEqualTo(1);
            assertThat(status(k) & PAGING_ENABLED).isNotZero();
            k.pm.pm_runtime_get_sync(master);
            k.pm.pm_runtime_put(master);
            assertThat(mmu.power.usage_count.get()).isEqualTo(1);
            k.pm.pm_runtime_put(master);
            assertThat(mmu.power.usage_count.get()).isZero();
            assertThat(mmu.power.runtime_status.get()).isEqualTo(RpmStatus.SUSPENDED);
        });
    }

    /** The reference of the probe and that of the consumer's power are two. */
    @Test
    void probeDoesNotTakeThePowerThatItsDeviceUses() {
        Machine.of(KernelProfile.P618).use((k, master) -> {
            Device mmu = Machine.device(k, Machine.MMU);
            k.pm.pm_runtime_get_suppliers(master);
            assertThat(mmu.power.usage_count.get()).isEqualTo(2);
            k.pm.pm_runtime_put_suppliers(master);
            assertThat(mmu.power.usage_count.get()).isEqualTo(1);
            assertThat(mmu.power.runtime_status.get()).isEqualTo(RpmStatus.ACTIVE);
        });
    }

    @Test
    void supplierWhosePowerNobodyManagesDoesNotCount() {
        Machine.of(KernelProfile.P618).boot(k -> {
            Device mmu = Machine.device(k, Machine.MMU);
            k.pm.pm_runtime_disable(mmu);
            Device master = Machine.device(k, Machine.MASTER);
            assertThat(k.pm.pm_runtime_get_sync(master)).isZero();
            assertThat(mmu.power.runtime_status.get()).isEqualTo(RpmStatus.SUSPENDED);
            k.pm.pm_runtime_put(master);
            assertThat(mmu.power.usage_count.get()).isZero();
        });
    }

    @Test
    void masterWhoseIommuCannotBeResumedIsNotResumed() {
        assertThat(Machine.of(KernelProfile.P61).failing("attach.paging").outcomes(k -> {
                    Device master = Machine.device(k, Machine.MASTER);
                    int ret = k.pm.pm_runtime_get_sync(master);
                    return ret + " " + master.power.runtime_status.get() + " "
                            + Machine.device(k, Machine.MMU).power.usage_count.get();
                }))
                .containsExactlyInAnyOrder("0 ACTIVE 1", -ETIMEDOUT + " SUSPENDED 0");
    }

    @Test
    void systemSleepBringsBackWhatWasInUseAndOnlyThat() {
        Machine.Ran ran = Machine.of(KernelProfile.P618).use((k, master) -> {
            Device mmu = Machine.device(k, Machine.MMU);
            assertThat(k.pm.pm_runtime_force_suspend(mmu)).isZero();
            assertThat(mmu.power.runtime_status.get()).isEqualTo(RpmStatus.SUSPENDED);
            assertThat(k.pm.pm_runtime_force_resume(mmu)).isZero();
            assertThat(mmu.power.runtime_status.get()).isEqualTo(RpmStatus.ACTIVE);
            assertThat(status(k) & PAGING_ENABLED).isNotZero();
            k.pm.pm_runtime_put(master);
            k.pm.pm_runtime_force_suspend(mmu);
            k.pm.pm_runtime_force_resume(mmu);
            assertThat(mmu.power.runtime_status.get()).isEqualTo(RpmStatus.SUSPENDED);
        });
        assertThat(ran.findings()).isEmpty();
    }

    @Test
    void powerManagementThatIsEnabledTwiceWarns() {
        assertThat(Machine.of(KernelProfile.P618)
                        .boot(k -> {
                            k.pm.pm_runtime_enable(Machine.device(k, Machine.MMU));
                            k.pm.pm_runtime_put(Machine.device(k, Machine.MASTER));
                        })
                        .findings())
                .containsExactly(
                        "warn:pm_runtime_enable:power.disable_depth", "warn:__pm_runtime_idle:power.usage_count");
    }

    /** Whoever comes while a device is resumed or suspended waits, and never works with one that is in between. */
    @Test
    void twoTasksThatWantPowerGetIt() {
        Machine machine = Machine.of(KernelProfile.P618);
        Machine.Setup setup = (world, k) -> {
            Device dev = new Device(world, "dev", k.bus.platform_bus_type, null);
            dev.power.disable_depth.set(0);
            for (String task : List.of("one", "two")) {
                world.task(task, () -> {
                    assertThat(k.pm.pm_runtime_get_sync(dev)).isBetween(0, 1);
                    assertThat(dev.power.runtime_status.peek()).isEqualTo(RpmStatus.ACTIVE);
                    k.pm.pm_runtime_put(dev);
                });
            }
        };
        try (Explorer explorer = new Explorer(machine.program(setup), Limits.EVERYTHING)) {
            var all = explorer.explore(new CachedDfs(), Search.ALL);
            assertThat(all.complete()).isTrue();
            assertThat(all.findings()).isEmpty();
        }
    }

    // ---- Attaching

    @Test
    void attachToAnotherDomainIsOneEvent() {
        for (KernelProfile profile : List.of(KernelProfile.P61Y, KernelProfile.P618)) {
            ObjectId[] domain = new ObjectId[1];
            Machine.Ran ran = Machine.of(profile).use((k, master) -> domain[0] = k.id(Machine.attached(k, master)));
            assertThat(ran.events(Detach.class)).isEmpty();
            assertThat(ran.events(Attach.class)).last().satisfies(attach -> {
                assertThat(attach.domain()).isEqualTo(domain[0]);
                assertThat(attach.result().isSucceeded()).isTrue();
                assertThat(attach.type()).isEqualTo(DomainType.UNMANAGED);
            });
            assertThat(ran.order(RkDomain.class, NodeAdd.class, NodeDel.class))
                    .endsWith("RkDomain", "NodeDel", "RkDomain", "NodeAdd");
        }
    }

    @Test
    void detachIsAnEventWhenTheCoreAsksForIt() {
        Machine.Ran ran = Machine.of(KernelProfile.P61Y).use((k, master) -> {
            IommuDomain domain = master.iommu_group.get().domain.get();
            k.rockchip.detach_dev(domain, master);
            assertThat(iommu(k).domain.get()).isNull();
            assertThat(((RkIommuDomain) domain).iommus.get()).isEmpty();
            assertThat(status(k) & PAGING_ENABLED).isZero();
            k.rockchip.detach_dev(domain, master);
        });
        assertThat(ran.events(Detach.class)).hasSize(2);
        assertThat(ran.events(HwDisable.class)).hasSize(1);
    }

    @Test
    void identityDomainIsAttachedLikeOthers() {
        Machine.Ran ran = Machine.of(KernelProfile.P618).use((k, master) -> {
            assertThat(k.rockchip.attach_dev(k.rockchip.identity_domain(), master))
                    .isZero();
            assertThat(k.rockchip.attach_dev(k.rockchip.identity_domain(), master))
                    .isZero();
            assertThat(k.rockchip.dma_access(master, 0, 0x1234, true)).isEqualTo(0x1234);
        });
        assertThat(ran.events(Attach.class))
                .last()
                .satisfies(attach -> assertThat(attach.type()).isEqualTo(DomainType.IDENTITY));
    }

    @Test
    void deviceWithoutDataIsAttachedToNothing() {
        Machine.of(KernelProfile.P618).boot(k -> {
            Device mmu = Machine.device(k, Machine.MMU);
            IommuDomain domain = k.iommu.iommu_domain_alloc(Machine.device(k, Machine.MASTER));
            assertThat(k.rockchip.attach_dev(domain, mmu)).isZero();
            assertThat(k.rockchip.attach_dev(k.rockchip.identity_domain(), mmu)).isEqualTo(-ENODEV);
        });
    }

    @Test
    void attachThatCannotEnableLeavesTheDomain() {
        for (KernelProfile profile : List.of(KernelProfile.P61, KernelProfile.P618)) {
            assertThat(Machine.of(profile)
                            .failing("attach.clk", "attach.stall", "attach.reset", "attach.paging")
                            .outcomes(k -> {
                                Device master = Machine.used(k);
                                if (master.power.runtime_status.get() != RpmStatus.ACTIVE) {
                                    return "not resumed";
                                }
                                IommuDomain domain = k.iommu.iommu_domain_alloc(master);
                                int ret = k.rockchip.attach_dev(domain, master);
                                boolean stays = iommu(k).domain.get() == domain;
                                boolean listed =
                                        !((RkIommuDomain) domain).iommus.get().isEmpty();
                                return ret + " " + stays + " " + listed;
                            }))
                    .contains("not resumed", "0 true true", -ETIMEDOUT + " false false", -EFAULT + " false false");
        }
    }

    /** W12: the attach succeeds, and the hardware is off. */
    @Test
    void attachBeforePowerIsManagedWarnsAndSucceeds() {
        Machine.Ran ran = Machine.of(KernelProfile.P61Y).boot(k -> {
            k.pm.pm_runtime_disable(Machine.device(k, Machine.MMU));
            Machine.attached(k, Machine.device(k, Machine.MASTER));
        });
        assertThat(ran.findings())
                .containsExactly(
                        "warn:rk_iommu_detach_device:rk_iommu power", "warn:rk_iommu_attach_device:rk_iommu power");
        assertThat(ran.events(PmGetIfInUse.class))
                .last()
                .satisfies(get -> assertThat(get.value()).isEqualTo(-EINVAL));
    }

    /** B32: and the next zap never comes to the end of the list. */
    @Test
    void secondMasterOfAnIommuIsAddedTwiceUntilTheDomainWasLeftAlone() {
        assertThat(Machine.of(KernelProfile.P66)
                        .withSecondMaster()
                        .dies(k -> {})
                        .findings())
                .containsExactly("warn:rk_iommu_attach_device:rk_iommu->node", "livelock:pm_runtime_get_if_in_use");
        assertThat(Machine.of(KernelProfile.P618)
                        .withSecondMaster()
                        .boot(k -> {})
                        .findings())
                .isEmpty();
        assertThat(Machine.of(KernelProfile.P61Y)
                        .withSecondMaster()
                        .boot(k -> {})
                        .findings())
                .isEmpty();
    }

    // ---- The order of what the hardware is told

    private static List<String> writes(Machine.Ran ran) {
        return ran.events(HwWrite.class).stream()
                .filter(write -> write.bank() == 0)
                .map(write -> write.register().equals("COMMAND")
                        ? RkBank.Command.of(write.value()).name()
                        : write.register())
                .toList();
    }

    @Test
    void hardwareIsEnabledAndDisabledInTheOrderThatItNeeds() {
        Machine.Ran ran = Machine.of(KernelProfile.P61Y).use((k, master) -> k.pm.pm_runtime_put(master));
        assertThat(writes(ran))
                .containsExactly(
                        "DTE_ADDR",
                        "FORCE_RESET",
                        "DTE_ADDR",
                        "ZAP_CACHE",
                        "INT_MASK",
                        "AUTO_GATING",
                        "ENABLE_PAGING",
                        "ENABLE_STALL",
                        "DISABLE_PAGING",
                        "INT_MASK",
                        "DTE_ADDR",
                        "DISABLE_STALL");
        assertThat(ran.order(ClockEnable.class, ClockDisable.class, HwEnable.class, HwDisable.class))
                .containsExactly("ClockEnable", "HwEnable", "ClockDisable", "ClockEnable", "ClockDisable", "HwDisable");
    }

    @Test
    void resetIsLeftOutWhereTheDeviceTreeForbidsIt() {
        Machine.Ran ran = Machine.of(KernelProfile.P61)
                .withProperty("rockchip,disable-mmu-reset")
                .use((k, master) -> {});
        assertThat(writes(ran)).containsExactly("DTE_ADDR", "ZAP_CACHE", "INT_MASK", "ENABLE_PAGING");
    }

    /** B40: a bank that the firmware left with a fault does not stall. */
    @Test
    void staleFaultOfTheFirmwareMakesTheStallTimeOutUnlessItIsAcknowledged() {
        for (KernelProfile profile : List.of(KernelProfile.P61Y, KernelProfile.P612)) {
            Machine machine = Machine.of(profile);
            Machine.Ran ran = machine.run((world, k) -> {
                k.rockchip.left_by_firmware(Machine.MMU, 0, PAGING_ENABLED | PAGE_FAULT_ACTIVE);
                k.rockchip.left_by_firmware(Machine.MMU, 1, PAGING_ENABLED);
                world.task("swapper/0", () -> {
                    new Init(k, List.of(), () -> {}).kernel_init();
                    Device mmu = Machine.device(k, Machine.MMU);
                    int ret = k.pm.pm_runtime_get_sync(mmu);
                    assertThat(ret).isEqualTo(profile == KernelProfile.P612 ? 0 : -ETIMEDOUT);
                });
            });
            assertThat(ran.findings()).isEmpty();
        }
    }

    @Test
    void hardwareThatIsStuckTimesOut() {
        assertThat(Machine.of(KernelProfile.P61).failing("hwStuck").outcomes(k -> {
                    Device master = Machine.device(k, Machine.MASTER);
                    return k.pm.pm_runtime_get_sync(master);
                }))
                .containsExactlyInAnyOrder("0", "" + -ETIMEDOUT);
    }

    // ---- Interrupts

    @Test
    void faultIsReportedZappedAndAcknowledged() {
        Machine.Ran ran = Machine.of(KernelProfile.P61).use((k, master) -> {
            assertThat(k.rockchip.dma_access(master, 0, 0x1234, true)).isEqualTo(RockchipIommu.FAULTED);
            assertThat(status(k)).isEqualTo(PAGING_ENABLED);
        });
        assertThat(ran.order(IrqFire.class, DmaFault.class, IrqHandled.class, PmPut.class))
                .containsExactly("IrqFire", "DmaFault", "PmPut", "IrqHandled");
        assertThat(ran.events(DmaFault.class))
                .singleElement()
                .satisfies(fault -> assertThat(fault.iova()).isEqualTo(0x1234));
        assertThat(writes(ran)).endsWith("ZAP_CACHE", "PAGE_FAULT_DONE", "INT_CLEAR");
        assertThat(ran.findings()).isEmpty();
    }

    /** B35: nothing is wrong with that. */
    @Test
    void interruptOfAMasterOnTheSameLineIsNotTheIommusWhileItSleeps() {
        Machine.Ran ran = Machine.of(KernelProfile.P618).boot(k -> k.rockchip.handle_irq(Machine.MMU, 0));
        assertThat(ran.events(IrqHandled.class))
                .singleElement()
                .satisfies(handled -> assertThat(handled.value()).isZero());
        assertThat(ran.findings()).isEmpty();
    }

    @Test
    void interruptOfAMasterOnTheSameLineFindsNoBankToHandle() {
        Machine.Ran ran = Machine.of(KernelProfile.P618).use((k, master) -> k.rockchip.handle_irq(Machine.MMU, 0));
        assertThat(ran.events(IrqHandled.class))
                .singleElement()
                .satisfies(handled -> assertThat(handled.value()).isZero());
        assertThat(ran.findings()).isEmpty();
    }

    @Test
    void shutdownFreesTheInterruptBeforeThePower() {
        Machine.Ran ran = Machine.of(KernelProfile.P61).use((k, master) -> {
            k.rockchip.driver_struct().shutdown(Machine.device(k, Machine.MMU));
            k.rockchip.handle_irq(Machine.MMU, 0);
            assertThat(k.rockchip.hardware(Machine.MMU).lines.get(0).action.get())
                    .isEmpty();
        });
        assertThat(ran.order(IrqFree.class, PmDisable.class, HwDisable.class, IrqHandled.class))
                .containsExactly("IrqFree", "PmDisable", "HwDisable");
        assertThat(ran.findings()).isEmpty();
    }

    /** C10: the handler loads the domain twice. */
    @Test
    void handlerThatIsOvertakenByADetachReportsToNoDomain() {
        Machine.Setup setup = (world, k) -> world.task("swapper/0", () -> {
            new Init(k, List.of(), () -> {}).kernel_init();
            Device master = Machine.used(k);
            IommuDomain domain = master.iommu_group.get().domain.get();
            Async others = new Async(world, "others");
            others.schedule("dma", () -> k.rockchip.dma_access(master, 0, 0x1234, true));
            others.schedule("detach", () -> k.rockchip.detach_dev(domain, master));
        });
        try (Explorer explorer = new Explorer(Machine.of(KernelProfile.P61Y).program(setup), Limits.EVERYTHING)) {
            assertThat(explorer.explore(new CachedDfs(), Search.ALL).findings())
                    .extracting(found -> found.finding().key())
                    .contains("null-deref:report_iommu_fault");
        }
    }

    // ---- Domains

    @Test
    void typesOfDomains() {
        Machine.of(KernelProfile.P61).boot(k -> {
            Device master = Machine.device(k, Machine.MASTER);
            assertThat(k.rockchip.domain_alloc(DomainType.IDENTITY, master)).isNull();
            assertThat(k.rockchip.domain_alloc(DomainType.BLOCKED, master)).isNull();
        });
        Machine.of(KernelProfile.P66).boot(k -> {
            Device master = Machine.device(k, Machine.MASTER);
            assertThat(k.rockchip.domain_alloc(DomainType.IDENTITY, master)).isSameAs(k.rockchip.identity_domain());
            assertThat(k.rockchip.domain_alloc(DomainType.BLOCKED, master)).isNull();
        });
    }

    @Test
    void thereIsNoDomainBeforeThereIsAnIommuToMapItFor() {
        Machine.of(KernelProfile.P61)
                .run((world, k) -> world.task(
                        "early",
                        () -> assertThat(k.rockchip.domain_alloc(DomainType.UNMANAGED, null))
                                .isNull()));
    }

    @Test
    void directoryIsInMemoryThatTheHardwareReaches() {
        Machine.of(KernelProfile.P618).boot(k -> {
            for (int i = 0; i < 20; i++) {
                IommuDomain domain = k.iommu.iommu_domain_alloc(Machine.device(k, Machine.MASTER));
                assertThat(((RkIommuDomain) domain).dt.get().address).isBetween(1L, (1L << 32) - 1);
            }
        });
    }

    @Test
    void linkOfAMasterIsOne() {
        Machine.of(KernelProfile.P618).boot(k -> {
            List<DeviceLink> links =
                    Machine.device(k, Machine.MASTER).links_suppliers.get();
            assertThat(links)
                    .singleElement()
                    .satisfies(link -> assertThat(link.supplier.init_name).isEqualTo(Machine.MMU));
        });
    }

    @Test
    void everyEnableOfTheClocksHasItsDisable() {
        Machine.Ran ran = Machine.of(KernelProfile.P618).use((k, master) -> {
            k.rockchip.dma_access(master, 0, 0x1234, true);
            k.pm.pm_runtime_put(master);
        });
        assertThat(ran.events(ClockEnable.class)).hasSameSizeAs(ran.events(ClockDisable.class));
        assertThat(ran.events(PmGetIfInUse.class).stream().filter(get -> get.value() > 0))
                .hasSameSizeAs(ran.events(PmPut.class));
        assertThat(ran.events(ProbeEvent.RkDomain.class))
                .extracting(RkDomain::function)
                .containsOnly("rk_iommu_attach_device");
    }
}
