// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import probus.cli.boot.BootCheck;
import probus.cli.live.ModelPlan;
import probus.cli.live.ModelSource;
import probus.cli.live.Monitor;
import probus.engine.CheckOptions;
import probus.engine.RuleBase;

/** What the tests of the page need of the command line. */
public final class Watching {
    private static final int QUEUE = 1 << 14;
    private static final int KEPT = 100;
    private static final int HISTORY = 1_000_000;

    private static final class Loaded implements BootCheck.Rules {
        private final RuleBase rules = RuleBase.bundled(name -> true);

        @Override
        public boolean areLoaded() {
            return true;
        }

        @Override
        public RuleBase get() {
            return rules;
        }
    }

    private static final Loaded RULES = new Loaded();

    private Watching() {}

    /** {@return all rules, loaded once} */
    public static BootCheck.Rules rules() {
        return RULES;
    }

    /** {@return the model, told of plans as the command line would be} */
    public static ModelSource model(ModelPlan plan) {
        return new ModelSource(new ModelDirector(plan.board()), plan, Long.MAX_VALUE, true);
    }

    /** {@return a plan for the machine on which two walks meet} */
    public static ModelPlan plan(String kernel, String schedule) {
        return new ModelPlan(kernel, "two-iommus-one-device", List.of("rk_iommu"), List.of(), "pct", 1, schedule);
    }

    /** {@return settings that check everything} */
    public static Monitor.Settings settings(double perSecond, boolean paused) {
        CheckOptions options = new CheckOptions(Optional.empty(), Set.of(), Optional.empty(), KEPT, HISTORY);
        return new Monitor.Settings(
                new BootCheck.Request(Optional.empty(), options, 1), QUEUE, 1_000, perSecond, paused);
    }
}
