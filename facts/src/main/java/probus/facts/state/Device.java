// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import probus.facts.DomainType;
import probus.facts.Task;

/** What is known of one device ({@code struct device}), found by its name. */
public final class Device {
    /** The device of an event that concerns none. */
    public static final Device NONE = new Device("", Known.UNKNOWN);

    final String name;
    final List<Insider> insiders = new ArrayList<>(2);
    final Map<String, Link> links = new HashMap<>(2);
    /** What {@code dev->iommu} points to. */
    DevIommu devIommu = DevIommu.NONE;
    /** What it pointed to last: who read it then may still use it, when its address is already something else's. */
    DevIommu lastDevIommu = DevIommu.NONE;

    Group group = Group.NONE;
    /** What its driver allocated for it. */
    Group own = Group.NONE;

    /** What it is attached to, as far as that is known. */
    Domain domain = Domain.NONE;

    PastEvent freed = PastEvent.NONE;
    PastEvent opsProbed = PastEvent.NONE;
    PastEvent iommuProbed = PastEvent.NONE;
    PastEvent released = PastEvent.NONE;
    PastEvent joined = PastEvent.NONE;
    PastEvent untranslated = PastEvent.NONE;
    PastEvent attached = PastEvent.NONE;
    PastEvent binding = PastEvent.NONE;
    PastEvent bound = PastEvent.NONE;
    PastEvent driver = PastEvent.NONE;
    PastEvent driverStarted = PastEvent.NONE;
    PastEvent driverFailed = PastEvent.NONE;
    PastEvent pmEnabled = PastEvent.NONE;
    PastEvent deferred = PastEvent.NONE;
    PastEvent moduleHeld = PastEvent.NONE;
    PastEvent moduleDropped = PastEvent.NONE;
    PastEvent pmHeld = PastEvent.NONE;
    PastEvent pmDropped = PastEvent.NONE;
    PastEvent linksPurged = PastEvent.NONE;
    DomainType attachedType = DomainType.UNKNOWN;
    Known everAttached;
    int pmReferences;

    /** Creates what is known of a device on its first event; {@code ever} is NO unless earlier events may be missing. */
    Device(String name, Known ever) {
        this.name = name;
        this.everAttached = ever;
    }

    void attach(Domain to, PastEvent event) {
        domain.users.remove(name);
        domain = to;
        domain.use(name, event);
    }

    /** {@return the entry of another task than {@code task} that is still inside the IOMMU probe of this device} */
    /**
     * Where the probe lock is recorded, who does not have it is not inside: it waits for it, or has given it back to configure
     * the device.
     */
    PastEvent insiderOtherThan(Task task, boolean probeLockRecorded) {
        for (Insider insider : insiders) {
            boolean inside = !probeLockRecorded
                    || insider.task.holding(KernelState.PROBE_LOCK).isSeen();
            if (inside && Before.isOther(insider.entered.getTask(), task)) {
                return insider.entered;
            }
        }
        return PastEvent.NONE;
    }

    /** A task between the entry and the return of the IOMMU probe of this device. */
    record Insider(PastEvent entered, TaskState task) {}

    /** {@return the last free of this device's dev_iommu} */
    public PastEvent getFreed() {
        return freed;
    }

    /** {@return the successful {@code ops->probe_device} since the last release} */
    public PastEvent getOpsProbed() {
        return opsProbed;
    }

    /** {@return the successful {@code __iommu_probe_device} since the last release} */
    public PastEvent getIommuProbed() {
        return iommuProbed;
    }

    /** {@return the last {@code ops->release_device}} */
    public PastEvent getReleased() {
        return released;
    }

    /** {@return the successful addition to the group that the device is in} */
    public PastEvent getJoined() {
        return joined;
    }

    /** {@return the firmware spec or translation that no successful {@code of_xlate} has followed} */
    public PastEvent getUntranslated() {
        return untranslated;
    }

    /** {@return the attach to the domain that the device is attached to} */
    public PastEvent getAttached() {
        return attached;
    }

    /** {@return the type of the domain that the device is attached to} */
    public DomainType getAttachedType() {
        return attachedType;
    }

    /** {@return the {@code really_probe} of this device that has not returned} */
    public PastEvent getBinding() {
        return binding;
    }

    /** {@return the bind that no unbind has followed} */
    public PastEvent getBound() {
        return bound;
    }

    /** {@return when the driver core began to bind it to the driver that it has} */
    public PastEvent getDriver() {
        return driver;
    }

    /** {@return the start of its driver, which it has not lost since} */
    public PastEvent getDriverStarted() {
        return driverStarted;
    }

    /** {@return the failed answer of the driver that the core is binding it to} */
    public PastEvent getDriverFailed() {
        return driverFailed;
    }

    /** {@return when runtime power management was enabled, in the binding that is going on} */
    public PastEvent getPmEnabled() {
        return pmEnabled;
    }

    /** {@return the probe that ended with -EPROBE_DEFER and was not tried again} */
    public PastEvent getDeferred() {
        return deferred;
    }

    /** {@return the module reference that is held for this device} */
    public PastEvent getModuleHeld() {
        return moduleHeld;
    }

    /** {@return the drop of the module reference, since which none was taken} */
    public PastEvent getModuleDropped() {
        return moduleDropped;
    }

    /** {@return the oldest runtime reference that was not put} */
    public PastEvent getPmHeld() {
        return pmHeld;
    }

    /** {@return the put after which no runtime reference was left} */
    public PastEvent getPmDropped() {
        return pmDropped;
    }

    /** {@return the purge of all device links, since which none was taken} */
    public PastEvent getLinksPurged() {
        return linksPurged;
    }

    @Override
    public String toString() {
        return name;
    }
}
