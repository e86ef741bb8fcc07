// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of one IOMMU domain. */
public final class Domain {
    /** The domain of an event that concerns none. */
    public static final Domain NONE = new Domain();

    PastEvent allocated = PastEvent.NONE;
    PastEvent freed = PastEvent.NONE;

    /** By device: how it was attached. */
    final Map<String, PastEvent> users = new LinkedHashMap<>(2);

    void use(String device, PastEvent attached) {
        if (this != NONE && !device.isEmpty()) {
            users.put(device, attached);
        }
    }

    /** {@return its allocation} */
    public PastEvent getAllocated() {
        return allocated;
    }

    /** {@return its free} */
    public PastEvent getFreed() {
        return freed;
    }

    /** {@return how the first device was attached that was not attached elsewhere, detached or released since} */
    public PastEvent getUser() {
        return users.values().stream().findFirst().orElse(PastEvent.NONE);
    }
}
