// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows an event again that several buffers recorded: the kernel writes it into one after the other. */
final class Repeats {
    private static final long NANOSECONDS_APART = 1_000_000;

    /** Type, flags and count of preemption; the last two may change from one buffer to the next. */
    private static final int HEAD = 4;

    private final Map<Integer, Seen> last = new HashMap<>();

    private record Seen(short type, ByteBuffer data, long time, Set<String> buffers) {}

    /** {@return whether this is the event that another buffer had last on this CPU} */
    boolean isRepeat(CpuEvents at) {
        short type = at.event.getShort(0);
        ByteBuffer data = at.event.duplicate().position(Math.min(HEAD, at.event.limit()));
        Seen before = last.get(at.cpu);
        if (before != null
                && before.type() == type
                && at.time - before.time() <= NANOSECONDS_APART
                && before.data().equals(data)
                && before.buffers().add(at.buffer)) {
            return true;
        }
        ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
        last.put(at.cpu, new Seen(type, copy, at.time, new HashSet<>(Set.of(at.buffer))));
        return false;
    }
}
