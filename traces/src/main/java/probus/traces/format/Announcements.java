// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The faults that were announced and not yet printed. Whose is whose is found out when registers have been read. */
final class Announcements {
    private static final int MAX_ANNOUNCED = 64;

    private final RecordSink sink;
    private final List<Announcement> waiting = new ArrayList<>();

    Announcements(RecordSink sink) {
        this.sink = sink;
    }

    /** {@return whether the line announces a fault} */
    boolean accept(ConsoleLine line) {
        Announcement fault = Announcement.of(line);
        if (fault != null) {
            if (waiting.size() == MAX_ANNOUNCED) {
                sink.accept(waiting.remove(0).alone());
            }
            waiting.add(fault);
            return true;
        }
        String syndrome = waiting.isEmpty() ? "" : Announcement.syndromeOn(line.text());
        for (int i = waiting.size() - 1; i >= 0 && !syndrome.isEmpty(); i--) {
            Announcement last = waiting.get(i);
            if (last.syndrome().isEmpty() && last.first().caller().equals(line.caller())) {
                last.syndrome(syndrome);
                syndrome = "";
            }
        }
        return false;
    }

    /**
     * Takes away the announcement of an oops: that of the same caller, else of the address that its instruction
     * touched, else with the same syndrome, else the oldest.
     *
     * @return {@code null} if none waits
     */
    Announcement claim(Report oops) {
        OptionalLong touched = oops.touched();
        List<Predicate<Announcement>> clues = List.of(
                fault ->
                        !oops.first.caller().isEmpty() && fault.first().caller().equals(oops.first.caller()),
                fault -> touched.isPresent() && fault.address() == touched.getAsLong(),
                fault -> !oops.syndrome.isEmpty() && fault.syndrome().equals(oops.syndrome),
                fault -> true);
        for (Predicate<Announcement> clue : clues) {
            for (Announcement fault : waiting) {
                if (clue.test(fault)) {
                    waiting.remove(fault);
                    return fault;
                }
            }
        }
        return null;
    }

    /** Gives out what was announced and never printed. */
    void flush() {
        waiting.forEach(fault -> sink.accept(fault.alone()));
        waiting.clear();
    }
}
