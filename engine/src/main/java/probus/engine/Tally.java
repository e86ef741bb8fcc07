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
    Optional<ProbeEvent> undecidedAt = Optional.empty();

    Tally(CompiledRule compiled) {
        this.compiled = compiled;
        proven = compiled.rule().provenWith().isEmpty();
    }

    /** {@return whether events of this class can exercise this step rule} */
    boolean isExercisedBy(Class<?> kind) {
        return compiled.rule().style() == probus.engine.catalog.Rule.Style.STEP
                && compiled.kinds().iterator().next().isAssignableFrom(kind);
    }

    /** Counts the current event if it exercises the rule, and notes if what decides the rule is not known. */
    void see(ProbeEvent event, FactHandle handle, ValueResolver resolver) {
        for (AlphaNodeFieldConstraint constraint : compiled.scope()) {
            if (!constraint.isAllowed(handle, resolver)) {
                return;
            }
        }
        if (!compiled.ownExercise()) {
            checks++;
        }
        if (compiled.readsKnown() && undecidedAt.isEmpty()) {
            event.getBefore().takeUnknownRead();
            boolean allowed = true;
            for (AlphaNodeFieldConstraint condition : compiled.conditions()) {
                allowed = allowed && condition.isAllowed(handle, resolver);
            }
            if (!allowed && event.getBefore().takeUnknownRead()) {
                undecidedAt = Optional.of(event);
            }
        }
    }
}
