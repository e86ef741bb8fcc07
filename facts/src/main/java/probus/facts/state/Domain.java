// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

/** What is known of one IOMMU domain. */
public final class Domain {
    /** The domain of an event that concerns none. */
    public static final Domain NONE = new Domain();

    PastEvent allocated = PastEvent.NONE;
    PastEvent freed = PastEvent.NONE;

    /** {@return its allocation} */
    public PastEvent getAllocated() {
        return allocated;
    }

    /** {@return its free} */
    public PastEvent getFreed() {
        return freed;
    }
}
