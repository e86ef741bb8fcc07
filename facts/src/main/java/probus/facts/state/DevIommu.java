// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.ArrayList;
import java.util.List;
import probus.facts.ObjectId;
import probus.facts.Task;

/** What is known of one allocation, mostly a {@code struct dev_iommu}. */
public final class DevIommu {
    /** The object of an event that concerns none. */
    public static final DevIommu NONE = new DevIommu(ObjectId.UNKNOWN);

    final ObjectId id;
    final List<Use> users = new ArrayList<>(2);
    PastEvent created = PastEvent.NONE;
    PastEvent freed = PastEvent.NONE;
    /** Whether its field iommu_dev is set. */
    Known iommuDev = Known.UNKNOWN;

    DevIommu(ObjectId id) {
        this.id = id;
    }

    /** A get for a device, and the probe or configuration that it is part of. */
    record Use(String dev, PastEvent get, PastEvent call) {
        static final Use NONE = new Use("", PastEvent.NONE, PastEvent.NONE);
    }

    /** {@return the use of another task than {@code task} whose probe or configuration is still going on} */
    Use useByOtherThan(Task task) {
        for (Use use : users) {
            if (Before.isOther(use.get().getTask(), task)) {
                return use;
            }
        }
        return Use.NONE;
    }

    /** {@return the get or allocation that created it} */
    public PastEvent getCreated() {
        return created;
    }

    /** {@return its free} */
    public PastEvent getFreed() {
        return freed;
    }
}
