// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import probus.facts.ProbeEvent.*;

/** Traces written by hand, one behaviour each. */
final class LifterTest {
    @Test
    void aReturnBelongsToTheInnermostCallOfItsTask() {
        Lifted lifted = Lifted.of(
                "a-1 __iommu_probe_device dev=\"x\"",
                "b-2 __iommu_probe_device dev=\"y\"",
                "a-1 <__iommu_probe_device ret=-19",
                "b-2 <__iommu_probe_device ret=0");

        assertThat(lifted.words())
                .containsExactly(
                        "1 IommuProbeBegin x (unknown)",
                        "2 IommuProbeBegin y (unknown)",
                        "1 IommuProbeEnd x -ENODEV",
                        "2 IommuProbeEnd y 0");
        assertThat(lifted.events.get(2).at().origin().line()).isEqualTo(5);
        assertThat(lifted.events.get(2).at().origin().also()).hasSize(1);
        assertThat(lifted.events.get(2).at().origin().also().get(0).line()).isEqualTo(3);
    }

    @Test
    void aMissingReturnShowsWhenTheCallAroundItReturns() {
        Lifted lifted = Lifted.of(
                "a-1 of_iommu_configure dev=\"x\"",
                "a-1 rk_iommu_of_xlate dev=\"x\" mmu=\"iommu@ff650800\"",
                "a-1 <rk_iommu_of_xlate ret=0",
                "a-1 rk_iommu_of_xlate dev=\"x\" mmu=\"iommu@ff660480\"",
                "a-1 <of_iommu_configure ret=0xfffffffffffffdfb");

        assertThat(lifted.words())
                .containsSubsequence(
                        "1 XlateBegin x ff650800.iommu rk_iommu unknown",
                        "1 XlateEnd x ff650800.iommu rk_iommu 0",
                        "1 XlateBegin x ff660480.iommu rk_iommu unknown",
                        "(1 XlateEnd x ff660480.iommu rk_iommu unknown)",
                        "1 DmaConfigureEnd x of_iommu_configure -EPROBE_DEFER");
    }

    @Test
    void aFunctionWhoseReturnsAreNotRecordedDoesNotLoseThem() {
        Lifted lifted = Lifted.of(
                "a-1 rk_iommu_of_xlate dev=\"x\" mmu=\"iommu@1\"", "a-1 rk_iommu_of_xlate dev=\"y\" mmu=\"iommu@2\"");

        assertThat(lifted.words(XlateEnd.class)).isEmpty();
    }

    @Test
    void aCallThatMayBeOverDoesNotEndWhatWasEnteredSince() {
        Lifted lifted = Lifted.of(
                "a-1 <of_iommu_configure ret=0",
                "a-1 iommu_probe_device",
                "a-1 of_iommu_configure dev=\"x\"",
                "a-1 iommu_probe_device",
                "a-1 <of_iommu_configure ret=0");

        assertThat(lifted.words())
                .containsExactly(
                        "1 DmaConfigureBegin x of_iommu_configure", "1 DmaConfigureEnd x of_iommu_configure 0");
    }

    @Test
    void bindingsOfOtherDevicesNest() {
        Lifted lifted = Lifted.of(
                "a-1 really_probe dev=\"bus\" drv=\"d\"",
                "a-1 really_probe dev=\"child\" drv=\"e\"",
                "a-1 <really_probe ret=-517",
                "a-1 <really_probe ret=19");

        assertThat(lifted.words())
                .containsExactly(
                        "1 ProbeBegin bus d",
                        "1 ProbeBegin child e",
                        "1 ProbeEnd child e -EPROBE_DEFER",
                        "1 ProbeEnd bus d -ENODEV");
    }

    @Test
    void aBindingWhoseDriverHasAnsweredIsOverWhenTheNextBegins() {
        Lifted lifted = Lifted.of(
                "a-1 really_probe dev=\"x\" drv=\"d\"",
                "a-1 d_probe dev=\"x\"",
                "a-1 <d_probe ret=0",
                "a-1 <really_probe ret=0",
                "a-1 really_probe dev=\"y\" drv=\"d\"",
                "a-1 d_probe dev=\"y\"",
                "a-1 <d_probe ret=0",
                "a-1 really_probe dev=\"z\" drv=\"d\"");

        assertThat(lifted.words()).containsSubsequence("(1 ProbeEnd y d unknown)", "1 ProbeBegin z d");
    }

    @Test
    void aDriversProbeIsTheOneInsideABindingOfItsDevice() {
        Lifted lifted = Lifted.of(
                "a-1 really_probe dev=\"x\" drv=\"d\"",
                "a-1 helper_probe dev=\"other\"",
                "a-1 platform_probe dev=\"x\"",
                "a-1 rk_iommu_probe dev=\"x\" dma_dev=0x0",
                "a-1 <rk_iommu_probe ret=0 dma_dev=0xffffff8000ec8c10");

        assertThat(lifted.words())
                .containsExactly(
                        "1 ProbeBegin x d",
                        "1 DriverProbeBegin x rk_iommu_probe NULL",
                        "(1 DmaDevSet (unknown))",
                        "1 DriverProbeEnd x rk_iommu_probe 0 0xffffff8000ec8c10");
    }

    @Test
    void aReturnWithoutEntryShowsThatEventsAreMissing() {
        Lifted lifted = Lifted.of(
                "a-1 bus_iommu_probe bus=\"platform\"",
                "a-1 <bus_iommu_probe ret=0",
                "b-2 <bus_iommu_probe ret=0",
                "a-1 <bus_iommu_probe ret=0");

        assertThat(lifted.words())
                .containsExactly(
                        "1 WalkBegin (unknown) platform",
                        "1 WalkEnd (unknown) platform 0",
                        "(1 EventsLost -1 -1  false)");
    }

    @Test
    void returnsAreReadInWhateverWidthTheyArePrinted() {
        for (String printed : new String[] {"-517", "4294966779", "0xfffffdfb", "0xfffffffffffffdfb"}) {
            Lifted lifted = Lifted.of("a-1 iommu_fwspec_init dev=\"x\"", "a-1 <iommu_fwspec_init ret=" + printed);

            assertThat(lifted.words()).containsExactly("1 FwspecInit x -EPROBE_DEFER");
        }
    }

    @Test
    void aLockIsTakenWhenTheTaskGoesOn() {
        Lifted lifted = Lifted.of(
                "a-1 mutex_lock lock=0xff10 sym=iommu_probe_device_lock+0x0/0x20",
                "a-1 !contention_begin (____ptrval____) (flags=MUTEX)",
                "b-2 pm_runtime_enable dev=\"y\"",
                "a-1 !contention_end (____ptrval____) (ret=0)",
                "a-1 pm_runtime_enable dev=\"x\"",
                "a-1 mutex_unlock lock=0xff10 sym=iommu_probe_device_lock+0x0/0x20");

        assertThat(lifted.words())
                .containsExactly(
                        "1 LockRequest 0xff10 iommu_probe_device_lock ",
                        "2 PmEnable y",
                        "(1 LockAcquire 0xff10 iommu_probe_device_lock )",
                        "1 PmEnable x",
                        "1 LockRelease 0xff10 iommu_probe_device_lock ");
        assertThat(lifted.events.get(2).at().origin().line()).isEqualTo(3);
    }

    @Test
    void anIommuIsListedWhenItsRegistrationWalksOrSucceeds() {
        Lifted lifted = Lifted.of(
                "a-1 iommu_device_register iommu=0xff10 hwdev=\"i\"",
                "a-1 bus_iommu_probe bus=\"platform\"",
                "a-1 <bus_iommu_probe ret=0",
                "a-1 <iommu_device_register ret=0",
                "a-1 iommu_device_register iommu=0xff20 hwdev=\"j\"",
                "a-1 <iommu_device_register ret=0",
                "a-1 iommu_device_register iommu=0xff30 hwdev=\"k\"",
                "a-1 <iommu_device_register ret=-16");

        assertThat(lifted.words())
                .containsExactly(
                        "1 RegisterBegin i 0xff10",
                        "(1 ListAdd i)",
                        "1 WalkBegin i platform",
                        "1 WalkEnd i platform 0",
                        "1 RegisterEnd i 0",
                        "1 RegisterBegin j 0xff20",
                        "(1 ListAdd j)",
                        "1 RegisterEnd j 0",
                        "1 RegisterBegin k 0xff30",
                        "1 RegisterEnd k -EBUSY");
    }

    @Test
    void hitsThatWereMissedAreToldPerKind() {
        assertThat(ProbePoints.kinds("really_probe", true)).containsExactly("ProbeEnd");
        assertThat(ProbePoints.kinds("really_probe", false)).containsExactly("ProbeBegin", "ProbeEnd");
        assertThat(ProbePoints.kinds("of_iommu_xlate", false)).isEmpty();
        assertThat(ProbePoints.kinds("iommu_probe_device", true)).isEmpty();
        assertThat(ProbePoints.kinds("arm_smmu_attach_dev", true)).containsExactly("Attach");
    }

    @Test
    void anOverwrittenBufferIsOpenUntilEveryCpuWasSeen() {
        Lifted lifted = Lifted.of(
                "# entries-in-buffer/entries-written: 3/9   #P:2",
                "a-1@0 pm_runtime_enable dev=\"x\"",
                "a-1@1 pm_runtime_enable dev=\"y\"");

        assertThat(lifted.words())
                .containsExactly(
                        "-1 EventsLost -1 6  true", "1 PmEnable x", "1 EventsLost -1 -1  false", "1 PmEnable y");
    }
}
