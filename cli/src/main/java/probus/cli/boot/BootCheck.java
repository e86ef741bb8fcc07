// SPDX-License-Identifier: Apache-2.0
package probus.cli.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.report.BootReport;
import probus.report.KernelChoice;
import probus.traces.BootSummary;
import probus.traces.input.Input;

/**
 * The check of one boot. Events may wait until the rules are loaded, which another thread does meanwhile, and until it is
 * known which kernel it was, which a log may say late.
 */
public final class BootCheck implements AutoCloseable {
    private final Request request;
    private final Rules rules;
    private final Consumer<Violation> listener;
    private final List<ProbeEvent> waiting = new ArrayList<>();
    private KernelChoice kernel = KernelChoice.NONE;
    private Optional<Checker> checker = Optional.empty();
    private long lost;
    private boolean incomplete;

    /**
     * What is asked of a check.
     *
     * @param kernel a version or profile that beats what the input says
     * @param options everything else; its profile is not looked at
     * @param patience how many events may wait until the input says which kernel it was
     */
    public record Request(Optional<String> kernel, CheckOptions options, int patience) {}

    /** The rules, which may still be on their way. */
    public interface Rules {
        /** {@return whether {@link #get} would not wait} */
        boolean areLoaded();

        /** {@return the rules} Waits for them. */
        RuleBase get();
    }

    /**
     * Begins the check of a boot.
     *
     * @param listener is told each violation at the event that proves it
     */
    public BootCheck(Request request, Rules rules, Consumer<Violation> listener) {
        this.request = request;
        this.rules = rules;
        this.listener = listener;
        request.kernel().ifPresent(word -> kernel = KernelChoice.of(word, KernelChoice.From.OPTION));
    }

    /** The log says which kernel it was; the command line knows better. */
    public void banner(String version) {
        if (kernel.from() == KernelChoice.From.NONE && checker.isEmpty()) {
            kernel = KernelChoice.of(version, KernelChoice.From.BANNER);
        }
    }

    /** Checks the next event. */
    public void accept(ProbeEvent event) {
        if (event instanceof ProbeEvent.EventsLost gap) {
            incomplete = true;
            lost += Math.max(0, gap.count());
        }
        if (checker.isPresent()) {
            checker.get().accept(event);
            return;
        }
        waiting.add(event);
        boolean ready = rules.areLoaded() && kernel.from() != KernelChoice.From.NONE;
        if (ready || waiting.size() >= request.patience()) {
            start();
        }
    }

    /** {@return which kernel it is checked against, as far as that is known} */
    public KernelChoice kernel() {
        return kernel;
    }

    /** {@return what is true of each rule so far} */
    public List<Verdict> soFar() {
        return checker.map(Checker::soFar).orElse(List.of());
    }

    /** Ends the boot; {@return what was found} An input in which nothing was recognised has no verdicts. */
    public BootReport finish(BootSummary summary) {
        summary.kernelVersion().ifPresent(this::banner);
        List<Verdict> verdicts = List.of();
        if (!isUnreadable(summary)) {
            Checker running = checker.isPresent() ? checker.get() : start();
            if (summary.armed()) {
                summary.recordable().forEach(running::armed);
            }
            verdicts = running.finish(summary.userSpace(), summary.crashed());
        }
        close();
        return report(summary, verdicts);
    }

    /** {@return whether nothing at all could be read} */
    public static boolean isUnreadable(BootSummary summary) {
        return summary.format().isEmpty()
                || (summary.lines() == 0 && summary.error().isPresent());
    }

    @Override
    public void close() {
        checker.ifPresent(Checker::close);
    }

    private Checker start() {
        CheckOptions options = request.options().on(kernel.profile());
        Checker started = new Checker(rules.get(), options, listener);
        checker = Optional.of(started);
        waiting.forEach(started::accept);
        waiting.clear();
        return started;
    }

    private BootReport report(BootSummary summary, List<Verdict> verdicts) {
        long firstSkipped = summary.firstSkipped().isEmpty()
                ? 0
                : summary.firstSkipped().get(0).line();
        // What was dropped on the way here, the input does not know.
        long missing = Math.max(summary.lostEvents(), lost);
        return new BootReport(
                summary.input(),
                summary.boot(),
                summary.format(),
                kernel,
                new BootReport.Counts(
                        summary.lines(),
                        summary.events(),
                        summary.skippedLines(),
                        firstSkipped,
                        missing,
                        incomplete || missing > 0),
                error(summary),
                verdicts);
    }

    /** Names the input once. */
    private static String error(BootSummary summary) {
        String error = summary.error().orElse("");
        String name = summary.input();
        if (error.isEmpty()) {
            return "";
        }
        String reason = error.startsWith(name + ":") ? error.substring(name.length()) : ": " + error;
        return (name.equals(Input.STANDARD_INPUT) ? "standard input" : name) + reason;
    }
}
