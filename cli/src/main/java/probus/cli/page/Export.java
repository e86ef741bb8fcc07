// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import probus.facts.ProbeEvent;
import probus.traces.json.JsonLines;

/** Events of the journal as JSON lines, in full: {@code probus check} reads them. */
final class Export {
    private static final Pattern RANGES = Pattern.compile("\\d{1,18}(-\\d{1,18})?");

    private Export() {}

    /**
     * Looks whether ranges can be read.
     *
     * @param ranges {@code 1-40,44,50-60}
     * @throws IllegalArgumentException if these are no ranges
     */
    static void check(String ranges) {
        for (String part : ranges.split(",", -1)) {
            if (!RANGES.matcher(part).matches()) {
                throw new IllegalArgumentException("'" + Names.name(part) + "' is no range of entries");
            }
        }
    }

    /** Writes the events with these numbers, as far as they are still kept. */
    static void write(Journal journal, String ranges, OutputStream out) throws IOException {
        for (String part : ranges.split(",", -1)) {
            int dash = part.indexOf('-');
            long first = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(part.substring(dash + 1));
            for (long id = Math.max(first, journal.oldest()); id <= Math.min(last, journal.newest()); id++) {
                Optional<Object> entry = journal.find(id);
                if (entry.isPresent() && entry.get() instanceof ProbeEvent event) {
                    out.write(JsonLines.write(event).getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            }
        }
    }
}
