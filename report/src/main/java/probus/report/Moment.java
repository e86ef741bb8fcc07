// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.Optional;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/**
 * A row of an interleaving: an event, or words for what is none.
 *
 * @param time nanoseconds, or a step's number
 * @param task who
 * @param event what happened, if it was an event
 * @param words what happened otherwise
 * @param marked whether it is evidence
 */
public record Moment(long time, Task task, Optional<ProbeEvent> event, String words, boolean marked) {
    /** {@return the moment of an event} */
    public static Moment of(long time, ProbeEvent event, boolean marked) {
        return new Moment(time, event.getTask(), Optional.of(event), "", marked);
    }

    /** {@return the moment of something that no event tells} */
    public static Moment of(long time, Task task, String words, boolean marked) {
        return new Moment(time, task, Optional.empty(), words, marked);
    }

    EventText text(String device) {
        return event.map(happened -> EventText.of(happened, device))
                .orElseGet(() -> new EventText(Words.safe(words), "", false));
    }

    /** {@return the device that it is about, {@code ""} if none is known} */
    String device() {
        return event.filter(ProbeEvent.OfDevice.class::isInstance)
                .map(happened -> ((ProbeEvent.OfDevice) happened).dev())
                .filter(device -> !device.equals(ProbeEvent.UNKNOWN))
                .orElse("");
    }
}
