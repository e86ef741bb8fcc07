// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.engine.catalog.Severity;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;
import probus.model.run.Recording;

/** What the rules say of executions of the model, of which everything is recorded. */
final class Rulings {
    private final Future<RuleBase> rules;
    private final RuleFiles catalogue;
    private final CheckOptions options;

    Rulings(Future<RuleBase> rules, RuleFiles catalogue, KernelProfile profile, Set<String> wanted) {
        this.rules = rules;
        this.catalogue = catalogue;
        this.options = new CheckOptions(Optional.of(profile), wanted, Optional.empty(), 100, 1_000_000);
    }

    /** {@return the rules that the execution breaks, by id, each with its first violation} That an oops hurts, it says itself. */
    Map<String, Violation> broken(Recording recording) {
        Map<String, Violation> broken = new TreeMap<>();
        try (Checker checker = checker(Loading.get(rules), options, violation -> {})) {
            recording.events().forEach(checker::accept);
            boolean crashed = recording.crash().isPresent();
            for (Verdict verdict : checker.finish(recording.reachesUserSpace(), crashed)) {
                verdict.violations().stream()
                        .filter(violation -> violation.severity() != Severity.NOTE)
                        .filter(this::saysMoreThanTheKernel)
                        .findFirst()
                        .ifPresent(violation -> broken.put(verdict.rule().id(), violation));
            }
        }
        return broken;
    }

    /** {@return whether it is not only that the kernel oopsed or warned} */
    private boolean saysMoreThanTheKernel(Violation violation) {
        return !violation.rule().catalog().isEmpty()
                || catalogue.own(violation.rule().id()).isPresent();
    }

    /** {@return a checker that knows that everything is recorded} */
    static Checker checker(RuleBase rules, CheckOptions options, Consumer<Violation> listener) {
        Checker checker = new Checker(rules, options, listener);
        EventCatalog.all().forEach(kind -> checker.armed(kind.name()));
        return checker;
    }

    CheckOptions options() {
        return options;
    }

    /** {@return how many rules there are} */
    int count() {
        return Loading.get(rules).rules().size();
    }
}
