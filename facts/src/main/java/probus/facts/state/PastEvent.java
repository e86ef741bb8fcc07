// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;

/**
 * An earlier event that the state remembers, or that none was seen. Not seen is not proven absent: a rule concludes from
 * {@code seen == true} only.
 */
public final class PastEvent {
    /** No such event was seen. */
    public static final PastEvent NONE = new PastEvent(new ProbeEvent.EndOfTrace(Stamp.NONE, false, false));

    private final ProbeEvent event;

    private PastEvent(ProbeEvent event) {
        this.event = event;
    }

    /** {@return the memory of {@code event}} */
    public static PastEvent of(ProbeEvent event) {
        return new PastEvent(event);
    }

    /** {@return whether it was seen} */
    public boolean isSeen() {
        return this != NONE;
    }

    /** {@return the event; meaningless unless seen} */
    public ProbeEvent getEvent() {
        return event;
    }

    /** {@return who did it; {@link Task#UNKNOWN} unless seen} */
    public Task getTask() {
        return event.getTask();
    }

    @Override
    public String toString() {
        return isSeen() ? event.toString() : "not seen";
    }
}
