// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import probus.traces.record.TraceRecord.Armed;

/**
 * Which function a probe event is about where the input shows bare addresses: by the symbols of the kernel, else by the
 * definition of the event, else by the event's name. One instance serves one input.
 */
public final class Addresses {
    private static final int MOST_DEFINITIONS = 10_000;

    private final Symbols symbols;
    private final Map<String, String> definitions = new HashMap<>();
    private final Map<String, Boolean> listed = new HashMap<>();
    private boolean guess;
    private boolean guessed;

    /** Knows these symbols, which may be none. */
    public Addresses(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Takes the definition of a probe point, from {@code kprobe_events} or the kernel's command line. */
    public void define(Armed point) {
        if (definitions.size() < MOST_DEFINITIONS) {
            definitions.put(point.event(), point.function());
        }
    }

    /** {@return whether the functions of some events were told by the names of the events alone} */
    public boolean guessed() {
        return guessed;
    }

    /**
     * {@return the function; {@code ""} for a probe in the middle of one} An address behind a symbol may belong to a function
     * that the symbols leave out: then what else is known of the event tells.
     */
    public String function(String event, long address, boolean exit) {
        guess = false;
        Optional<Symbols.Place> place = symbols.at(address);
        if (place.isEmpty()) {
            return told(event);
        }
        String before = Symbol.function(place.get().name());
        if (ProbeNames.isEntry(place.get().name(), place.get().offset())) {
            return before;
        }
        String told = told(event);
        if (before.equals(told)) {
            return exit ? before : "";
        }
        return isListed(told) ? "" : told;
    }

    private String told(String event) {
        String defined = definitions.get(event);
        guess = defined == null;
        return guess ? ProbeNames.function(event) : defined;
    }

    private boolean isListed(String function) {
        if (listed.size() > MOST_DEFINITIONS) {
            listed.clear();
        }
        return listed.computeIfAbsent(function, name -> symbols.address(name).isPresent());
    }

    /** What was last answered is of interest. */
    public void used() {
        guessed |= guess;
    }
}
