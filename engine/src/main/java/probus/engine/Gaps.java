// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import probus.facts.EventCatalog;
import probus.facts.ProbeEvent;

/** What is known to be missing from the input. */
final class Gaps {
    private final Set<String> kinds = new LinkedHashSet<>();
    private boolean any;
    private boolean counted = true;
    private long count;
    private long last;

    void add(ProbeEvent.EventsLost lost) {
        if (lost.kind().isEmpty()) {
            any = true;
            last = lost.getTime();
        } else {
            kinds.add(lost.kind());
        }
        if (lost.count() >= 0) {
            count += lost.count();
        } else {
            counted = false;
        }
    }

    /** {@return how many events are known to be missing} */
    long count() {
        return count;
    }

    /** {@return whether events that {@code kind} stands for may be missing} */
    boolean concern(String kind) {
        return any
                || kinds.contains(kind)
                || EventCatalog.members(kind).stream().anyMatch(member -> kinds.contains(member.getSimpleName()));
    }

    /** {@return what is missing, in words} */
    String describe() {
        String number = counted && count > 0 ? count + " events" : "events";
        String place = any ? " before " + String.format(java.util.Locale.ROOT, "%.6f", last / 1e9) : "";
        return number + " were lost" + place;
    }
}
