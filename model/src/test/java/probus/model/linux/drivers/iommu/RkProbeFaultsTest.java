// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import probus.facts.KernelProfile;
import probus.model.linux.Kernel;
import probus.model.linux.include.Device;

/** What becomes of a machine when one thing fails in the probe of its IOMMU. */
final class RkProbeFaultsTest {
    private static final String WORKS = "bound, power managed";

    private static String state(Kernel k) {
        Device mmu = Machine.device(k, Machine.MMU);
        boolean interrupts =
                !k.rockchip.hardware(Machine.MMU).lines.get(0).action.get().isEmpty();
        return (mmu.driver.get() == null ? "not bound" : "bound")
                + (mmu.power.disable_depth.get() == 0 ? ", power managed" : "")
                + (interrupts == (mmu.driver.get() != null) ? "" : ", interrupts " + interrupts);
    }

    private static Set<String> outcomes(KernelProfile profile, String site) {
        return Machine.of(profile).failing(site).outcomes(RkProbeFaultsTest::state);
    }

    @ParameterizedTest
    @EnumSource(
            value = KernelProfile.class,
            mode = Mode.EXCLUDE,
            names = {"P61RC_D", "P615N"})
    void memoryAndRegistersThatAreMissingUndoTheProbe(KernelProfile profile) {
        assertThat(outcomes(profile, "rkAlloc")).containsExactlyInAnyOrder(WORKS, "not bound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"irqCount", "clkGet"})
    void whatMayComeLaterDefersTheProbe(String site) {
        assertThat(outcomes(KernelProfile.P61, site)).containsExactly(WORKS);
        assertThat(outcomes(KernelProfile.P618, site)).containsExactly(WORKS);
    }

    /** C6: counted are those that could be mapped, used are the first ones. */
    @Test
    void holeInTheBasesIsUsedAsAnAddress() {
        assertThat(Machine.of(KernelProfile.P618).failing("ioremap").outcomes(k -> {
                    Machine.used(k);
                    return state(k);
                }))
                .contains(WORKS, "null-deref:rk_iommu_read:rk_iommu->bases");
    }

    /** B33: until ec014683c564 nothing was undone when there was no interrupt. */
    @Test
    void missingInterruptIsUndoneSinceItWasFixed() {
        assertThat(outcomes(KernelProfile.P61, "irqGet"))
                .contains(WORKS)
                .anyMatch(outcome -> outcome.contains("pm_runtime_enable") || outcome.contains("rk_iommu"));
        assertThat(outcomes(KernelProfile.P615, "irqGet")).containsExactly(WORKS);
        assertThat(outcomes(KernelProfile.P615, "irqRequest")).containsExactlyInAnyOrder(WORKS, "not bound");
    }

    /** C1: the list of IOMMUs keeps what is freed. */
    @ParameterizedTest
    @EnumSource(
            value = KernelProfile.class,
            names = {"P60", "P61Y", "P66", "P612"})
    void interruptThatCannotBeRequestedLeavesAnIommuThatIsFreed(KernelProfile profile) {
        assertThat(outcomes(profile, "irqRequest")).anyMatch(outcome -> outcome.startsWith("use-after-free"));
    }

    @Test
    void groupAndSysfsAreUndone() {
        assertThat(outcomes(KernelProfile.P61, "groupAlloc.obj")).contains(WORKS, "not bound");
        assertThat(outcomes(KernelProfile.P618, "sysfsAdd")).contains(WORKS, "not bound");
        assertThat(outcomes(KernelProfile.P61, "sysfsAdd")).contains(WORKS, "not bound");
    }

    @Test
    void domainThatCannotBeMadeIsNoDomain() {
        assertThat(Machine.of(KernelProfile.P61)
                        .failing("domAlloc.obj", "domAlloc.dt", "domAlloc.map")
                        .outcomes(k -> Machine.device(k, Machine.MASTER)
                                        .iommu_group
                                        .get()
                                        .default_domain
                                        .get()
                                == null))
                .containsExactlyInAnyOrder("false", "true");
    }

    /** C9: the reference to the IOMMU's device. */
    @Test
    void dataThatCannotBeAllocatedLosesAReferenceSinceTheDeviceIsFoundFirst() {
        for (KernelProfile profile : new KernelProfile[] {KernelProfile.P61, KernelProfile.P618}) {
            Set<String> references = Machine.of(profile).failing("rkDataAlloc").outcomes(k -> {
                Device mmu = Machine.device(k, Machine.MMU);
                mmu.kref.put();
                int left = 1;
                while (!mmu.kref.put()) {
                    left++;
                }
                return left;
            });
            assertThat(references).contains("1");
            assertThat(references.stream().anyMatch(left -> left.startsWith("2")))
                    .isEqualTo(profile == KernelProfile.P618);
        }
    }

    @Test
    void linkThatCannotBeMadeIsNoticedAtTheEndOnly() {
        assertThat(Machine.of(KernelProfile.P618).failing("deviceLinkAlloc").outcomes(k -> {
                    k.core.device_del(Machine.device(k, Machine.MASTER));
                    return "gone";
                }))
                .anyMatch(outcome -> outcome.startsWith("null-deref:device_link_put_kref"));
    }
}
