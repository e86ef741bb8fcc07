// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.Writer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import probus.engine.RuleBase;
import probus.engine.catalog.Severity;
import probus.facts.ProbeEvent;
import probus.report.ChromeTrace;
import probus.traces.BootSink;
import probus.traces.BootSummary;
import probus.traces.format.Symbols;

/** Draws boots, checks them meanwhile, and marks what was violated. */
final class PerfettoSink implements BootSink, AutoCloseable {
    private final CheckPlan plan;
    private final Future<RuleBase> rules;
    private final ChromeTrace trace;
    private BootCheck check;

    PerfettoSink(Optional<String> kernel, Writer out, Session session) {
        plan = new CheckPlan(
                java.util.List.of(),
                false,
                kernel,
                Set.of(),
                Optional.empty(),
                Severity.ERROR,
                false,
                Symbols.NONE,
                new CheckPlan.Limits(1 << 16, 100, 1_000_000));
        rules = Loading.begin(Set.of(), new RuleFiles(), session);
        trace = new ChromeTrace(out);
        check = new BootCheck(plan, rules, new HashSet<>());
    }

    @Override
    public void beginBoot(String input, int boot) {
        trace.boot(boot, input + (boot > 1 ? " boot " + boot : ""));
        check = new BootCheck(plan, rules, new HashSet<>());
    }

    @Override
    public void event(ProbeEvent event) {
        trace.event(event);
        check.accept(event);
    }

    @Override
    public void endBoot(BootSummary summary) {
        summary.kernelVersion().ifPresent(check::banner);
        if (summary.armed()) {
            summary.recordable().forEach(check::armed);
        }
        check.finish(summary.userSpace(), summary.crashed())
                .forEach(verdict -> verdict.violations().forEach(trace::violation));
        check.close();
    }

    @Override
    public void close() {
        trace.close();
    }
}
