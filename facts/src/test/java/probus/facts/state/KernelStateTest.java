// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.facts.Result;
import probus.facts.Stamp;
import probus.facts.Task;

final class KernelStateTest {
    private static final Task WALKER = new Task(36, "kworker/u8:1");
    private static final Task CLIENT = new Task(1, "swapper/0");
    private static final ObjectId OBJECT = new ObjectId(0xffff0000L, 0);
    private static final ObjectId GROUP = new ObjectId(0xaaaa0000L, 0);
    private static final ObjectId DOMAIN = new ObjectId(0xbbbb0000L, 0);
    private static final ObjectId LOCK = new ObjectId(0xcccc0000L, 0);

    private final KernelState state = new KernelState();
    private long seq;

    @Test
    void theStateIsTheOneBeforeTheEvent() {
        Before first = happens(WALKER, at -> new DevIommuFree(at, "psci", OBJECT));
        assertThat(first.getDevice().getFreed().isSeen())
                .as("seen from the first free itself")
                .isTrue();
        Before second = sees(CLIENT, at -> new DevIommuFree(at, "psci", OBJECT));
        assertThat(second.getDevIommu().getFreed().getTask()).isEqualTo(WALKER);
    }

    @Test
    void anAddressThatWasAllocatedAgainIsNotFreed() {
        happens(WALKER, at -> new DevIommuFree(at, "psci", OBJECT));
        ObjectId again = new ObjectId(OBJECT.address(), 1);
        happens(WALKER, at -> new DevIommuGet(at, "pmu", again, true));
        assertThat(sees(WALKER, at -> new DevIommuFree(at, "pmu", again))
                        .getDevIommu()
                        .getFreed()
                        .isSeen())
                .isFalse();
    }

    @Test
    void aStalePointerStillNamesTheObjectThatItsDeviceGot() {
        happens(WALKER, at -> new DevIommuGet(at, "psci", OBJECT, true));
        happens(WALKER, at -> new DevIommuFree(at, "psci", OBJECT));
        happens(WALKER, at -> new DevIommuGet(at, "pmu", new ObjectId(OBJECT.address(), 1), true));
        assertThat(sees(CLIENT, at -> new DevIommuFree(at, "psci", OBJECT))
                        .getDevIommu()
                        .getFreed()
                        .isSeen())
                .isTrue();
    }

    @Test
    void aUseLastsUntilTheProbeEnds() {
        happens(CLIENT, at -> new IommuProbeBegin(at, "psci", "probe_iommu_group"));
        happens(CLIENT, at -> new DevIommuGet(at, "psci", OBJECT, true));
        assertThat(sees(WALKER, at -> new DevIommuFree(at, "psci", OBJECT))
                        .getOtherUser()
                        .getTask())
                .isEqualTo(CLIENT);
        happens(CLIENT, at -> new IommuProbeEnd(at, "psci", Result.of(-19)));
        assertThat(sees(WALKER, at -> new DevIommuFree(at, "psci", OBJECT))
                        .getOtherUser()
                        .isSeen())
                .isFalse();
    }

    @Test
    void aUseEndsWhenTheProbeLockIsReleased() {
        happens(CLIENT, at -> new DmaConfigureBegin(at, "vop", "of_iommu_configure"));
        happens(CLIENT, at -> new LockAcquire(at, LOCK, KernelState.PROBE_LOCK, ""));
        happens(CLIENT, at -> new DevIommuGet(at, "vop", OBJECT, true));
        happens(CLIENT, at -> new LockRelease(at, LOCK, KernelState.PROBE_LOCK, ""));
        assertThat(sees(WALKER, at -> new DevIommuFree(at, "vop", OBJECT))
                        .getOtherUser()
                        .isSeen())
                .isFalse();
    }

    @Test
    void aTaskIsInsideUntilItReturns() {
        happens(WALKER, at -> new IommuProbeBegin(at, "psci", "probe_iommu_group"));
        assertThat(sees(CLIENT, at -> new IommuProbeBegin(at, "psci", "iommu_probe_device"))
                        .getOtherProber()
                        .getTask())
                .isEqualTo(WALKER);
        assertThat(sees(WALKER, at -> new IommuProbeBegin(at, "psci", "iommu_probe_device"))
                        .getOtherProber()
                        .isSeen())
                .as("its own entry")
                .isFalse();
    }

    @Test
    void powerManagementIsNotEnabledOnlyIfTheProbeWasSeenToBegin() {
        assertThat(sees(WALKER, at -> new RegisterBegin(at, "iommu", ObjectId.UNKNOWN))
                        .getPmEnabled())
                .isEqualTo(Known.UNKNOWN);
        happens(WALKER, at -> new ProbeBegin(at, "iommu", "rk_iommu"));
        assertThat(sees(WALKER, at -> new RegisterBegin(at, "iommu", ObjectId.UNKNOWN))
                        .getPmEnabled())
                .isEqualTo(Known.NO);
        happens(WALKER, at -> new PmEnable(at, "iommu"));
        assertThat(sees(WALKER, at -> new RegisterBegin(at, "iommu", ObjectId.UNKNOWN))
                        .getPmEnabled())
                .isEqualTo(Known.YES);
    }

    @Test
    void aDriverThatMayDoWithoutPowerManagementIsNotAskedForIt() {
        happens(WALKER, at -> new ProbeBegin(at, "iommu", "arm-smmu-v3"));
        happens(WALKER, at -> new DriverProbeBegin(at, "iommu", "arm_smmu_device_probe", ObjectId.UNKNOWN));
        assertThat(sees(WALKER, at -> new RegisterBegin(at, "iommu", ObjectId.UNKNOWN))
                        .getPmEnabled())
                .isEqualTo(Known.UNKNOWN);
    }

    @Test
    void whatLeavesItsGroupIsReleasedAlsoWhereTheReleaseIsNotRecorded() {
        happens(WALKER, at -> new IommuProbeEnd(at, "vop", Result.OK));
        happens(WALKER, at -> new GroupAdd(at, "vop", GROUP, Result.OK));
        happens(CLIENT, at -> new GroupDel(at, "vop", GROUP));
        assertThat(sees(CLIENT, at -> new IommuProbeEnd(at, "vop", Result.OK))
                        .getDevice()
                        .getIommuProbed()
                        .isSeen())
                .isFalse();
    }

    @Test
    void aClientThatProbesBeforeItsGroupHasADefaultDomainIsRemembered() {
        happens(WALKER, at -> new GroupAdd(at, "vop", GROUP, Result.OK));
        happens(CLIENT, at -> new DriverProbeBegin(at, "vop", "vop_probe", ObjectId.UNKNOWN));
        assertThat(sees(WALKER, at -> new SetDefault(at, GROUP, DOMAIN))
                        .getGroup()
                        .getClientProbed()
                        .getTask())
                .isEqualTo(CLIENT);
    }

    @Test
    void aFailedAttachChangesNothing() {
        happens(CLIENT, at -> new Attach(at, "vop", DOMAIN, DomainType.UNMANAGED, Result.of(-22)));
        assertThat(sees(WALKER, at -> new Detach(at, "vop", DOMAIN))
                        .getDevice()
                        .getAttached()
                        .isSeen())
                .isFalse();
    }

    @Test
    void theOtherOrderOfTwoLocksIsFoundThroughAThird() {
        lock(WALKER, "a", "b");
        lock(WALKER, "b", "c");
        happens(CLIENT, at -> new LockAcquire(at, ObjectId.UNKNOWN, "c", ""));
        assertThat(sees(CLIENT, at -> new LockAcquire(at, ObjectId.UNKNOWN, "a", ""))
                        .getLockReversed()
                        .isSeen())
                .isTrue();
    }

    @Test
    void whatWasSeenBeforeAGapIsForgotten() {
        happens(WALKER, at -> new DevIommuFree(at, "psci", OBJECT));
        happens(Task.UNKNOWN, at -> new EventsLost(at, -1, 57, "", false));
        Before before = sees(WALKER, at -> new DevIommuFree(at, "psci", OBJECT));
        assertThat(before.getDevIommu().getFreed().isSeen()).isFalse();
        assertThat(before.getEverAttached()).isEqualTo(Known.UNKNOWN);
    }

    @Test
    void nothingIsLearnedWhileAGapIsOpen() {
        happens(Task.UNKNOWN, at -> new EventsLost(at, -1, 57, "", true));
        happens(WALKER, at -> new DevIommuFree(at, "psci", OBJECT));
        assertThat(sees(WALKER, at -> new DevIommuFree(at, "psci", OBJECT))
                        .getDevIommu()
                        .getFreed()
                        .isSeen())
                .isFalse();
    }

    @Test
    void memoryDoesNotGrowWithTheNumberOfAllocations() {
        for (int generation = 0; generation < 10_000; generation++) {
            ObjectId object = new ObjectId(OBJECT.address(), generation);
            happens(WALKER, at -> new IommuProbeBegin(at, "psci", "probe_iommu_group"));
            happens(WALKER, at -> new DevIommuGet(at, "psci", object, true));
            happens(WALKER, at -> new DevIommuFree(at, "psci", object));
            happens(WALKER, at -> new IommuProbeEnd(at, "psci", Result.of(-19)));
        }
        assertThat(state.objects).hasSize(1);
        assertThat(state.device("psci").insiders).isEmpty();
        assertThat(state.tasks.get(WALKER.pid()).calls).isEmpty();
        assertThat(state.tasks.get(WALKER.pid()).using).isEmpty();
    }

    private void lock(Task task, String outer, String inner) {
        happens(task, at -> new LockAcquire(at, ObjectId.UNKNOWN, outer, ""));
        happens(task, at -> new LockAcquire(at, ObjectId.UNKNOWN, inner, ""));
        happens(task, at -> new LockRelease(at, ObjectId.UNKNOWN, inner, ""));
        happens(task, at -> new LockRelease(at, ObjectId.UNKNOWN, outer, ""));
    }

    /** The event becomes the current one and is not applied. */
    private Before sees(Task task, Function<Stamp, ProbeEvent> event) {
        ProbeEvent made = event.apply(new Stamp(++seq, seq * 1000, 0, task, Origin.NONE, false));
        state.enter(made);
        return made.getBefore();
    }

    private Before happens(Task task, Function<Stamp, ProbeEvent> event) {
        Before before = sees(task, event);
        state.apply(eventOf(event, task));
        return before;
    }

    private ProbeEvent eventOf(Function<Stamp, ProbeEvent> event, Task task) {
        ProbeEvent made = event.apply(new Stamp(++seq, seq * 1000, 0, task, Origin.NONE, false));
        state.enter(made);
        return made;
    }
}
