// SPDX-License-Identifier: Apache-2.0
package probus.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.facts.ProbeEvent;
import probus.traces.format.Addresses;
import probus.traces.format.Counts;
import probus.traces.format.Interest;
import probus.traces.format.RecordSink;
import probus.traces.lift.Lifter;
import probus.traces.lift.ProbePoints;
import probus.traces.record.TraceRecord;

/** Lifts the records of an input, and begins a new boot where the input does. */
final class BootBuilder implements RecordSink {
    private static final Pattern TRACE_CLOCK = Pattern.compile("(?:^|\\s)trace_clock=(\\w{1,20})");

    /** Trace clocks that count as printk does. */
    private static final Set<String> OF_CONSOLE = Set.of("local", "global", "perf", "uptime");

    private final Source source;
    private final String input;
    private final BootSink sink;
    private final Counts counts;

    /** A banner begins a boot; in a folder it only tells the version. */
    private final boolean severalBoots;

    private final List<String> notes = new ArrayList<>();

    private Lifter lifter;
    private int boot;
    private long events;
    private long linesBefore;
    private long skippedBefore;
    private int shownBefore;
    private boolean userSpace;
    private boolean console;
    private boolean started;
    private Optional<String> version = Optional.empty();
    private Optional<String> commandLine = Optional.empty();

    /** An input, what was counted of it, and how its addresses become functions. */
    record Source(String input, Counts counts, Addresses addresses) {
        /** {@return what is of interest in it} */
        Interest interest() {
            return ProbePoints.interest(addresses);
        }
    }

    BootBuilder(Source source, BootSink sink, boolean severalBoots) {
        this.source = source;
        this.sink = sink;
        this.severalBoots = severalBoots;
        input = source.input();
        counts = source.counts();
        begin();
    }

    @Override
    public void accept(TraceRecord trace) {
        if (trace instanceof TraceRecord.Armed point) {
            source.addresses().define(point);
        }
        if (trace instanceof TraceRecord.Banner banner) {
            banner(banner);
        } else if (trace instanceof TraceRecord.CommandLine line) {
            commandLine = commandLine.or(() -> Optional.of(line.text()));
        } else if (trace instanceof TraceRecord.UserSpace) {
            userSpace = true;
        } else {
            started |= !(trace instanceof TraceRecord.Armed || trace instanceof TraceRecord.NotArmed);
            lifter.accept(trace);
        }
    }

    /** The input is over. */
    void end(String format, Optional<String> error) {
        // The line of the next boot's banner has been counted already and belongs to it; nobody counts that closely.
        sink.endBoot(new BootSummary(
                input,
                boot,
                format,
                version,
                commandLine,
                counts.lines() - linesBefore,
                events,
                counts.skippedLines() - skippedBefore,
                counts.firstSkipped().subList(shownBefore, counts.firstSkipped().size()),
                lifter.lostEvents(),
                userSpace,
                lifter.crashed(),
                lifter.knowsArmed(),
                recordable(),
                notes(),
                error));
    }

    /** Something is to be said about how the input was read. */
    void note(String text) {
        notes.add(text);
    }

    private List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        Matcher clock = TRACE_CLOCK.matcher(commandLine.orElse(""));
        if (console && events > 0 && clock.find() && !OF_CONSOLE.contains(clock.group(1))) {
            all.add("the trace's clock is '" + clock.group(1)
                    + "' and not that of the console: times of its reports cannot be compared with those of events");
        }
        if (source.addresses().guessed()) {
            all.add(
                    "functions were told by the names of the events (do_X is __X, X_r and X_ret are returns of X),"
                            + " since the input shows addresses; --symbols System.map, or kprobe_events beside it, makes it sure");
        }
        return all;
    }

    private void banner(TraceRecord.Banner banner) {
        if (severalBoots && (started || version.isPresent())) {
            end("console", Optional.empty());
            begin();
        }
        if (version.isEmpty()) {
            version = Optional.of(banner.version());
            sink.kernelVersion(banner.version());
        }
        console |= banner.log();
    }

    /** A console from its beginning on shows every fault. */
    private Set<String> recordable() {
        Set<String> kinds = new TreeSet<>(lifter.recordable());
        if (console) {
            kinds.addAll(Set.of("KernelOops", "KernelWarning", "SysfsDuplicate"));
        }
        return kinds;
    }

    private void begin() {
        boot++;
        events = 0;
        linesBefore = counts.lines();
        skippedBefore = counts.skippedLines();
        shownBefore = counts.firstSkipped().size();
        userSpace = false;
        started = false;
        console = false;
        version = Optional.empty();
        commandLine = Optional.empty();
        lifter = new Lifter(this::take);
        sink.beginBoot(input, boot);
    }

    private void take(ProbeEvent event) {
        events++;
        sink.event(event);
    }
}
