// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

/** What is known of the link that an IOMMU driver takes from a device to its IOMMU. */
public final class Link {
    /** The link of an event that concerns none. */
    public static final Link NONE = new Link();

    PastEvent held = PastEvent.NONE;
    PastEvent dropped = PastEvent.NONE;

    /** {@return the addition that no drop or release has followed} */
    public PastEvent getHeld() {
        return held;
    }

    /** {@return the drop since which the link was not taken again} */
    public PastEvent getDropped() {
        return dropped;
    }
}
