// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.BitSet;
import probus.facts.ProbeEvent.EventsLost;
import probus.traces.record.TraceRecord.Lost;

/**
 * Lifts what the kernel, or a return without an entry, says of events that are missing. A buffer that was overwritten lost
 * the oldest events of each CPU, so that nothing can be concluded before the latest first event of a CPU.
 */
final class Losses {
    private final Scene scene;
    private final Emitter out;
    private final BitSet seen = new BitSet();
    private int missing;
    private boolean open;
    private long count;
    private boolean undescribed;

    Losses(Scene scene) {
        this.scene = scene;
        out = scene.out;
    }

    /** {@return how many events are known to be lost; where only the fact is known it counts as one} */
    long count() {
        return count;
    }

    /** {@return whether a probe point that was armed may have been hit without anybody seeing it} */
    boolean undescribed() {
        return undescribed;
    }

    void lift(Lost lost) {
        switch (lost.kind()) {
            case OVERWRITTEN -> {
                open = true;
                seen.clear();
                missing = lost.cpus() > 0 ? lost.cpus() : Integer.MAX_VALUE;
                lose(-1, lost.count(), true);
            }
            case DROPPED -> lose(lost.cpu(), lost.count(), false);
            case BUFFER_STARTED -> started(lost.cpu());
            case MISSED_HITS -> {
                // told by the probe point itself
            }
            case UNDESCRIBED -> {
                undescribed = true;
                count += lost.count();
            }
        }
    }

    /** An event of a CPU follows. */
    void started(int cpu) {
        if (!open || cpu < 0 || seen.get(cpu)) {
            return;
        }
        seen.set(cpu);
        missing--;
        if (missing == 0) {
            open = false;
            scene.forget();
            out.emit(new EventsLost(out.stamp(), -1, -1, "", false));
        }
    }

    /** Something that was recorded cannot have happened without something that was not. */
    void discovered() {
        scene.forget();
        count++;
        out.emit(new EventsLost(out.inferred(), -1, -1, "", false));
    }

    /** Hits of a probe point were missed, nobody knows when. */
    void missedHits(long hits, Iterable<String> kinds) {
        count += hits;
        for (String kind : kinds) {
            out.emit(new EventsLost(out.stamp(), -1, hits, kind, false));
        }
    }

    private void lose(int cpu, long events, boolean more) {
        scene.forget();
        count += Math.max(1, events);
        out.emit(new EventsLost(out.stamp(), cpu, events, "", more));
    }
}
