// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.Writer;
import java.util.Optional;
import java.util.Set;
import probus.cli.boot.BootCheck;
import probus.engine.CheckOptions;
import probus.facts.ProbeEvent;
import probus.report.ChromeTrace;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Draws boots, checks them meanwhile, and marks what was violated. */
final class PerfettoSink implements BootSink, AutoCloseable {
    private final BootCheck.Request request;
    private final BootCheck.Rules rules;
    private final ChromeTrace trace;
    private BootCheck check;

    PerfettoSink(Optional<String> kernel, Writer out, Session session) {
        request = new BootCheck.Request(kernel, CheckOptions.DEFAULT, CheckPlan.PATIENCE);
        rules = Loading.rules(Loading.begin(Set.of(), new RuleFiles(), session));
        trace = new ChromeTrace(out);
        check = begin();
    }

    @Override
    public void beginBoot(String input, int boot) {
        trace.boot(boot, input + (boot > 1 ? " boot " + boot : ""));
        check = begin();
    }

    @Override
    public void kernelVersion(String version) {
        check.banner(version);
    }

    @Override
    public void event(ProbeEvent event) {
        trace.event(event);
        check.accept(event);
    }

    @Override
    public void endBoot(BootSummary summary) {
        check.finish(summary).verdicts().forEach(verdict -> verdict.violations().forEach(trace::violation));
    }

    @Override
    public void close() {
        trace.close();
    }

    private BootCheck begin() {
        return new BootCheck(request, rules, violation -> {});
    }
}
