// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import probus.facts.ProbeEvent.*;

/** Groups, domains and default domains. */
final class DomainsTest {
    private static final String[] JOINED = {
        "a-1 iommu_group_add_device group=0xff10 dev=\"x\"",
        "a-1 !add_device_to_group IOMMU: groupID=3 device=x",
        "a-1 <iommu_group_add_device ret=0"
    };

    @Test
    void aDeviceJoinsWhenTheKernelSaysSoAndOnlyOnce() {
        Lifted lifted = Lifted.of(JOINED);

        assertThat(lifted.words()).containsExactly("1 GroupAdd x 0xff10 0");
        assertThat(lifted.events.get(0).at().origin().line()).isEqualTo(4);
    }

    @Test
    void withoutTheKernelsEventTheReturnSaysIt() {
        Lifted lifted =
                Lifted.of("a-1 iommu_group_add_device group=0xff10 dev=\"x\"", "a-1 <iommu_group_add_device ret=-17");

        assertThat(lifted.words()).containsExactly("1 GroupAdd x 0xff10 -EEXIST");
    }

    /** Hand-written: kernels since 6.6 have no iommu_group_add_device. */
    @Test
    void theKernelsEventAloneNamesTheGroupByItsNumber() {
        Lifted lifted = Lifted.of(
                "a-1 !add_device_to_group IOMMU: groupID=0 device=x",
                "a-1 !remove_device_from_group IOMMU: groupID=0 device=x");

        assertThat(lifted.words()).containsExactly("1 GroupAdd x 0x1 0", "1 GroupDel x 0x1");
        assertThat(lifted.summaries.get(0).recordable()).contains("GroupAdd");
    }

    @Test
    void theFirstAttachOfADefaultDomainSetsIt() {
        Lifted lifted = Lifted.of(
                JOINED[0],
                JOINED[1],
                JOINED[2],
                "a-1 rk_iommu_domain_alloc type=3 dma_dev=0xff99",
                "a-1 <rk_iommu_domain_alloc ret=0xff20",
                "a-1 rk_iommu_attach_device domain=0xff20 dev=\"x\"",
                "a-1 <rk_iommu_attach_device ret=0",
                "b-2 rk_iommu_attach_device domain=0xff20 dev=\"x\"",
                "b-2 <rk_iommu_attach_device ret=0");

        assertThat(lifted.words().subList(1, 7))
                .containsExactly(
                        "(1 DmaDevSet (unknown))",
                        "1 DomainAllocBegin rk_iommu DMA 0xff99",
                        "1 DomainAlloc 0xff20 DMA",
                        "(1 SetDefault 0xff10 0xff20)",
                        "1 Attach x 0xff20 DMA 0",
                        "2 Attach x 0xff20 DMA 0");
        assertThat(lifted.events.get(4).at().origin().also()).hasSize(3);
    }

    @Test
    void leavingTheOldDomainIsPartOfAnAttach() {
        Lifted lifted = Lifted.of(
                "a-1 rk_iommu_attach_device domain=0xff20 dev=\"x\"",
                "a-1 rk_iommu_detach_device domain=0xff30 dev=\"x\"",
                "a-1 <rk_iommu_attach_device ret=0",
                "a-1 rk_iommu_detach_device domain=0xff20 dev=\"x\"");

        assertThat(lifted.words()).containsExactly("1 Attach x 0xff20 UNKNOWN 0", "1 Detach x 0xff20");
    }

    /** Hand-written: other drivers, and the callbacks of newer kernels. */
    @Test
    void callbacksOfAnyDriverAreKnownByTheirNames() {
        Lifted lifted = Lifted.of(
                "a-1 arm_smmu_domain_alloc_paging type=1",
                "a-1 <arm_smmu_domain_alloc_paging ret=0xff20",
                "a-1 arm_smmu_attach_dev domain=0xff20 dev=\"x\"",
                "a-1 <arm_smmu_attach_dev ret=-22",
                "a-1 mtk_iommu_probe_finalize dev=\"x\"",
                "a-1 arm_smmu_device_group dev=\"x\"",
                "a-1 arm_smmu_domain_free domain=0xff20",
                "a-1 rk_iommu_identity_attach domain=0xff40 dev=\"x\"",
                "a-1 <rk_iommu_identity_attach ret=0");

        assertThat(lifted.words())
                .containsExactly(
                        "1 DomainAllocBegin arm_smmu UNMANAGED unknown",
                        "1 DomainAlloc 0xff20 UNMANAGED",
                        "1 Attach x 0xff20 UNMANAGED -EINVAL",
                        "1 ProbeFinalize x",
                        "1 DeviceGroup x unknown",
                        "1 DomainFree 0xff20",
                        "1 Attach x 0xff40 IDENTITY 0");
    }

    @Test
    void linksAreTakenInProbeOrOutsideOfIt() {
        Lifted lifted = Lifted.of(
                "a-1 device_link_add consumer=\"x\" supplier=\"i\" flags=0x120",
                "a-1 <device_link_add ret=0xff50",
                "a-1 rk_iommu_probe_device dev=\"x\"",
                "a-1 device_link_add consumer=\"x\" supplier=\"i\" flags=0x5",
                "a-1 <device_link_add ret=0xff50",
                "a-1 <rk_iommu_probe_device ret=0xff60",
                "a-1 device_link_del link=0xff50");

        assertThat(lifted.words())
                .containsExactly(
                        "1 LinkAdd x i false false",
                        "1 LinkAdd x i true true",
                        "1 OpsProbe x 0 0xff60",
                        "1 LinkDel x i");
    }

    /** Hand-written: module references are not recorded in any boot. */
    @Test
    void moduleReferencesOfAProbeBelongToItsDevice() {
        Lifted lifted = Lifted.of(
                "a-1 try_module_get module=0x0",
                "a-1 <try_module_get ret=1",
                "a-1 __iommu_probe_device dev=\"x\"",
                "a-1 try_module_get module=0x0",
                "a-1 <try_module_get ret=1",
                "a-1 module_put module=0x0",
                "a-1 <__iommu_probe_device ret=0");

        assertThat(lifted.words(ModuleGet.class, ModulePut.class)).containsExactly("1 ModuleGet x", "1 ModulePut x");
    }
}
