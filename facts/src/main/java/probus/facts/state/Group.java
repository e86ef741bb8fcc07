// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.LinkedHashMap;
import java.util.Map;
import probus.facts.ObjectId;

/** What is known of one IOMMU group. */
public final class Group {
    /** The group of an event that concerns none. */
    public static final Group NONE = new Group(ObjectId.UNKNOWN);

    final ObjectId id;
    int references;
    final Map<String, Device> members = new LinkedHashMap<>(4);
    PastEvent allocated = PastEvent.NONE;
    PastEvent defaultDomain = PastEvent.NONE;
    PastEvent clientProbed = PastEvent.NONE;
    PastEvent queued = PastEvent.NONE;
    Instance walker = Instance.NONE;

    Group(ObjectId id) {
        this.id = id;
    }

    void enterQueue(PastEvent event, Instance of) {
        leaveQueue();
        queued = event;
        walker = of;
        walker.queue.add(this);
    }

    void leaveQueue() {
        walker.queue.remove(this);
        queued = PastEvent.NONE;
        walker = Instance.NONE;
    }

    /** {@return its allocation} */
    public PastEvent getAllocated() {
        return allocated;
    }

    /** {@return when its default domain was set} */
    public PastEvent getDefaultDomain() {
        return defaultDomain;
    }

    /** {@return the first driver probe of a member that started while no default domain was seen} */
    public PastEvent getClientProbed() {
        return clientProbed;
    }
}
