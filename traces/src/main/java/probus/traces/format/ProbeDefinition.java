// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A probe point as it is defined: {@code p:kprobes/NAME SYMBOL dev=+0(+0($arg1)):string}, {@code r10:NAME SYMBOL},
 * {@code f:NAME SYMBOL%return}.
 *
 * @param event name of its events
 * @param function the probed function
 * @param exit whether it fires on return
 */
record ProbeDefinition(String event, String function, boolean exit) {
    /** Where the kernel's code begins. */
    private static final Set<String> BEGINNING = Set.of("_stext", "_text");

    private static final Pattern KIND = Pattern.compile("([prf])\\d{0,9}(?::(?:[\\w-]{1,64}[/.])?(\\w{0,64}))?");
    private static final Pattern PLACE =
            Pattern.compile("(?:[\\w-]{1,64}:)?([A-Za-z_$][\\w.$]{0,255})(?:\\+(?:0x)?(\\d[0-9a-f]*))?(%return)?");

    // Written out: what a record inherits is linked anew at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof ProbeDefinition probe
                && exit == probe.exit
                && event.equals(probe.event)
                && function.equals(probe.function);
    }

    @Override
    public int hashCode() {
        return event.hashCode() * 31 + function.hashCode();
    }

    /**
     * Reads a definition.
     *
     * @param separator what stands between its fields: a blank, or a comma on the kernel command line
     * @return the definition; empty for tracepoint and event probes, deletions and probes in the middle of a function
     */
    static Optional<ProbeDefinition> of(String text, String separator) {
        String[] fields = text.strip().split(separator.equals(",") ? "," : "\\s+", 3);
        if (fields.length < 2) {
            return Optional.empty();
        }
        Matcher kind = KIND.matcher(fields[0]);
        return kind.matches() ? at(fields[1], kind.group(2), kind.group(1)) : Optional.empty();
    }

    /** {@return the probe at {@code SYMBOL} or {@code SYMBOL%return}; {@code event} may be {@code null}} */
    static Optional<ProbeDefinition> at(String place, String event, String kind) {
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String symbol = matcher.group(1);
        if (matcher.group(2) != null && !matcher.group(2).matches("0+")) {
            if (event == null || !BEGINNING.contains(symbol)) {
                return Optional.empty();
            }
            // A function whose name stands for several: its event tells which.
            symbol = ProbeNames.function(event);
        }
        boolean exit = kind.equals("r") || matcher.group(3) != null;
        String name = event == null || event.isEmpty() ? (exit ? "r_" : "p_") + symbol + "_0" : event;
        return Optional.of(new ProbeDefinition(name, Symbol.function(symbol), exit));
    }
}
