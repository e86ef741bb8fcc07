// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.facts.ProbeEvent;
import probus.report.BootReport;
import probus.report.KernelChoice;
import probus.report.TextReport;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;
import probus.traces.input.Input;

/** Reads the inputs of a check, checks their boots, answers, and knows how it went. */
final class CheckRun implements BootSink {
    private final CheckPlan plan;
    private final Answers answers;
    private final Session session;
    private final Future<RuleBase> rules;
    private final Progress progress;
    private final Set<String> devices = new HashSet<>();
    private BootCheck check;
    private String file = "";
    private boolean violated;
    private boolean unreadable;
    private boolean undecided;

    CheckRun(CheckPlan plan, RuleFiles catalogue, Answers answers, Session session) {
        this.plan = plan;
        this.answers = answers;
        this.session = session;
        rules = Loading.begin(plan.rules(), catalogue, session);
        progress = new Progress(session);
        check = new BootCheck(plan, rules, devices);
    }

    /** {@return the exit code} */
    int run() {
        BootReader reader = new BootReader(session.in(), plan.limits().line(), plan.symbols());
        if (plan.oneBoot()) {
            reader.readAsOne(plan.files(), this);
        } else {
            for (String name : plan.files()) {
                if (answers.isWanted()) {
                    reader.read(name, this);
                }
            }
        }
        missingDevice();
        int exit = exit();
        answers.end(exit);
        return exit;
    }

    @Override
    public void beginBoot(String input, int boot) {
        file = input;
        check = new BootCheck(plan, rules, devices);
    }

    @Override
    public void event(ProbeEvent event) {
        progress.event(file);
        check.accept(event);
    }

    @Override
    public void endBoot(BootSummary summary) {
        session.timing("input read");
        summary.kernelVersion().ifPresent(check::banner);
        boolean nothing = summary.format().isEmpty()
                || (summary.lines() == 0 && summary.error().isPresent());
        List<Verdict> verdicts = List.of();
        if (!nothing) {
            if (summary.armed()) {
                summary.recordable().forEach(check::armed);
            }
            verdicts = check.finish(summary.userSpace(), summary.crashed());
        }
        check.close();
        progress.erase();
        BootReport report = report(summary, verdicts);
        judge(report, nothing);
        answers.boot(report);
        summary.notes().forEach(note -> session.say("note: " + summary.input() + ": " + note));
        if (!report.error().isEmpty()) {
            session.say(report.error());
        }
        session.timing("answered");
    }

    private BootReport report(BootSummary summary, List<Verdict> verdicts) {
        KernelChoice kernel = check.kernel();
        long firstSkipped = summary.firstSkipped().isEmpty()
                ? 0
                : summary.firstSkipped().get(0).line();
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
                        summary.lostEvents(),
                        check.isIncomplete() || summary.lostEvents() > 0),
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

    private void judge(BootReport report, boolean nothing) {
        violated |= TextReport.fails(report, plan.failOn());
        unreadable |= nothing || !report.error().isEmpty();
        undecided |= report.rules(Verdict.Kind.UNDECIDED) > 0;
    }

    private int exit() {
        if (unreadable) {
            return Exit.UNREADABLE;
        }
        if (violated) {
            return Exit.VIOLATED;
        }
        return plan.strict() && undecided ? Exit.UNDECIDED : Exit.OK;
    }

    private void missingDevice() {
        Optional<String> wanted = plan.device();
        if (wanted.isPresent() && !devices.contains(wanted.get())) {
            String hint = Nearest.of(wanted.get(), devices)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            session.say("no event concerns device '" + wanted.get() + "'" + hint);
        }
    }
}
