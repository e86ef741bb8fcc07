// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Position;

/** Numbers the events and stamps them with the line that is being lifted. */
final class Emitter {
    private final Consumer<ProbeEvent> sink;
    private long seq;
    private Position position = new Position("", 0, "");
    private long time;
    private int cpu = -1;
    private Task task = Task.UNKNOWN;
    private Origin origin;
    private boolean losing;

    Emitter(Consumer<ProbeEvent> sink) {
        this.sink = sink;
    }

    /** Goes to the line of an event. */
    void at(Position line, TraceRecord.Stamp stamp, Task who) {
        at(line, stamp.time(), stamp.cpu(), who);
    }

    /** Goes to a line. */
    void at(Position line, long when, int where, Task who) {
        position = line;
        time = when;
        cpu = where;
        task = who;
        origin = null;
    }

    /** Goes to a line that has no time of its own: it is read after what was read before. */
    void at(Position line) {
        at(line, time, -1, Task.UNKNOWN);
    }

    /** {@return the current line} */
    Origin origin() {
        if (origin == null) {
            origin = of(position);
        }
        return origin;
    }

    static Origin of(Position position) {
        return new Origin(position.file(), position.line(), position.text());
    }

    /** Hands an event out. */
    void emit(ProbeEvent event) {
        sink.accept(event);
    }

    /** {@return the stamp of an event that the line records} */
    Stamp stamp() {
        return new Stamp(++seq, time, cpu, task, origin(), false);
    }

    /** {@return the stamp of an event that the line records and other lines too} */
    Stamp stamp(Origin... also) {
        return new Stamp(++seq, time, cpu, task, with(origin(), also), false);
    }

    /** {@return the stamp of an event that the line proves, and the other lines with it} */
    Stamp inferred(Origin... also) {
        return new Stamp(++seq, time, cpu, task, with(origin(), also), true);
    }

    /** From here on returns are not recorded but missing, or no longer. */
    void losing(boolean missing) {
        losing = missing;
    }

    /** {@return the stamp of a return, which needs the line of the entry; of a missing one, at the line that shows it} */
    Stamp returning(Origin... entry) {
        return losing ? inferred(entry) : stamp(entry);
    }

    /** {@return the stamp of an event that another line proves and that this line places in time} */
    Stamp inferredFrom(Origin proof) {
        return new Stamp(++seq, time, cpu, task, proof, true);
    }

    /** {@return the stamp of something that another task than the line's did} */
    Stamp inferredOf(Task who, Origin... also) {
        return new Stamp(++seq, time, -1, who, with(origin(), also), true);
    }

    private static Origin with(Origin line, Origin... also) {
        List<Origin> others = new ArrayList<>(also.length);
        for (Origin other : also) {
            if (other != null && !other.equals(Origin.NONE)) {
                others.add(other);
            }
        }
        return others.isEmpty() ? line : new Origin(line.file(), line.line(), line.text(), List.copyOf(others));
    }
}
