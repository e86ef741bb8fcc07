// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.ArrayList;
import java.util.List;
import probus.facts.ProbeEvent;

/** What is known of one task, found by its pid: where it is and what it holds. */
public final class TaskState {
    /** The task of an event that does not tell. */
    public static final TaskState NONE = new TaskState();

    final List<PastEvent> calls = new ArrayList<>(8);
    final List<PastEvent> locks = new ArrayList<>(4);
    final List<DevIommu> using = new ArrayList<>(2);
    ProbeEvent last;
    PastEvent opsProbed = PastEvent.NONE;

    /** {@return the last thing that the task did} */
    public PastEvent getLast() {
        return last == null ? PastEvent.NONE : PastEvent.of(last);
    }

    /** {@return the innermost call of the task that has not returned} */
    public PastEvent getCall() {
        return calls.isEmpty() ? PastEvent.NONE : calls.get(calls.size() - 1);
    }

    /** {@return the {@code iommu_device_register} that the task is in} */
    public PastEvent getRegistering() {
        return inside(ProbeEvent.RegisterBegin.class);
    }

    /** {@return the {@code ops->probe_device} answer inside the IOMMU probe that the task is in} */
    public PastEvent getOpsProbed() {
        return opsProbed;
    }

    /** {@return the group's mutex that the task holds} */
    public PastEvent getGroupMutex() {
        return holding("group->mutex");
    }

    PastEvent holding(String lockName) {
        for (PastEvent lock : locks) {
            if (((ProbeEvent.OfLock) lock.getEvent()).name().equals(lockName)) {
                return lock;
            }
        }
        return PastEvent.NONE;
    }

    PastEvent holdingDeviceLock(String device) {
        for (PastEvent lock : locks) {
            if (((ProbeEvent.OfLock) lock.getEvent()).dev().equals(device)) {
                return lock;
            }
        }
        return PastEvent.NONE;
    }

    /** {@return the innermost call of {@code kind} about {@code key} that the task is in} */
    PastEvent inside(Class<? extends ProbeEvent> kind, String key) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            ProbeEvent call = calls.get(i).getEvent();
            if (call.getClass() == kind && key(call).equals(key)) {
                return calls.get(i);
            }
        }
        return PastEvent.NONE;
    }

    PastEvent inside(Class<? extends ProbeEvent> kind) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).getEvent().getClass() == kind) {
                return calls.get(i);
            }
        }
        return PastEvent.NONE;
    }

    /** Enters a call; one of the same kind and key that never returned is left behind. */
    void enter(ProbeEvent event) {
        leave(event.getClass(), key(event));
        if (!(event instanceof ProbeEvent.IommuProbeBegin)) {
            leaveConfiguration();
        }
        calls.add(PastEvent.of(event));
    }

    /** A configuration calls nothing that is recorded as a call but the probe: what else begins shows that it is over. */
    private void leaveConfiguration() {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).getEvent() instanceof ProbeEvent.DmaConfigureBegin) {
                calls.subList(i, calls.size()).clear();
                return;
            }
        }
    }

    /**
     * Leaves the innermost call of {@code kind} about {@code key}, and whatever was called inside it and never returned.
     *
     * @param key the device's or IOMMU's name
     */
    void leave(Class<? extends ProbeEvent> kind, String key) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            ProbeEvent call = calls.get(i).getEvent();
            if (call.getClass() == kind && key(call).equals(key)) {
                calls.subList(i, calls.size()).clear();
                return;
            }
        }
    }

    private static String key(ProbeEvent event) {
        if (event instanceof ProbeEvent.OfDevice of) {
            return of.dev();
        }
        return event instanceof ProbeEvent.OfIommu of ? of.iommu() : "";
    }
}
