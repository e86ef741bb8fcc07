// SPDX-License-Identifier: Apache-2.0
package probus.engine.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import probus.facts.EventCopy;
import probus.facts.ProbeEvent;

/**
 * A change of a trace in one place.
 *
 * @param kind what is changed
 * @param at position of the event, from 0
 * @param field what else is to be known: the field that is changed, {@code ""} for none
 * @param value the field's new value; null for none
 */
public record Mutant(Kind kind, int at, String field, Object value) {
    /** Kinds of change. */
    public enum Kind {
        /** The event never happened. */
        DROP,
        /** The event happened twice. */
        DUPLICATE,
        /** The event and the next one, of another task, happened the other way round. */
        SWAP,
        /** The event concerned another object or device. */
        OBJECT,
        /** The call failed, or did not. */
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return the events with the change, each a copy, numbered anew} */
    List<ProbeEvent> apply(List<ProbeEvent> events) {
        List<ProbeEvent> changed = new ArrayList<>(events);
        ProbeEvent event = events.get(at);
        switch (kind) {
            case DROP -> changed.remove(at);
            case DUPLICATE -> changed.add(at + 1, event);
            case SWAP -> {
                changed.set(at, events.get(at + 1));
                changed.set(at + 1, event);
            }
            default -> changed.set(at, EventCopy.with(event, field, value));
        }
        return copied(changed);
    }

    /** {@return copies of the events, numbered anew} */
    static List<ProbeEvent> copied(List<ProbeEvent> events) {
        List<ProbeEvent> copies = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            copies.add(EventCopy.at(events.get(i), i + 1L));
        }
        return copies;
    }

    /** {@return the change in words} */
    public String describe() {
        return field.isEmpty() ? kind.toString() : kind + " " + field + " to " + value;
    }
}
