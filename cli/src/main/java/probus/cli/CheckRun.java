// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import probus.cli.boot.BootCheck;
import probus.engine.Verdict;
import probus.facts.ProbeEvent;
import probus.report.BootReport;
import probus.report.TextReport;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Reads the inputs of a check, checks their boots, answers, and knows how it went. */
final class CheckRun implements BootSink {
    private static final int DEVICES_MAX = 10_000;

    private final CheckPlan plan;
    private final RuleFiles catalogue;
    private final Answers answers;
    private final Session session;
    private final BootCheck.Rules rules;
    private final Progress progress;
    private final Set<String> devices = new HashSet<>();
    private BootCheck check;
    private String file = "";
    private boolean violated;
    private boolean unreadable;
    private boolean undecided;

    CheckRun(CheckPlan plan, RuleFiles catalogue, Answers answers, Session session) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.answers = answers;
        this.session = session;
        rules = Loading.rules(Loading.begin(plan.rules(), catalogue, session));
        progress = new Progress(session);
        check = begin();
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
        rules.get();
        unreadable |= !Loading.allFine(catalogue, session);
        int exit = exit();
        answers.end(exit);
        return exit;
    }

    @Override
    public void beginBoot(String input, int boot) {
        file = input;
        check = begin();
    }

    @Override
    public void kernelVersion(String version) {
        check.banner(version);
    }

    @Override
    public void event(ProbeEvent event) {
        progress.event(file);
        if (event instanceof ProbeEvent.OfDevice of && devices.size() < DEVICES_MAX) {
            devices.add(of.dev());
        }
        check.accept(event);
    }

    @Override
    public void endBoot(BootSummary summary) {
        session.timing("input read");
        BootReport report = check.finish(summary);
        progress.erase();
        judge(report, BootCheck.isUnreadable(summary));
        answers.boot(report);
        summary.notes().forEach(note -> session.say("note: " + summary.input() + ": " + note));
        if (!report.error().isEmpty()) {
            session.say(report.error());
        }
        session.timing("answered");
    }

    private BootCheck begin() {
        return new BootCheck(plan.request(), rules, violation -> {});
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
