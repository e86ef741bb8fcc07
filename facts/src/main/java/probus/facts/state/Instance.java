// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.LinkedHashSet;
import java.util.Set;
import probus.facts.ProbeEvent;

/** What is known of one IOMMU, found by the name of its platform device. */
public final class Instance {
    /** The IOMMU of an event that concerns none. */
    public static final Instance NONE = new Instance();

    PastEvent probing = PastEvent.NONE;
    PastEvent binding = PastEvent.NONE;
    PastEvent registered = PastEvent.NONE;
    PastEvent registering = PastEvent.NONE;
    PastEvent listed = PastEvent.NONE;
    PastEvent removed = PastEvent.NONE;
    PastEvent pmEnabled = PastEvent.NONE;
    PastEvent ready = PastEvent.NONE;
    PastEvent node = PastEvent.NONE;
    final Set<Group> queue = new LinkedHashSet<>(2);

    /** {@return the start of its driver's probe} */
    public PastEvent getProbing() {
        return probing;
    }

    /** {@return whether its driver, as far as its probe told, cannot work without runtime power management} */
    boolean needsRuntimePm() {
        ProbeEvent begin = probing.getEvent();
        String driver = ProbeEvent.UNKNOWN;
        if (begin instanceof ProbeEvent.DriverProbeBegin called) {
            driver = called.function();
        } else if (begin instanceof ProbeEvent.ProbeBegin binding) {
            driver = binding.driver();
        }
        return driver.startsWith("rk_iommu") || driver.equals(ProbeEvent.UNKNOWN);
    }

    /** {@return the start of its binding to its driver, which it is not bound to yet} */
    public PastEvent getBinding() {
        return binding;
    }

    /** {@return the start of its registration, which has neither ended nor made it ready} */
    public PastEvent getRegistering() {
        return registering;
    }

    /** {@return the registration that no failure and no removal has followed} */
    public PastEvent getRegistered() {
        return registered;
    }

    /** {@return its addition to the list of IOMMUs, since which it was not removed} */
    public PastEvent getListed() {
        return listed;
    }

    /** {@return its removal from the list, since which it was not added again} */
    public PastEvent getRemoved() {
        return removed;
    }

    /** {@return when runtime power management was enabled} */
    public PastEvent getPmEnabled() {
        return pmEnabled;
    }

    /** {@return its addition to the list of a domain, since which it did not leave one} */
    public PastEvent getNode() {
        return node;
    }

    /** {@return when the first group was queued that its walk has not taken from the queue} */
    public PastEvent getQueued() {
        return queue.stream().map(group -> group.queued).findFirst().orElse(PastEvent.NONE);
    }
}
