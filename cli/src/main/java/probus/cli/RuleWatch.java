// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.model.explore.Program;
import probus.model.world.Finding;
import probus.model.world.Observer;
import probus.model.world.Step;
import probus.model.world.World;

/** A program in which breaking a rule is a finding, so that it can be written down and made smaller like any other. */
final class RuleWatch implements Program {
    private final Program program;
    private final RuleBase rule;
    private final CheckOptions options;
    private final int end;
    private Watch last;

    /**
     * Watches a rule.
     *
     * @param rule that rule alone
     * @param end the step after which the boot is over, for rules that speak of its end; 0 if it is not to be judged
     */
    RuleWatch(Program program, RuleBase rule, CheckOptions options, int end) {
        this.program = program;
        this.rule = rule;
        this.options = options;
        this.end = end;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public void start(World world) {
        close();
        program.start(world);
        last = new Watch(world);
        world.watch(last);
    }

    /** Gives back what the last execution held. */
    void close() {
        if (last != null) {
            last.checker.close();
        }
    }

    private final class Watch implements Observer {
        private final World world;
        private final Checker checker;
        private boolean told;

        Watch(World world) {
            this.world = world;
            checker = Rulings.checker(rule, options, this::report);
        }

        @Override
        public void happened(ProbeEvent event) {
            checker.accept(event);
        }

        @Override
        public void stepped(Step step) {
            if (step.number() == end) {
                for (Verdict verdict : checker.finish(true, false)) {
                    verdict.violations().forEach(this::report);
                }
            }
        }

        private void report(Violation violation) {
            if (!told) {
                told = true;
                world.report(Finding.Kind.INVARIANT, violation.rule().id(), violation.message());
            }
        }
    }
}
