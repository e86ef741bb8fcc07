// SPDX-License-Identifier: Apache-2.0
package probus.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Place;

/**
 * A rule in one sentence.
 *
 * @param at where it stands
 * @param shape its name, one of {@link probus.engine.drl.Shapes#NAMES}
 * @param events what it speaks of, in the order of the sentence
 * @param since what opens the scope anew each time
 * @param end what closes the scope: {@code until} or a response's {@code before}
 * @param keys what the events share; each is a field, or fields of which each event has one
 * @param lock the lock's name, {@code ""} where there is none; {@code device lock} for the event's own
 * @param nanoseconds the time that is allowed
 */
public record Sentence(
        Place at,
        String shape,
        List<EventPattern> events,
        Optional<EventPattern> since,
        Optional<EventPattern> end,
        List<Key> keys,
        String lock,
        long nanoseconds) {
    /** What a device's own lock is called in a sentence. */
    static final String DEVICE_LOCK = "device lock";

    /** Fields of which each event has one. */
    public record Key(Place at, List<String> fields) {}

    /** {@return all events that it mentions} */
    public List<EventPattern> mentioned() {
        List<EventPattern> all = new ArrayList<>(events);
        since.ifPresent(all::add);
        end.ifPresent(all::add);
        return all;
    }
}
