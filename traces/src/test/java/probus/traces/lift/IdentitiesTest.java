// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import probus.facts.ProbeEvent.*;

/** Which object an address stands for. */
final class IdentitiesTest {
    @Test
    void anAddressThatIsAllocatedAgainIsAnotherObject() {
        Lifted lifted = Lifted.of(
                "a-1 dev_iommu_get dev=\"x\" ptr=0xff01 iommu=0x0",
                "a-1 <dev_iommu_get ret=0xff80",
                "a-1 dev_iommu_get dev=\"x\" ptr=0xff01 iommu=0xff80",
                "a-1 <dev_iommu_get ret=0xff80",
                "a-1 dev_iommu_free dev=\"x\" ptr=0xff01 iommu=0xff80 fwspec=0x0",
                "a-1 dev_iommu_get dev=\"y\" ptr=0xff02 iommu=0x0",
                "a-1 <dev_iommu_get ret=0xff80");

        assertThat(lifted.words())
                .containsExactly(
                        "1 DevIommuGet x 0xff80 true",
                        "1 DevIommuGet x 0xff80 false",
                        "1 DevIommuFree x 0xff80",
                        "1 DevIommuGet y 0xff80#2 true");
    }

    @Test
    void aStalePointerNamesTheObjectThatTheDeviceHad() {
        Lifted lifted = Lifted.of(
                "a-1 dev_iommu_get dev=\"x\" ptr=0xff01 iommu=0x0",
                "a-1 <dev_iommu_get ret=0xff80",
                "a-1 dev_iommu_free dev=\"x\" ptr=0xff01 iommu=0xff80 fwspec=0x0",
                "a-1 dev_iommu_get dev=\"y\" ptr=0xff02 iommu=0x0",
                "a-1 <dev_iommu_get ret=0xff80",
                "b-2 dev_iommu_free dev=\"x\" ptr=0xff01 iommu=0xff80 fwspec=0x0",
                "b-2 dev_iommu_free dev=\"x\" ptr=0xff01 iommu=0x0 fwspec=0x0");

        assertThat(lifted.words(DevIommuFree.class))
                .containsExactly("1 DevIommuFree x 0xff80", "2 DevIommuFree x 0xff80", "2 DevIommuFree x NULL");
    }

    @Test
    void aGetWhoseReturnIsMissingIsToldWhenItsPointerShows() {
        Lifted lifted = Lifted.of(
                "a-1 dev_iommu_get dev=\"w\" ptr=0xff00 iommu=0x0",
                "a-1 <dev_iommu_get ret=0xff70",
                "a-1 dev_iommu_get dev=\"x\" ptr=0xff01 iommu=0x0",
                "a-1 rk_iommu_probe_device dev=\"x\" ptr=0xff01 iommu=0xff80",
                "b-2 dev_iommu_free dev=\"x\" ptr=0xff01 iommu=0xff80 fwspec=0x0");

        assertThat(lifted.words())
                .containsExactly(
                        "1 DevIommuGet w 0xff70 true", "(1 DevIommuGet x 0xff80 true)", "2 DevIommuFree x 0xff80");
    }

    @Test
    void aFreeOfWhatWasNeverSeenIsNoSecondFree() {
        Lifted lifted = Lifted.of(
                "a-1 dev_iommu_free dev=\"x\" ptr=0xff01 iommu=0xff80 fwspec=0x0",
                "a-1 dev_iommu_free dev=\"y\" ptr=0xff02 iommu=0xff80 fwspec=0x0");

        assertThat(lifted.words()).containsExactly("1 DevIommuFree x 0xff80", "1 DevIommuFree y 0xff80#2");
    }

    @Test
    void aNameThatCouldNotBeReadIsFoundByThePointer() {
        Lifted lifted = Lifted.of(
                "a-1 dev_iommu_free dev=(fault) ptr=0xff01 iommu=0xff80 fwspec=0x0",
                "a-1 iommu_fwspec_free dev=\"x\" ptr=0xff01 iommu=0x0",
                "a-1 dev_iommu_free dev=(fault) ptr=0xff01 iommu=0x0 fwspec=0x0");

        assertThat(lifted.words())
                .containsExactly("1 DevIommuFree (unknown) unknown", "1 FwspecFree x", "1 DevIommuFree x NULL");
    }

    @Test
    void whatADriverAnswersIsAnInstanceOrAnError() {
        Lifted lifted = Lifted.of(
                "a-1 rk_iommu_probe_device dev=\"x\"",
                "a-1 <rk_iommu_probe_device ret=0xffffffffffffffed",
                "a-1 rk_iommu_probe_device dev=\"x\"",
                "a-1 <rk_iommu_probe_device ret=0xffffff80024f21a8",
                "a-1 rk_iommu_probe_device dev=\"x\"",
                "a-1 <rk_iommu_probe_device ret=0x0");

        assertThat(lifted.words())
                .containsExactly(
                        "1 OpsProbe x -ENODEV unknown", "1 OpsProbe x 0 0xffffff80024f21a8", "1 OpsProbe x 0 NULL");
    }
}
