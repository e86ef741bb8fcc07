// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.LinkedHashMap;
import java.util.Map;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/**
 * The state of the kernel just before the current event, seen from that event: its device, its task, its lock. This is what
 * rules read: {@code DevIommuFree( before.devIommu.freed.seen == true, $first : before.devIommu.freed )}. Nothing in it is
 * null; what the event does not concern is the {@code NONE} of its class.
 */
public final class Before {
    /** The state before anything: nothing seen, nothing known. */
    public static final Before NOTHING = new Before();

    Task current = Task.UNKNOWN;
    /** Only to tell its kind: what it says itself, a rule reads from it. */
    ProbeEvent event = PastEvent.NONE.getEvent();

    LockOrder lockOrder = new LockOrder();
    Device device = Device.NONE;
    DevIommu devIommu = DevIommu.NONE;
    TaskState task = TaskState.NONE;
    Instance instance = Instance.NONE;
    Group group = Group.NONE;
    Domain domain = Domain.NONE;
    Lock lock = Lock.NONE;
    Link link = Link.NONE;
    PastEvent published = PastEvent.NONE;

    /** Tasks inside the IOMMU probe of any device, by pid: who entered first comes first. */
    final Map<Integer, PastEvent> probers = new LinkedHashMap<>();

    boolean probeLockRecorded;
    boolean deviceLocksRecorded;
    private boolean unknownRead;

    /** {@return the device that the event concerns} */
    public Device getDevice() {
        return device;
    }

    /** {@return the dev_iommu, or other allocation, that the event concerns} */
    public DevIommu getDevIommu() {
        return devIommu;
    }

    /** {@return the task that does it} */
    public TaskState getTask() {
        return task;
    }

    /** {@return the IOMMU that the event concerns} */
    public Instance getInstance() {
        return instance;
    }

    /** {@return the group that the event concerns} */
    public Group getGroup() {
        return group;
    }

    /** {@return the domain that the event concerns} */
    public Domain getDomain() {
        return domain;
    }

    /** {@return the lock that the event concerns} */
    public Lock getLock() {
        return lock;
    }

    /** {@return the link between the event's device and IOMMU} */
    public Link getLink() {
        return link;
    }

    /** {@return the entry of another task that is still inside the IOMMU probe of this device} */
    public PastEvent getOtherProber() {
        return device.insiderOtherThan(current, probeLockRecorded);
    }

    /** {@return the entry of another task that is still inside the IOMMU probe, whatever the device} */
    public PastEvent getOtherProberOfAny() {
        for (PastEvent prober : probers.values()) {
            if (isOther(prober.getTask(), current)) {
                return prober;
            }
        }
        return PastEvent.NONE;
    }

    /** {@return the entry of another task whose IOMMU probe of this device has not ended, even if it has let go of the lock} */
    public PastEvent getUnfinishedProber() {
        return device.insiderOtherThan(current, false);
    }

    /** {@return the get of another task whose probe or configuration of this object's device is still going on} */
    public PastEvent getOtherUser() {
        return devIommu.useByOtherThan(current).get();
    }

    /** {@return the probe or configuration that {@link #getOtherUser} is part of} */
    public PastEvent getOtherUserCall() {
        return devIommu.useByOtherThan(current).call();
    }

    /** {@return another task's binding of this device that has not ended} */
    public PastEvent getOtherBinding() {
        return isOther(device.binding.getTask(), current) ? device.binding : PastEvent.NONE;
    }

    /** {@return the first addition of an IOMMU to the list, from which on clients find it} */
    public PastEvent getPublished() {
        return published;
    }

    /**
     * {@return whether runtime power management of the IOMMU was enabled since its driver's probe began; not known of drivers
     * that may do without, as that of the SMMUv3 does}
     */
    public Known getPmEnabled() {
        if (instance.pmEnabled.isSeen()) {
            return Known.YES;
        }
        if (instance.probing.isSeen() && !instance.needsRuntimePm()) {
            return Known.UNKNOWN;
        }
        return note(instance.probing.isSeen() ? Known.NO : Known.UNKNOWN);
    }

    /** {@return whether the IOMMU was marked ready since it was registered} */
    public Known getReady() {
        if (instance.ready.isSeen()) {
            return Known.YES;
        }
        return note(instance.registered.isSeen() ? Known.NO : Known.UNKNOWN);
    }

    /** {@return the {@code iommu_release_device} of this device that the task is in} */
    public PastEvent getReleasing() {
        return task.inside(ProbeEvent.IommuReleaseBegin.class, device.name);
    }

    /** {@return whether the task holds {@code iommu_probe_device_lock}} */
    public Known getProbeLock() {
        return note(
                probeLockRecorded && current.isKnown()
                        ? Known.of(task.holding(KernelState.PROBE_LOCK).isSeen())
                        : Known.UNKNOWN);
    }

    /** {@return whether the device was ever attached to a domain} */
    public Known getEverAttached() {
        return note(device.everAttached);
    }

    /** {@return whether {@code dev->iommu->iommu_dev} of the device is set} */
    public Known getIommuDev() {
        return note(device.devIommu.iommuDev);
    }

    /** {@return whether references to the group are left; known only if its allocation was seen} */
    public Known getGroupReferenced() {
        return note(group.allocated.isSeen() ? Known.of(group.references > 0) : Known.UNKNOWN);
    }

    /** {@return the attach of a member of the device's group to the domain that it did not leave when the device did} */
    public PastEvent getLeftApart() {
        if (device.joined.isSeen() && device.domain != Domain.NONE) {
            for (Device other : device.group.members.values()) {
                boolean apart = other.domain != Domain.NONE && other.domain != device.domain;
                if (apart
                        && other.attached.getEvent().getSeq()
                                < device.attached.getEvent().getSeq()) {
                    return other.attached;
                }
            }
        }
        return PastEvent.NONE;
    }

    /** {@return the allocation of the empty group that the device's driver allocated in the probe that it is in, and has not freed} */
    public PastEvent getGroupLeft() {
        Group own = device.own;
        return own.references > 0 && own.members.isEmpty() ? own.allocated : PastEvent.NONE;
    }

    /** {@return whether the task holds the device's own lock} */
    public Known getDeviceLock() {
        return note(
                deviceLocksRecorded && current.isKnown() && !device.name.isEmpty()
                        ? Known.of(task.holdingDeviceLock(device.name).isSeen())
                        : Known.UNKNOWN);
    }

    /** {@return whether the task has this very lock already} */
    public PastEvent getHeldBySelf() {
        return current.isKnown() && lock.held.getTask().equals(current) ? lock.held : PastEvent.NONE;
    }

    /** {@return the acquisition in the other order of this lock and one that the task holds} */
    public PastEvent getLockReversed() {
        return event instanceof ProbeEvent.OfLock of
                ? lockOrder.reversed(LockOrder.key(of), task.locks)
                : PastEvent.NONE;
    }

    /** {@return the dev_iommu that this task created for this device in the call that now ends, and that is still there} */
    public PastEvent getLeftBehind() {
        PastEvent created = device.devIommu.created;
        PastEvent call = task.inside(
                event instanceof ProbeEvent.DmaConfigureEnd
                        ? ProbeEvent.DmaConfigureBegin.class
                        : ProbeEvent.IommuProbeBegin.class,
                device.name);
        boolean mine = call.isSeen()
                && created.isSeen()
                && created.getTask().equals(current)
                && !device.devIommu.freed.isSeen()
                && !device.joined.isSeen()
                && call.getEvent().getSeq() < created.getEvent().getSeq();
        return mine ? created : PastEvent.NONE;
    }

    /**
     * Forgets, and tells, whether something unknown was read since the last call: a rule whose condition turned out false
     * only because it read something unknown has not been decided.
     */
    public boolean takeUnknownRead() {
        boolean taken = unknownRead;
        unknownRead = false;
        return taken;
    }

    /** Two tasks are proven to be different only where both were recorded. */
    static boolean isOther(Task one, Task other) {
        return one.isKnown() && other.isKnown() && !one.equals(other);
    }

    private Known note(Known value) {
        unknownRead |= value == Known.UNKNOWN;
        return value;
    }
}
