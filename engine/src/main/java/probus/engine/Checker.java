// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.kie.api.runtime.rule.Match;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Severity;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.facts.state.KernelState;

/**
 * Checks the events of one boot, in order, and says at the end what is true of each rule. One thread at a time.
 *
 * <pre>{@code
 * try (Checker checker = new Checker(RuleBase.bundled(), CheckOptions.DEFAULT, violation -> {})) {
 *     events.forEach(checker::accept);
 *     List<Verdict> verdicts = checker.finish(true, false);
 * }
 * }</pre>
 */
public final class Checker implements AutoCloseable {
    private final CheckOptions options;
    private final Consumer<Violation> listener;
    private final KernelState state = new KernelState();
    private final Recorded recorded = new Recorded();
    private final RecentEvents recent = new RecentEvents();
    private final List<StepRunner> steps = new ArrayList<>();
    private final List<HistoryRunner> histories = new ArrayList<>();
    private final Map<String, Tally> tallies = new HashMap<>();
    private final List<Match> matches = new ArrayList<>();
    private final Set<Tally> waiting = new LinkedHashSet<>();
    private final Gaps gaps = new Gaps();
    private ProbeEvent last = new ProbeEvent.EndOfTrace(Stamp.NONE, false, false);
    private long events;

    /**
     * Starts the check of a boot.
     *
     * @param listener is told each violation at the event that proves it
     */
    public Checker(RuleBase rules, CheckOptions options, Consumer<Violation> listener) {
        this.options = options;
        this.listener = listener;
        rules.histories()
                .forEach(network -> histories.add(new HistoryRunner(network, options.maxHistory(), matches::add)));
        for (CompiledRule compiled : rules.compiledRules()) {
            tallies.put(compiled.rule().id(), new Tally(compiled));
            recorded.follow(compiled.rule().needs());
            recorded.follow(compiled.rule().provenWith());
        }
        rules.steps().forEach(network -> steps.add(new StepRunner(network, tallies, matches::add)));
    }

    /** Notes that events of this kind would be recorded if they happened: their probe points were armed. */
    public void armed(String kind) {
        recorded.armed(kind);
    }

    /** Checks the next event. */
    public void accept(ProbeEvent event) {
        state.enter(event);
        if (event instanceof ProbeEvent.EventsLost lost) {
            gaps.add(lost);
        }
        evaluate(event);
        recent.add(event);
        recorded.see(event);
        if (!waiting.isEmpty()) {
            settle();
        }
        state.apply(event);
        last = event;
        events++;
    }

    /** {@return how many events were checked} */
    public long events() {
        return events;
    }

    /** {@return how many events are known to be lost} */
    public long lostEvents() {
        return gaps.count();
    }

    /** {@return what is true of each rule so far, ordered by id} History rules and the end of the boot have yet to be heard. */
    public List<Verdict> soFar() {
        return verdicts(false, false);
    }

    /**
     * Ends the boot; {@return one verdict per rule, ordered by id}
     *
     * @param userSpace whether the boot is known to have gone on to user space
     * @param crashed whether an oops ended the input
     */
    public List<Verdict> finish(boolean userSpace, boolean crashed) {
        boolean settled = userSpace && !crashed;
        if (settled) {
            for (String device : state.deviceNames()) {
                accept(new ProbeEvent.DeviceAtEnd(endStamp(), device));
            }
        }
        accept(new ProbeEvent.EndOfTrace(endStamp(), userSpace, crashed));
        for (HistoryRunner history : histories) {
            String stopped = history.finish();
            if (!stopped.isEmpty()) {
                stop(history, stopped);
            }
            report();
            settle();
        }
        return verdicts(settled, crashed);
    }

    private List<Verdict> verdicts(boolean settled, boolean crashed) {
        Predicate<String> overflown = id -> histories.stream().anyMatch(history -> history.isOverflown(id));
        Judge judge = new Judge(options.profile(), recorded, gaps, settled, crashed, overflown);
        return tallies.values().stream()
                .sorted((a, b) ->
                        a.compiled.rule().id().compareTo(b.compiled.rule().id()))
                .filter(tally -> options.rules().isEmpty()
                        || options.rules().contains(tally.compiled.rule().id()))
                .map(judge::verdict)
                .toList();
    }

    @Override
    public void close() {
        steps.forEach(StepRunner::close);
        histories.forEach(HistoryRunner::close);
    }

    private void evaluate(ProbeEvent event) {
        for (StepRunner runner : steps) {
            runner.evaluate(event);
        }
        for (HistoryRunner runner : histories) {
            runner.see(event);
        }
        report();
    }

    /** Matches of one event come newest first and their order is Drools' own; reports are ordered by rule. */
    private void report() {
        if (matches.isEmpty()) {
            return;
        }
        matches.sort((a, b) -> a.getRule().getName().compareTo(b.getRule().getName()));
        for (Match match : matches) {
            String name = match.getRule().getName();
            if (name.endsWith(CompiledRule.EXERCISED)) {
                tallies.get(name.substring(0, name.length() - CompiledRule.EXERCISED.length())).checks++;
            } else {
                violated(tallies.get(name), match);
            }
        }
        matches.clear();
    }

    private void violated(Tally tally, Match match) {
        Rule rule = tally.compiled.rule();
        Optional<Severity> severity = options.profile().map(rule::severityOn).orElse(Optional.of(rule.severity()));
        if (severity.isEmpty()) {
            return;
        }
        Violation violation = new ViolationBuilder(rule, match, recorded, recent, state).build(severity.get());
        if (options.device().isPresent()
                && !ViolationBuilder.concerns(violation, options.device().get())) {
            return;
        }
        if (tally.proven) {
            keep(tally, violation);
        } else if (tally.unproven.size() < options.maxViolations()) {
            tally.unproven.add(violation);
            waiting.add(tally);
        }
    }

    private void keep(Tally tally, Violation violation) {
        tally.violationCount++;
        if (tally.violations.size() < options.maxViolations()) {
            tally.violations.add(violation);
        }
        boolean decided = options.profile().isPresent() || !violation.rule().hasRange();
        if (decided) {
            listener.accept(violation);
        }
    }

    /** Releases what waited for the proof that events of a kind are recorded. */
    private void settle() {
        for (Tally tally : List.copyOf(waiting)) {
            tally.proven = tally.compiled.rule().provenWith().stream().allMatch(recorded::recorded);
            if (tally.proven) {
                tally.unproven.forEach(violation -> keep(tally, violation));
                tally.unproven.clear();
                waiting.remove(tally);
            }
        }
    }

    /** What a rule that was stopped has said until then is not all it would have said. */
    private void stop(HistoryRunner history, String reason) {
        matches.clear();
        tallies.values().stream()
                .filter(tally -> history.runs(tally.compiled.rule().id()))
                .forEach(tally -> tally.stopped = "stopped: " + reason);
    }

    private Stamp endStamp() {
        return new Stamp(last.getSeq() + 1, last.getTime(), -1, Task.UNKNOWN, Origin.NONE, false);
    }
}
