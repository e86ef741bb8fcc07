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
    final List<PastEvent> users = new ArrayList<>(2);
    PastEvent created = PastEvent.NONE;
    PastEvent freed = PastEvent.NONE;

    DevIommu(ObjectId id) {
        this.id = id;
    }

    /** {@return the get of another task than {@code task} whose probe or configuration is still going on} */
    PastEvent userOtherThan(Task task) {
        for (PastEvent user : users) {
            if (!user.getTask().equals(task)) {
                return user;
            }
        }
        return PastEvent.NONE;
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
