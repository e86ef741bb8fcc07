// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Which clocks go together, and how far apart two are. */
final class Clocks {
    /** So many events that two traces show are no accident. */
    private static final int ENOUGH = 3;

    /** Two clocks of one machine do not drift apart more than this while the first events are recorded. */
    private static final long DRIFT = 5_000_000;

    /** Names of trace clocks: those of one group count the same. */
    private static final List<Set<String>> GROUPS = List.of(
            Set.of("", "local", "global", "perf", "uptime"),
            Set.of("mono", "mono_raw", "boot"),
            Set.of("tai"),
            Set.of("counter", "x86-tsc"));

    private Clocks() {}

    /** {@return whether times of these clocks can be compared} An unknown one is taken for one that counts seconds. */
    static boolean agree(String one, String other) {
        boolean unknown = one.isEmpty() || other.isEmpty();
        return group(one) == group(other) || (unknown && !counts(one) && !counts(other));
    }

    private static boolean counts(String clock) {
        return group(clock) == GROUPS.size() - 1;
    }

    private static int group(String clock) {
        for (int i = 0; i < GROUPS.size(); i++) {
            if (GROUPS.get(i).contains(clock)) {
                return i;
            }
        }
        return 0;
    }

    /**
     * {@return what is to be added to the times of a trace to have those of another, by the events that both show once; empty
     * if they have nothing in common}
     */
    static OptionalLong between(List<Hit> trace, List<Hit> other) {
        Map<String, Long> ours = once(trace);
        Map<String, Long> theirs = once(other);
        List<String> common = ours.keySet().stream()
                .filter(what -> ours.get(what) != null && theirs.get(what) != null)
                .toList();
        long[] apart = common.stream()
                .mapToLong(what -> theirs.get(what) - ours.get(what))
                .sorted()
                .toArray();
        if (apart.length < ENOUGH) {
            return OptionalLong.empty();
        }
        long middle = apart[apart.length / 2];
        List<String> near = common.stream()
                .filter(what -> Math.abs(theirs.get(what) - ours.get(what) - middle) <= DRIFT)
                .toList();
        // clocks drift: the first tells how far apart they were in the beginning
        return near.size() * 2 <= apart.length
                ? OptionalLong.empty()
                : near.stream()
                        .min(Comparator.comparing(ours::get))
                        .map(what -> OptionalLong.of(theirs.get(what) - ours.get(what)))
                        .orElse(OptionalLong.empty());
    }

    /** {@return when each event was that a trace shows once; null for one that it shows again} */
    private static Map<String, Long> once(List<Hit> trace) {
        Map<String, Long> times = new HashMap<>();
        for (Hit hit : trace) {
            times.put(hit.what(), times.containsKey(hit.what()) ? null : Long.valueOf(hit.time()));
        }
        return times;
    }
}
