// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Oops.Cause;
import probus.traces.record.TraceRecord.Position;
import probus.traces.record.TraceRecord.Stamp;

/** What an oops, a warning or a complaint of sysfs proves. */
final class FaultsTest {
    private final Lifted lifted = new Lifted();
    private final Lifter lifter = new Lifter(lifted::event);

    @Test
    void aFreeThatFaultsNearNullFoundNoObject() {
        enter("__iommu_probe_device", "dev=\"psci\"");
        oops(0x30, "dev_iommu_free", "", "dev_iommu_free", "__iommu_probe_device");

        assertThat(lifted.words())
                .containsExactly(
                        "1 IommuProbeBegin psci (unknown)",
                        "(1 DevIommuFree psci NULL)",
                        "1 KernelOops dev_iommu_free 48 __iommu_probe_device dev_iommu_free __iommu_probe_device");
        assertThat(lifter.crashed()).isTrue();
    }

    @Test
    void aFreeThatShowedItAlreadyIsNotToldTwice() {
        enter("dev_iommu_free", "dev=\"psci\" ptr=0xff01 iommu=0x0");
        oops(0x30, "dev_iommu_free", "", "dev_iommu_free");

        assertThat(lifted.words(DevIommuFree.class)).containsExactly("1 DevIommuFree psci NULL");
    }

    @Test
    void slabPoisonIsReadFromAFreedObject() {
        enter("dev_iommu_free", "dev=\"psci\" ptr=0xff01 iommu=0xff80");
        oops(0x006b6b6b6b6b6b73L, "dev_iommu_free", "", "dev_iommu_free");

        assertThat(lifted.words(Load.class)).containsExactly("(1 Load 0xff80 fwspec)");
    }

    @Test
    void anAllocationForNobodyShowsInTheCallTrace() {
        String[] trace = {"_raw_spin_lock_irqsave", "devres_add", "devm_kmalloc", "rk_iommu_of_xlate", "of_iommu_xlate"
        };
        oops(0x298, "_raw_spin_lock_irqsave", "devm_kmalloc", trace);

        assertThat(lifted.words(XlateBegin.class, Alloc.class))
                .containsExactly(
                        "(1 XlateBegin (unknown) (unknown) rk_iommu NULL)",
                        "(1 Alloc unknown data of rk_iommu_of_xlate true NULL)");
    }

    @Test
    void aTranslationThatWasRecordedIsNotToldTwice() {
        enter("rk_iommu_of_xlate", "dev=\"x\" mmu=\"iommu@1\" dma_dev=0x0");
        oops(0x298, "_raw_spin_lock_irqsave", "devm_kmalloc", "devm_kmalloc", "rk_iommu_of_xlate");

        assertThat(lifted.words(XlateBegin.class, Alloc.class)).hasSize(2);
    }

    @Test
    void aWarningAndTheOopsThatFollowsAreOneDropOfOneLink() {
        List<String> trace =
                List.of("pm_runtime_drop_link", "rk_iommu_release_device", "iommu_release_device", "device_del");
        lifter.accept(new TraceRecord.Warning(
                at(1), 1, 0, 1, "a", "drivers/base/power/runtime.c:1872", "pm_runtime_drop_link", trace, List.of()));
        oops(-1, "device_link_put_kref", "", "device_link_put_kref", "rk_iommu_release_device", "device_del");

        assertThat(lifted.words(LinkPurge.class, LinkDel.class))
                .containsExactly("(1 LinkPurge (device of a-1))", "(1 LinkDel (device of a-1) (unknown))");
        assertThat(((KernelWarning) lifted.events.get(2)).inProbePath()).isTrue();
    }

    @Test
    void aReleaseInAnErrorPathPurgesNothing() {
        oops(-1, "device_link_put_kref", "", "device_link_put_kref", "rk_iommu_release_device", "__iommu_probe_device");

        assertThat(lifted.words(LinkPurge.class)).isEmpty();
    }

    @Test
    void aDuplicateLinkNamesIommuAndClient() {
        duplicate("/devices/platform/ff650800.iommu/iommu/ff650800.iommu/devices/ff650000.video-codec");
        duplicate("/devices/platform/ff650000.video-codec/iommu_group");

        assertThat(lifted.events)
                .extracting(event -> ((SysfsDuplicate) event).deviceLink(), event -> ((SysfsDuplicate) event).dev())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, "ff650000.video-codec"),
                        org.assertj.core.groups.Tuple.tuple(false, ProbeEvent.UNKNOWN));
    }

    @Test
    void anOopsOfNobodyIsAnOops() {
        lifter.accept(
                new TraceRecord.Oops(at(9), 5, -1, -1, "", 0x30, "", "", List.of(), List.of(), Cause.NULL_DEREFERENCE));

        assertThat(lifted.events).hasSize(1);
        assertThat(lifted.events.get(0).getTask().isKnown()).isFalse();
    }

    @Test
    void theObjectOfAnInferredAllocationIsNotKnown() {
        oops(0x298, "_raw_spin_lock_irqsave", "devm_kmalloc", "devm_kmalloc", "rk_iommu_of_xlate");

        assertThat(lifted.events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                Alloc.class, alloc -> assertThat(alloc.object()).isEqualTo(ObjectId.UNKNOWN)));
    }

    private void enter(String function, String arguments) {
        lifter.accept(new TraceRecord.Probe(
                at(1), new Stamp(1, "a", 0, 1_000), "e", function, "", false, new Arguments(arguments)));
    }

    private void oops(long address, String counter, String link, String... trace) {
        lifter.accept(new TraceRecord.Oops(
                at(2), 2_000, 0, 1, "a", address, counter, link, List.of(trace), List.of(at(2), at(3)), Cause.OTHER));
    }

    private void duplicate(String path) {
        lifter.accept(new TraceRecord.SysfsDuplicate(at(4), 3_000, 0, 1, "a", path, List.of(), List.of()));
    }

    private static Position at(long line) {
        return new Position("console.log", line, "...");
    }
}
