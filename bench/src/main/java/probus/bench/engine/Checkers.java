// SPDX-License-Identifier: Apache-2.0
package probus.bench.engine;

import java.util.Optional;
import java.util.function.Consumer;
import probus.bench.oracle.HandWrittenChecker;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;

/** What checks a stream of events, by name. */
public final class Checkers {
    private Checkers() {}

    /**
     * {@return a checker}
     *
     * @param name {@code by-hand}, {@code rules} for all bundled step rules, or a number: so many of them, or all of them
     *     and made-up ones
     */
    public static Consumer<ProbeEvent> of(String name) {
        if (name.equals("by-hand")) {
            return new HandWrittenChecker()::accept;
        }
        if (name.equals("rules")) {
            return checker(RuleSets.bundled());
        }
        int count = Integer.parseInt(name);
        return checker(count > RuleSets.bundled().rules().size() ? RuleSets.many(count) : RuleSets.some(count));
    }

    private static Consumer<ProbeEvent> checker(RuleBase rules) {
        CheckOptions options = CheckOptions.DEFAULT.on(Optional.of(KernelProfile.P61Y));
        return new Checker(rules, options, violation -> {})::accept;
    }
}
