// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.base.base.ValueResolver;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.kie.api.runtime.rule.FactHandle;
import probus.facts.ProbeEvent;

/** What was counted of one rule. */
final class Tally {
    final CompiledRule compiled;
    final List<Violation> violations = new ArrayList<>();
    /** Violations that wait for the proof that what they miss would have been recorded. */
    final List<Violation> unproven = new ArrayList<>();

    long checks;
    long violationCount;
    boolean proven;
    /** Why the rule was not run to its end, {@code ""} if it was. */
    String stopped = "";

    Optional<ProbeEvent> undecidedAt = Optional.empty();

    Tally(CompiledRule compiled) {
        this.compiled = compiled;
        proven = compiled.rule().provenWith().isEmpty();
    }

    /**
     * Counts the current event if it exercises the rule, and notes if what decides the rule is not known.
     *
     * @return whether the event may violate the rule
     */
    boolean see(ProbeEvent event, FactHandle handle, ValueResolver resolver) {
        if (!meets(compiled.scope(), handle, resolver)) {
            return false;
        }
        if (!compiled.ownExercise()) {
            checks++;
        }
        boolean deciding = compiled.readsKnown() && undecidedAt.isEmpty();
        if (deciding) {
            event.getBefore().takeUnknownRead();
        }
        boolean violated = meets(compiled.conditions(), handle, resolver);
        if (deciding && !violated && event.getBefore().takeUnknownRead()) {
            undecidedAt = Optional.of(event);
        }
        return violated;
    }

    /** Counts the current event if the rule that says what exercises this one says so. */
    void exercise(FactHandle handle, ValueResolver resolver) {
        if (meets(compiled.exercise().orElseThrow().constraints(), handle, resolver)) {
            checks++;
        }
    }

    private static boolean meets(
            List<AlphaNodeFieldConstraint> constraints, FactHandle handle, ValueResolver resolver) {
        // By index: an iterator per rule and event is what this costs.
        for (int i = 0; i < constraints.size(); i++) {
            if (!constraints.get(i).isAllowed(handle, resolver)) {
                return false;
            }
        }
        return true;
    }
}
