// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

/** What is known of one IOMMU, found by the name of its platform device. */
public final class Instance {
    /** The IOMMU of an event that concerns none. */
    public static final Instance NONE = new Instance();

    PastEvent probing = PastEvent.NONE;
    PastEvent registered = PastEvent.NONE;
    PastEvent listed = PastEvent.NONE;
    PastEvent removed = PastEvent.NONE;
    PastEvent pmEnabled = PastEvent.NONE;
    PastEvent ready = PastEvent.NONE;

    /** {@return the start of its driver's probe} */
    public PastEvent getProbing() {
        return probing;
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
}
