// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.cli.live.Watcher;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.report.BootReport;
import probus.report.KernelChoice;

/**
 * The newest that happened, numbered from 1. Writing costs the checking thread a few stores; everything else is done by
 * those who read, each from where it stopped.
 *
 * <p>What is lost is said: a reader that comes too late is told how many entries it missed and goes on with newer ones, from
 * the beginning of a boot where it can. Only the last {@value #FULL} violations are kept in full, and fewer entries if their
 * lines are very long.
 */
public final class Journal implements Watcher {
    static final int FULL = 1_000;
    private static final int BOOTS = 1_000;
    static final long CHARACTERS_MAX = 1L << 25;
    private static final Object GONE = "";

    private final Object[] ring;
    private final ArrayDeque<Long> full = new ArrayDeque<>();
    private final ArrayDeque<Long> boots = new ArrayDeque<>();
    private final Scores scores = new Scores();
    private long oldest = 1;
    private long next = 1;
    private long characters;
    private int boot;
    private Optional<KernelProfile> profile = Optional.empty();

    /** Keeps so many entries. */
    Journal(int capacity) {
        ring = new Object[capacity];
    }

    /**
     * What a reader gets.
     *
     * @param missed entries between what it had and the first of these, that are gone
     * @param first number of the first entry
     * @param entries in order, {@link ProbeEvent} or {@link Entry}
     */
    record Batch(long missed, long first, List<Object> entries) {
        long last() {
            return first + entries.size() - 1;
        }
    }

    /** {@return at most {@code most} entries behind the one numbered {@code after}} */
    synchronized Batch read(long after, int most) {
        long first = Math.min(Math.max(0, after), next - 1) + 1;
        long missed = 0;
        if (first < oldest) {
            long resume = oldest == 1 || first == 1 ? oldest : resume();
            missed = resume - first;
            first = resume;
        }
        int count = (int) Math.min(most, next - first);
        List<Object> entries = new ArrayList<>(count);
        for (long id = first; id < first + count; id++) {
            entries.add(ring[slot(id)]);
        }
        return new Batch(missed, first, entries);
    }

    /** {@return the entry with that number, if it is still there} */
    synchronized Optional<Object> find(long id) {
        return id >= oldest && id < next ? Optional.of(ring[slot(id)]) : Optional.empty();
    }

    /** {@return the number of the oldest entry that is kept} */
    synchronized long oldest() {
        return oldest;
    }

    /** {@return the number of the newest entry, {@code 0} if there is none} */
    synchronized long newest() {
        return next - 1;
    }

    /** {@return what is true of each rule, over all boots} */
    Scores scores() {
        return scores;
    }

    @Override
    public void bootBegins(String input, int number) {
        synchronized (this) {
            boot = number;
            boots.add(add(new Entry.BootBegan(input, number), input.length()));
            if (boots.size() > BOOTS) {
                boots.remove();
            }
        }
    }

    @Override
    public void kernel(KernelChoice kernel) {
        synchronized (this) {
            profile = kernel.profile();
            add(new Entry.KernelKnown(kernel.words()), 0);
        }
    }

    @Override
    public void event(ProbeEvent event) {
        int length = length(event);
        synchronized (this) {
            add(event, length);
        }
    }

    @Override
    public void violation(Violation violation) {
        scores.broken(violation);
        synchronized (this) {
            full.add(add(new Entry.Broken(violation, profile, boot), 0));
            if (full.size() > FULL) {
                shorten(full.remove());
            }
        }
    }

    @Override
    public void verdicts(List<Verdict> soFar) {
        scores.now(soFar);
    }

    @Override
    public void bootEnds(BootReport report, String schedule) {
        scores.ended(report.verdicts());
        List<String> violated = report.verdicts().stream()
                .filter(verdict -> verdict.kind() == Verdict.Kind.VIOLATED)
                .map(verdict -> verdict.rule().id())
                .toList();
        long events = report.counts().events();
        synchronized (this) {
            add(new Entry.BootEnded(boot, schedule, events, violated, report.error()), schedule.length());
        }
    }

    private long add(Object entry, int length) {
        if (next - oldest == ring.length) {
            drop();
        }
        ring[slot(next)] = entry;
        characters += length;
        while (characters > CHARACTERS_MAX && oldest < next) {
            drop();
        }
        return next++;
    }

    private void drop() {
        int slot = slot(oldest);
        characters -= length(ring[slot]);
        ring[slot] = GONE;
        oldest++;
    }

    private void shorten(long id) {
        if (id >= oldest && ring[slot(id)] instanceof Entry.Broken broken) {
            ring[slot(id)] = broken.remembered();
        }
    }

    /** Half a ring ahead of what is overwritten next: a reader that is a little too slow should not stumble at each step. */
    private long resume() {
        long half = Math.min(next, oldest + ring.length / 2);
        for (long begin : boots) {
            if (begin >= half) {
                return begin;
            }
        }
        return half;
    }

    private int slot(long id) {
        return (int) ((id - 1) % ring.length);
    }

    private static int length(Object entry) {
        if (entry instanceof Entry.BootBegan began) {
            return began.input().length();
        }
        if (entry instanceof Entry.BootEnded ended) {
            return ended.schedule().length();
        }
        return entry instanceof ProbeEvent event ? length(event) : 0;
    }

    /** What may be long in an event. */
    private static int length(ProbeEvent event) {
        int length =
                event.at().origin().text().length() + event.getTask().name().length();
        if (event instanceof ProbeEvent.OfDevice of) {
            length += of.dev().length();
        } else if (event instanceof ProbeEvent.KernelOops oops) {
            length += oops.callTrace().length();
        } else if (event instanceof ProbeEvent.KernelWarning warning) {
            length += warning.callTrace().length();
        }
        return length;
    }
}
